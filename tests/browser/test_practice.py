"""The practice app in Chromium, served and opened from disk: nothing that a reader rated is ever lost."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.support.bread import Built
from tests.support.guides import PROJECT

pytestmark = pytest.mark.browser

KEY = "guide.progress"
AXE = PROJECT / "web/node_modules/axe-core/axe.min.js"
POKE = "sourdough/poke-test"


@pytest.fixture
def context(browser: Browser, built: Built) -> Iterator[BrowserContext]:
    """A fresh browser profile. Its pages may not fail and not ask anybody else."""
    faults: list[str] = []
    made = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    own = (built.http, built.offline.as_uri(), "data:", "blob:")

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on(
            "request", lambda request: None if request.url.startswith(own) else faults.append(request.url)
        )

    made.on("page", watch)
    yield made
    made.close()
    assert not faults


@pytest.fixture(params=["http", "file"])
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def practise(context: BrowserContext, built: Built) -> Callable[..., Page]:
    """Open the app in a new tab; `query` is what stands behind the address."""

    def start(mode: str = "http", query: str = "") -> Page:
        page = context.new_page()
        page.goto(built.address(mode) + query)
        expect(page.get_by_role("navigation", name="Practice")).to_be_visible()
        return page

    return start


def prompt(page: Page) -> str:
    return page.locator(".practice-prompt").inner_text()


def stored(page: Page) -> dict[str, Any]:
    document = json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))
    assert isinstance(document, dict)
    return document


def reviews(page: Page) -> dict[str, list[int]]:
    """The ratings that count, by question."""
    found = {
        name: [review["rating"] for review in card["reviews"] if not review["undone"]]
        for name, card in stored(page)["cards"].items()
    }
    return {name: ratings for name, ratings in found.items() if ratings}


def rate(page: Page, rating: str = "Good") -> str:
    """Show the answer and rate it; gives the prompt that was rated."""
    asked = prompt(page)
    page.get_by_role("button", name="Show the answer").click()
    page.get_by_role("button", name=re.compile(f"^{rating}")).click()
    expect(page.locator(".practice-prompt")).not_to_have_text(asked)
    return asked


def view(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Practice").get_by_role("button", name=name).click()
    expect(page.get_by_role("heading", level=2, name=name)).to_be_visible()


# -- flashcards ------------------------------------------------------------------------------------------


def test_a_rated_card_is_still_due_later_after_a_reload(practise: Callable[..., Page], mode: str) -> None:
    page = practise(mode)
    asked = rate(page, "Easy")
    page.reload()
    expect(page.locator(".practice-prompt")).not_to_have_text(asked)
    ((name, ratings),) = reviews(page).items()
    assert ratings == [4]
    days = page.evaluate(
        f"(Date.parse({json.dumps(stored(page)['cards'][name]['due'])}) - Date.now()) / 864e5"
    )
    assert 5 < days < 15


def test_a_card_comes_back_when_it_is_due(practise: Callable[..., Page], context: BrowserContext) -> None:
    context.clock.install(time="2026-03-02T09:00:00")
    page = practise()
    asked = rate(page, "Easy")
    context.clock.set_system_time("2026-03-20T09:00:00")
    page.reload()
    expect(page.locator(".practice-prompt")).to_have_text(asked)
    page.get_by_text("Why is it due?").click()
    expect(page.locator(".practice-why")).to_contain_text("You rated it 1 time, last 18 days ago")


def test_each_rating_says_when_the_card_comes_back(practise: Callable[..., Page]) -> None:
    page = practise()
    page.get_by_role("button", name="Show the answer").click()
    buttons = page.get_by_role("group", name="How well did you know it?").get_by_role("button")
    expect(buttons).to_have_count(4)
    texts = [text.split() for text in buttons.all_inner_texts()]
    assert [text[0] for text in texts] == ["Again", "Hard", "Good", "Easy"]
    assert [text[1:] for text in texts[:3]] == [["1", "min"], ["6", "min"], ["10", "min"]]
    assert texts[3][2] == "d"


def test_the_answer_comes_with_its_rubric_and_its_sources(practise: Callable[..., Page]) -> None:
    page = practise()
    page.get_by_role("button", name="Show the answer").click()
    answer = page.get_by_role("group", name="Answer", exact=True)
    expect(answer).to_be_focused()
    expect(answer.locator(".rubric li").first).to_be_visible()
    expect(answer.get_by_role("link", name=re.compile("Proofing|Loaves"))).to_have_attribute(
        "href", re.compile("^https://example.org/")
    )


def test_undo_takes_a_rating_back(practise: Callable[..., Page], mode: str) -> None:
    page = practise(mode)
    asked = rate(page, "Again")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".practice-prompt")).to_have_text(asked)
    assert reviews(page) == {}
    page.reload()
    expect(page.locator(".practice-prompt")).to_have_text(asked)


def test_a_suspended_card_is_not_asked_until_it_is_resumed(practise: Callable[..., Page]) -> None:
    page = practise()
    asked = prompt(page)
    page.get_by_role("button", name="Suspend").click()
    expect(page.locator(".practice-prompt")).not_to_have_text(asked)
    page.reload()
    expect(page.locator(".practice-prompt")).not_to_have_text(asked)
    view(page, "Settings")
    page.get_by_role("button", name=f"Resume: {asked}").click()
    page.get_by_role("navigation", name="Practice").get_by_role("button", name="Flashcards").click()
    expect(page.locator(".practice-prompt")).to_have_text(asked)


def test_a_deck_narrows_what_is_asked_and_is_remembered(practise: Callable[..., Page]) -> None:
    page = practise()
    page.locator(".practice-deck summary").click()
    page.locator(".practice-deck").get_by_text("Senior", exact=True).click()
    expect(page.locator(".practice-deck summary")).to_contain_text("5 of 14 questions")
    page.reload()
    expect(page.locator(".practice-deck summary")).to_contain_text("5 of 14 questions")
    for _ in range(4):
        rate(page)
    document = stored(page)["cards"]
    assert len([name for name in document if document[name]["reviews"]]) == 4


def test_a_study_plan_is_a_deck_in_its_own_order(practise: Callable[..., Page], mode: str) -> None:
    page = practise(mode)
    page.locator(".practice-deck summary").click()
    page.get_by_label("Study plan").focus()
    page.get_by_label("Study plan").select_option(label="First loaf")
    expect(page.get_by_label("Study plan")).to_be_focused()
    expect(page.locator(".practice-deck summary")).to_have_text("Deck: First loaf, 5 questions")
    plan = page.get_by_role("link", name="Read the plan")
    assert plan.evaluate("link => link.href").startswith(page.url[:12])
    expect(page.locator(".practice-prompt")).to_have_text("How do you know that a dough is proofed?")
    page.reload()
    expect(page.locator(".practice-deck summary")).to_have_text("Deck: First loaf, 5 questions")
    expect(plan).to_be_visible()
    page.locator(".practice-deck summary").click()
    page.locator(".practice-deck").get_by_text("Mind the oven").click()
    expect(page.get_by_role("checkbox", name="Mind the oven")).to_be_focused()
    expect(page.locator(".practice-deck summary")).to_have_text(
        "Deck: First loaf, Mind the oven, 4 questions"
    )
    page.locator(".practice-deck").get_by_text("Senior", exact=True).click()
    expect(page.locator(".practice-deck summary")).to_contain_text(
        re.compile("Mind the oven, [1-3] of 4 questions$")
    )
    page.locator(".practice-deck").get_by_text("Know the dough").click()
    expect(page.locator(".practice-deck summary")).to_contain_text(
        re.compile("First loaf, 2 steps, [1-3] of 5 questions$")
    )
    page.get_by_role("button", name="All questions").click()
    expect(page.locator(".practice-deck summary")).to_have_text("Deck all 14 questions")


def test_a_plans_page_leads_to_its_deck_once(built: Built, context: BrowserContext, mode: str) -> None:
    page = context.new_page()
    page.goto(built.address(mode, "plans/").replace("plans/index.html", "plans/first-loaf.html"))
    if mode == "http":
        page.get_by_role("link", name="First loaf").first.click()
    page.get_by_role("link", name="as flashcards").first.click()
    expect(page.locator(".practice-deck summary")).to_have_text(
        "Deck: First loaf, Know the dough, 1 question"
    )
    assert "plan=" not in page.url
    page.get_by_role("link", name="Read the plan").click()
    expect(page.get_by_role("heading", name="Know the dough")).to_be_in_viewport()
    assert page.url.endswith("#know-the-dough")
    page.go_back()
    page.locator(".practice-deck summary").click()
    page.get_by_label("Study plan").select_option(label="None")
    expect(page.locator(".practice-deck summary")).to_contain_text("all 14 questions")
    page.reload()
    expect(page.locator(".practice-deck summary")).to_contain_text("all 14 questions")


def test_a_step_that_is_done_leads_to_the_next_and_stays_in_the_deck(
    practise: Callable[..., Page],
) -> None:
    page = practise("http", "?plan=first-loaf&step=know-the-dough")
    rate(page, "Easy")
    page.get_by_role("button", name="Go on with Mind the oven").click()
    expect(page.locator(".practice-prompt")).to_be_focused()
    expect(page.locator(".practice-deck summary")).to_have_text("Deck: First loaf, 2 steps, 5 questions")
    for _ in range(4):
        rate(page, "Easy")
    expect(page.get_by_role("heading", name="Nothing is left for now")).to_be_visible()
    expect(page.get_by_role("button", name="Go on")).to_have_count(0)


def test_what_is_due_of_the_steps_before_is_not_missed(
    practise: Callable[..., Page], context: BrowserContext
) -> None:
    context.clock.install(time="2026-03-02T09:00:00")
    page = practise("http", "?plan=first-loaf&step=know-the-dough")
    rate(page, "Easy")
    context.clock.set_system_time("2026-03-30T09:00:00")
    page.goto(page.url + "?plan=first-loaf&step=mind-the-oven")
    for _ in range(4):
        expect(page.get_by_role("button", name="Go on")).to_have_count(0)
        rate(page, "Easy")
    page.get_by_role("button", name="Go on with 1 due question of other steps").click()
    expect(page.locator(".practice-deck summary")).to_have_text("Deck: First loaf, 2 steps, 5 questions")
    expect(page.locator(".practice-prompt")).to_have_text("How do you know that a dough is proofed?")
    rate(page, "Easy")
    expect(page.get_by_role("heading", name="Nothing is left for now")).to_be_visible()
    expect(page.get_by_role("button", name="Go on")).to_have_count(0)


def test_who_says_the_date_of_the_interview_is_told_what_a_day_takes(
    practise: Callable[..., Page], context: BrowserContext, mode: str
) -> None:
    context.clock.install(time="2026-03-02T09:00:00")
    page = practise(mode)
    date = page.get_by_label("Interview on")
    expect(date).to_have_count(0)  # nobody has to know all of the guide
    page.goto(page.url + "?plan=first-loaf&step=know-the-dough")
    pace = page.locator(".practice > .practice-view > section > .practice-plan")
    expect(pace).to_be_hidden()
    date.fill("2026-03-04")
    expect(pace).to_have_text(
        re.compile(r"^2 days until your interview\. 3 new questions a day \(\d+ minutes aloud\) and you are")
    )
    expect(page.locator(".practice > [aria-live=polite]")).to_have_text(pace.inner_text())
    rate(page, "Easy")
    expect(pace).to_contain_text("3 new questions a day")
    expect(pace).to_contain_text("1 done today")
    view(page, "Settings")
    page.get_by_label("New questions a day").fill("2")
    page.get_by_label("New questions a day").blur()
    page.get_by_role("navigation", name="Practice").get_by_role("button", name="Flashcards").click()
    expect(pace).to_contain_text("The limit is 2; you can raise it under Settings.")
    for today, said in (
        ("03", "1 day until your interview. 4 new"),
        ("04", "Your interview is today."),
        ("05", ""),
    ):
        context.clock.set_system_time(f"2026-03-{today}T09:00:00")
        page.reload()
        expect(date).to_have_value("2026-03-04")
        if said:
            expect(pace).to_contain_text(said)
        else:
            expect(pace).to_be_hidden()
    date.fill("")
    page.reload()
    expect(date).to_have_value("")


def test_the_limit_of_reviews_holds_for_the_day(
    practise: Callable[..., Page], context: BrowserContext
) -> None:
    context.clock.install(time="2026-03-02T09:00:00")
    page = practise()
    for _ in range(3):
        rate(page, "Easy")
    view(page, "Settings")
    page.get_by_label("New questions a day").fill("0")
    page.get_by_label("New questions a day").blur()
    page.get_by_label("Reviews a day").fill("2")
    page.get_by_label("Reviews a day").blur()
    context.clock.set_system_time("2026-05-02T09:00:00")
    page.get_by_role("navigation", name="Practice").get_by_role("button", name="Flashcards").click()
    rate(page)
    rate(page)
    expect(page.get_by_role("heading", name="Nothing is left for now")).to_be_visible()
    expect(page.locator(".practice-done")).to_contain_text("wait beyond today's limits")


def test_a_higher_retention_brings_cards_back_sooner(practise: Callable[..., Page]) -> None:
    page = practise()
    days = []
    for retention in ("80 %", "95 %"):
        view(page, "Settings")
        page.get_by_label("Answers you want to remember").select_option(label=retention)
        page.get_by_role("navigation", name="Practice").get_by_role("button", name="Flashcards").click()
        page.get_by_role("button", name="Show the answer").click()
        text = page.get_by_role("button", name=re.compile("^Easy")).inner_text()
        days.append(float(text.split()[1]))
    assert days[0] > days[1]


def test_a_session_by_touch(browser: Browser, built: Built) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(built.address("http"))
    asked = prompt(page)
    page.get_by_role("button", name="Show the answer").tap()
    good = page.get_by_role("button", name=re.compile("^Good"))
    expect(good).to_be_in_viewport()  # without scrolling, however long the answer is
    box = good.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44
    good.tap()
    expect(page.locator(".practice-prompt")).not_to_have_text(asked)
    page.get_by_role("button", name="Undo").tap()
    expect(page.locator(".practice-prompt")).to_have_text(asked)
    context.close()


@pytest.mark.parametrize("size", [(360, 640), (390, 660), (320, 700), (320, 420), (1280, 900)])
def test_the_answer_begins_in_sight(practise: Callable[..., Page], size: tuple[int, int]) -> None:
    page = practise()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(reduced_motion="reduce")
    # A prompt of five lines, and an answer that is longer than the window.
    page.add_style_tag(content=".practice-prompt {min-height: 7rem} .practice-answer {min-height: 60rem}")
    page.keyboard.press("Space")
    expect(page.locator(".practice-answer")).to_be_focused()
    header = page.locator(".md-header").bounding_box()
    bar = page.locator(".practice-ratings").bounding_box()
    answer = page.locator(".practice-answer .spoken p").first.bounding_box()
    assert header
    assert bar
    assert answer
    assert header["y"] + header["height"] <= answer["y"]
    assert answer["y"] + 60 <= bar["y"] <= size[1] - bar["height"] + 1
    if size[1] >= 640:  # there is room for both
        expect(page.locator(".practice-prompt")).to_be_in_viewport(ratio=1)
    if size[1] == 900:
        assert page.evaluate("scrollY") == 0


def test_what_happens_is_said_to_a_screen_reader(practise: Callable[..., Page]) -> None:
    page = practise()
    said = page.locator(".practice > [aria-live=polite]")
    rate(page, "Easy")
    expect(said).to_contain_text(re.compile(r"^Rated Easy, comes back in \d+ days\. 9 left\."))
    page.get_by_role("button", name="Undo").click()
    expect(said).to_contain_text("Took back Easy.")
    page.get_by_role("button", name="Suspend").click()
    expect(said).to_contain_text("Suspended")
    expect(page.locator(".practice-prompt")).to_be_focused()


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_glides_for_who_asks_for_less_motion(
    practise: Callable[..., Page], context: BrowserContext, motion: str
) -> None:
    context.add_init_script(
        "window.glides = [];"
        "Element.prototype.scrollIntoView = function (how) { window.glides.push(how?.behavior); };"
    )
    page = practise()
    page.emulate_media(reduced_motion=motion)  # type: ignore[arg-type]
    page.set_viewport_size({"width": 390, "height": 320})
    page.get_by_role("button", name="Show the answer").click()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.keyboard.press("3")
    page.wait_for_function("glides.length > 0")
    assert page.evaluate("glides.at(-1)") == ("auto" if motion == "reduce" else "smooth")


def test_the_limit_of_new_cards_holds_for_the_day(practise: Callable[..., Page]) -> None:
    page = practise()
    view(page, "Settings")
    page.get_by_label("New questions a day").fill("2")
    page.get_by_label("New questions a day").blur()
    page.get_by_role("navigation", name="Practice").get_by_role("button", name="Flashcards").click()
    rate(page, "Easy")
    rate(page, "Easy")
    expect(page.get_by_role("heading", name="Nothing is left for now")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Nothing is left for now")).to_be_visible()


def test_who_wants_more_than_the_limit_goes_on_with_the_plan(
    practise: Callable[..., Page], context: BrowserContext, mode: str
) -> None:
    context.clock.install(time="2026-03-02T09:00:00")
    page = practise(mode, "?plan=first-loaf")
    view(page, "Settings")
    page.get_by_label("New questions a day").fill("3")
    page.get_by_label("New questions a day").blur()
    page.get_by_role("navigation", name="Practice").get_by_role("button", name="Flashcards").click()
    counts = page.locator(".practice-counts")
    expect(counts).to_contain_text("2 more wait beyond today's limits")
    for _ in range(3):
        rate(page, "Easy")
    page.get_by_role("link", name="Settings").click()
    expect(page.get_by_label("New questions a day")).to_have_value("3")
    page.get_by_role("navigation", name="Practice").get_by_role("button", name="Flashcards").click()
    page.get_by_role("button", name="Go on with 2 more new questions today").click()
    expect(page.locator(".practice-prompt")).to_be_focused()
    expect(counts).to_contain_text("2 New")
    expect(counts).not_to_contain_text("wait")
    rate(page, "Easy")
    page.reload()
    expect(counts).to_contain_text("1 New")
    rate(page, "Easy")
    expect(page.get_by_role("heading", name="Nothing is left for now")).to_be_visible()
    expect(page.get_by_role("button", name="Go on")).to_have_count(0)
    assert sorted(reviews(page).values()) == [[4]] * 5
    context.clock.set_system_time("2026-03-03T09:00:00")  # the limit holds again
    page.locator(".practice-deck summary").click()
    page.get_by_role("button", name="All questions").click()
    expect(counts).to_contain_text("3 New")
    expect(counts).to_contain_text("6 more wait")


def test_a_limit_that_nobody_set_is_not_in_the_way_of_a_plan(practise: Callable[..., Page]) -> None:
    page = practise("http", "?plan=first-loaf")
    counts = page.locator(".practice-counts")
    expect(counts).to_contain_text("1 New")
    expect(counts).to_contain_text("4 more in the plan")
    page.get_by_text("Why is it due?").click()
    expect(page.locator(".practice-why")).to_contain_text("the plan says what a day brings in")
    rate(page, "Easy")
    expect(page.locator(".practice-done")).to_contain_text("4 new questions of the plan are for other days.")
    expect(page.locator(".practice-done")).not_to_contain_text("limit")
    page.get_by_role("button", name="Go on with Mind the oven").click()
    expect(page.locator(".practice-prompt")).to_be_focused()
    expect(counts).to_contain_text("4 New")
    expect(counts).not_to_contain_text("more")
    view(page, "Settings")
    field = page.get_by_label("New questions a day")
    expect(field).to_have_value("")
    expect(field).to_have_attribute("placeholder", "10")
    expect(field).to_have_accessible_description(re.compile("^While it is empty, a study plan"))
    field.fill("2")
    field.blur()
    page.get_by_role("navigation", name="Practice").get_by_role("button", name="Flashcards").click()
    page.reload()
    view(page, "Settings")
    expect(field).to_have_value("2")
    page.get_by_role("navigation", name="Practice").get_by_role("button", name="Flashcards").click()
    # The reader asked for four more today, and that holds; from here on the limit does, too.
    expect(counts).to_contain_text("4 New")
    expect(counts).not_to_contain_text("in the plan")
    view(page, "Settings")
    field.clear()
    field.blur()
    page.reload()
    expect(page.get_by_label("New questions a day")).to_have_value("")
    page.get_by_role("navigation", name="Practice").get_by_role("button", name="Flashcards").click()
    page.get_by_text("Why is it due?").click()
    expect(page.locator(".practice-why")).to_contain_text("the plan says what a day brings in")


def test_a_changed_answer_is_marked_shown_and_comes_back(practise: Callable[..., Page]) -> None:
    page = practise()
    rate(page, "Easy")
    ((name, _),) = reviews(page).items()
    page.evaluate(
        """([key, name]) => {
            const progress = JSON.parse(localStorage.getItem(key));
            const seen = progress.cards[name].seen.value;
            seen.hash = "0";
            seen.text = "Formerly " + seen.text;
            seen.depth = seen.depth.replace(/\\d+ minutes/, "a while");
            localStorage.setItem(key, JSON.stringify(progress));
        }""",
        [KEY, name],
    )
    page.reload()
    expect(page.get_by_text("Changed since you learned it", exact=True)).to_be_visible()
    page.get_by_role("button", name="Show the answer").click()
    expect(page.locator(".practice-diff del").first).to_contain_text("Formerly")
    expect(page.locator(".practice-change h4")).to_have_text(["Answer and key points", "In depth"])
    expect(page.locator(".practice-diff").last.locator("del")).to_contain_text("removed: a while")
    expect(page.locator(".practice-diff").last.locator("ins")).to_contain_text(
        re.compile(r"added: \d+ minutes")
    )


def test_progress_of_an_older_version_is_migrated(practise: Callable[..., Page], mode: str) -> None:
    page = practise(mode)
    rate(page, "Easy")
    page.evaluate(
        """key => {
            const progress = JSON.parse(localStorage.getItem(key));
            const [card] = Object.values(progress.cards);
            progress.version = 1;
            delete card.seen.value.depth;
            card.seen.value.hash = "0";
            localStorage.setItem(key, JSON.stringify(progress));
        }""",
        KEY,
    )
    page.reload()
    expect(page.get_by_text("Changed since you learned it", exact=True)).to_be_visible()
    page.get_by_role("button", name="Show the answer").click()
    expect(page.locator(".practice-change")).to_contain_text("What it said before was not kept")
    page.get_by_role("button", name=re.compile("^Good")).click()
    assert list(reviews(page).values()) == [[4, 3]]
    assert stored(page)["version"] == 4
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_renamed_question_keeps_its_history(practise: Callable[..., Page]) -> None:
    page = practise()
    rate(page, "Easy")
    page.evaluate(
        """key => {
            const progress = JSON.parse(localStorage.getItem(key));
            const [name] = Object.keys(progress.cards);
            const card = progress.cards[name];
            progress.cards = {"sourdough/flat-loaf": card, "sourdough/gone": card};
            localStorage.setItem(key, JSON.stringify(progress));
        }""",
        KEY,
    )
    page.reload()
    expect(page.locator(".practice-prompt")).to_be_visible()
    assert reviews(page) == {"sourdough/collapse": [4], "sourdough/gone": [4]}
    view(page, "Progress")
    expect(page.get_by_role("listitem").filter(has_text="sourdough/gone")).to_contain_text("1 review")


# -- nothing is lost -------------------------------------------------------------------------------------


def test_two_tabs_keep_the_reviews_of_both(practise: Callable[..., Page], mode: str) -> None:
    first, second = practise(mode), practise(mode)
    one = rate(first, "Good")
    expect(second.locator(".practice-prompt")).not_to_have_text(one)
    two = rate(second, "Hard")
    expect(first.locator(".practice-prompt")).not_to_have_text(two)
    three = rate(first, "Easy")
    assert len({one, two, three}) == 3
    for page in (first, second):
        page.reload()
        assert sorted(rating for given in reviews(page).values() for rating in given) == [2, 3, 4]


def test_what_another_tab_writes_takes_neither_focus_nor_input_nor_what_is_open(
    practise: Callable[..., Page],
) -> None:
    page, other = practise(), practise()
    page.locator(".practice-why summary").click()
    shown = page.get_by_role("button", name="Show the answer")
    shown.focus()
    view(other, "Settings")
    other.get_by_label("New questions a day").fill("7")
    other.get_by_label("New questions a day").blur()
    expect(page.locator(".practice-counts")).to_contain_text("7 New")
    expect(shown).to_be_focused()
    expect(page.locator(".practice-why p").first).to_be_visible()

    page.locator(".practice-deck summary").click()
    box = page.get_by_role("checkbox", name="Senior")
    box.focus()
    other.get_by_role("navigation", name="Practice").get_by_role("button", name="Flashcards").click()
    other.locator(".practice-deck summary").click()
    other.locator(".practice-deck").get_by_text("Mid", exact=True).click()
    expect(page.get_by_role("checkbox", name="Mid")).to_be_checked()
    expect(box).to_be_focused()
    other.get_by_role("button", name="All questions").click()
    expect(other.locator(".practice-deck summary")).to_be_focused()
    shown.focus()
    rate(other)
    expect(page.locator(".practice-prompt")).to_be_focused()

    view(page, "Progress")
    page.get_by_text("Sourdough: 2 topics").click()
    rate(other)
    expect(page.locator(".practice-tiles")).to_contain_text("2 of 14")
    expect(page.locator("summary", has_text="Sourdough: 2 topics")).to_be_focused()
    expect(page.get_by_role("region", name="Sourdough by topic")).to_be_visible()

    view(page, "Settings")
    field = page.get_by_label("Reviews a day")
    field.fill("55")
    rate(other)
    expect(page.locator(".practice-view")).to_contain_text("3 reviews of 3 questions")
    expect(field).to_be_focused()
    expect(field).to_have_value("55")


def test_an_undo_in_another_tab_renews_the_counts_beside_an_open_answer(
    practise: Callable[..., Page], mode: str
) -> None:
    page, other = practise(mode), practise(mode)
    asked = rate(page)
    expect(other.locator(".practice-prompt")).not_to_have_text(asked)
    rate(other)
    counts = page.locator(".practice-counts")
    expect(counts).to_contain_text("2 Learning")
    expect(counts).to_contain_text("8 New")
    asked = prompt(page)
    page.get_by_role("button", name="Show the answer").click()
    other.get_by_role("button", name="Undo").click()
    expect(counts).to_contain_text("1 Learning")
    expect(counts).to_contain_text("9 New")
    assert prompt(page) == asked
    expect(page.locator(".practice-answer")).to_be_focused()


def test_an_undo_in_another_tab_leaves_the_answer_to_its_question_open(practise: Callable[..., Page]) -> None:
    page, other = (practise("http", "?plan=first-loaf&step=know-the-dough") for _ in range(2))
    other.get_by_role("button", name="Show the answer").click()
    other.get_by_role("button", name=re.compile("^Again")).click()
    expect(page.locator(".practice-counts")).to_contain_text("1 Learning")
    page.get_by_role("button", name="Show the answer").click()
    page.get_by_text("In depth", exact=True).click()
    other.get_by_role("button", name="Undo").click()
    expect(page.locator(".practice-counts")).to_contain_text("0 Learning")
    expect(page.locator(".practice-labels")).to_contain_text("New")
    expect(page.locator(".practice-answer .depth")).to_be_visible()
    page.keyboard.press("3")
    assert reviews(page) == {POKE: [3]}


def test_a_tab_that_did_not_hear_of_the_other_merges_all_the_same(practise: Callable[..., Page]) -> None:
    first, second = practise(), practise()
    first.evaluate("addEventListener('storage', event => event.stopImmediatePropagation(), true)")
    second.evaluate("addEventListener('storage', event => event.stopImmediatePropagation(), true)")
    rate(first, "Good")
    rate(second, "Hard")
    first.reload()
    assert sorted(rating for given in reviews(first).values() for rating in given) == [2, 3]


@pytest.mark.parametrize("damage", ['{"version": 1, "cards": ', "[]", '{"version": "x"}'])
def test_corrupted_storage_is_kept_aside_and_reported(
    practise: Callable[..., Page], mode: str, damage: str
) -> None:
    page = practise(mode)
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, damage])
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("damaged")
    kept = page.evaluate(
        f"Object.keys(localStorage).filter(k => k.startsWith('{KEY}.damaged')).map(k => localStorage[k])"
    )
    assert kept == [damage]
    rate(page)
    assert len(reviews(page)) == 1
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the damaged document as a file").click()
    assert download.value.path().read_text(encoding="utf-8") == damage


def test_a_damaged_entry_does_not_take_the_others_with_it(practise: Callable[..., Page]) -> None:
    page = practise()
    rate(page)
    rate(page)
    page.evaluate(
        """key => {
            const progress = JSON.parse(localStorage.getItem(key));
            progress.cards[Object.keys(progress.cards)[0]].reviews = "lost";
            localStorage.setItem(key, JSON.stringify(progress));
        }""",
        KEY,
    )
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("damaged")
    assert len(reviews(page)) == 1


def test_a_document_of_a_newer_version_is_left_alone(practise: Callable[..., Page]) -> None:
    page = practise()
    text = '{"version": 99, "cards": {}}'
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("newer version")
    rate(page)
    assert page.evaluate(f"localStorage.getItem('{KEY}')") == text


def test_full_storage_is_said_and_practice_goes_on(
    practise: Callable[..., Page], context: BrowserContext
) -> None:
    context.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
    )
    page = practise()
    rate(page)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("no room left")
    alert.evaluate("alert => { window.first = alert; }")
    rate(page)
    export = page.get_by_role("button", name="Export now")
    with page.expect_download() as download:
        export.click()
    assert '"reviews"' in download.value.path().read_text(encoding="utf-8")
    expect(export).to_be_focused()
    assert alert.evaluate("alert => window.first === alert"), "it would be read out again after each card"


def test_blocked_storage_is_said(browser: Browser, built: Built) -> None:
    context = browser.new_context()  # the theme's own scripts fail without storage
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no') }})"
    )
    page = context.new_page()
    page.goto(built.address("http"))
    expect(page.get_by_role("alert")).to_contain_text("does not let the page store anything")
    rate(page)
    context.close()


def exported(page: Page, folder: Path) -> Path:
    view(page, "Settings")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export as a file").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


@pytest.mark.parametrize(("choice", "ratings"), [("Merge", [2, 3]), ("Replace", [3])])
def test_an_exported_file_can_be_imported(
    practise: Callable[..., Page], mode: str, tmp_path: Path, choice: str, ratings: list[int]
) -> None:
    page = practise(mode)
    rate(page, "Good")
    file = exported(page, tmp_path)
    page.evaluate("localStorage.clear()")
    page.reload()
    page.get_by_role("navigation", name="Practice").get_by_role("button", name="Flashcards").click()
    page.get_by_role("button", name="Suspend").click()
    rate(page, "Hard")
    view(page, "Settings")
    page.get_by_label("Import a file").set_input_files(file)
    preview = page.get_by_role("group", name=f"Preview of {file.name}")
    expect(preview).to_contain_text("1 review of 1 question")
    preview.get_by_role("button", name=re.compile(choice)).click()
    expect(preview).to_be_hidden()
    page.reload()
    assert sorted(rating for given in reviews(page).values() for rating in given) == ratings


def test_after_a_wrong_file_and_the_right_one_the_original_can_be_brought_back(
    practise: Callable[..., Page], tmp_path: Path
) -> None:
    page = practise()
    empty = exported(page, tmp_path)
    page.get_by_role("navigation", name="Practice").get_by_role("button", name="Flashcards").click()
    rate(page, "Good")
    view(page, "Settings")
    for _ in range(2):
        page.get_by_label("Import a file").set_input_files(empty)
        page.get_by_role("button", name=re.compile("^Replace")).click()
        expect(
            page.locator(".practice-note").get_by_text("Replaced. What was here is set aside")
        ).to_be_visible()
        assert reviews(page) == {}
    lines = page.get_by_role("listitem").filter(has_text="Replaced on")
    expect(lines).to_have_count(2)
    original = lines.last
    expect(original).to_contain_text("1 review, 1 of them not here.")
    original.get_by_role("button", name="Bring back").click()
    assert list(reviews(page).values()) == [[3]]
    expect(original).to_contain_text("1 review, none of them missing here.")
    expect(original.get_by_role("button", name="Bring back")).to_be_focused()
    with page.expect_download() as download:
        original.get_by_role("button", name="Save as a file").click()
    assert '"rating":3' in download.value.path().read_text(encoding="utf-8")
    original.get_by_role("button", name="Delete").click()
    expect(lines).to_have_count(1)
    expect(page.get_by_role("heading", level=2, name="Settings")).to_be_focused()
    assert list(reviews(page).values()) == [[3]]


def test_what_cannot_be_set_aside_is_not_replaced(
    practise: Callable[..., Page], context: BrowserContext, tmp_path: Path
) -> None:
    page = practise()
    file = exported(page, tmp_path)
    context.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
    )
    page.goto(page.url.partition("?")[0])
    asked = rate(page, "Easy")
    view(page, "Settings")
    page.get_by_label("Import a file").set_input_files(file)
    page.get_by_role("button", name=re.compile("^Replace")).click()
    expect(page.locator(".practice-note").get_by_text("Not replaced, for what is here")).to_be_visible()
    expect(page.get_by_text("1 review of 1 question")).to_be_visible()
    page.get_by_role("navigation", name="Practice").get_by_role("button", name="Flashcards").click()
    expect(page.locator(".practice-prompt")).not_to_have_text(asked)


def test_a_file_of_something_else_is_refused_and_can_be_chosen_again(
    practise: Callable[..., Page], tmp_path: Path
) -> None:
    page = practise()
    rate(page)
    view(page, "Settings")
    (tmp_path / "photo.json").write_text("no json", encoding="utf-8")
    chosen = page.get_by_label("Import a file")
    chosen.set_input_files(tmp_path / "photo.json")
    expect(page.get_by_role("alert")).to_contain_text("photo.json was not imported")
    expect(chosen).to_have_value("")  # or a browser would see no change in the same file, mended
    assert len(reviews(page)) == 1


# -- mock interview and progress -------------------------------------------------------------------------


def interview(page: Page) -> list[str]:
    """Answer every question, covering the first key point only; gives the prompts."""
    asked = []
    while True:
        asked.append(prompt(page))
        page.get_by_role("button", name="I have answered").click()
        page.get_by_role("group", name="What did your answer cover?").get_by_role("checkbox").first.check()
        page.locator(".practice-rate button[type=submit]").click()
        if page.get_by_role("heading", name=re.compile("^Report of")).count():
            return asked
        expect(page.get_by_role("button", name="I have answered")).to_be_visible()


def test_a_mock_interview_ends_in_a_report_that_feeds_the_flashcards(
    practise: Callable[..., Page], mode: str
) -> None:
    page = practise(mode, "?view=mock")
    page.get_by_label("Length").select_option("15")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("timer")).to_contain_text("0:0")
    asked = interview(page)
    assert len(asked) >= 3
    for table in ("Report by service", "Report by kind"):
        expect(page.get_by_role("region", name=table).get_by_role("row").nth(1)).to_be_visible()
    expect(page.locator(".practice-asked > li")).to_have_count(len(asked))
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as Markdown").click()
    text = download.value.path().read_text(encoding="utf-8")
    assert all(line in text for line in asked)
    assert len(reviews(page)) == len(asked)
    page.reload()
    assert len(reviews(page)) == len(asked)


def test_a_seed_in_the_address_draws_the_same_interview(
    practise: Callable[..., Page], browser: Browser, built: Built
) -> None:
    page = practise("http", "?view=mock")
    page.get_by_label("Length").select_option("15")
    page.get_by_label("Seed", exact=True).fill("rye")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("timer")).to_be_visible()
    address = page.url
    asked = interview(page)
    assert "rye" in address
    other = browser.new_context()
    tab = other.new_page()
    tab.goto(address)
    tab.get_by_role("button", name="Start").click()
    expect(tab.get_by_role("timer")).to_be_visible()
    assert interview(tab) == asked
    other.close()


def test_the_clock_of_a_question_can_be_paused(
    practise: Callable[..., Page], context: BrowserContext
) -> None:
    context.clock.install(time="2026-03-02T09:00:00")
    page = practise("http", "?view=mock")
    context.clock.pause_at("2026-03-02T09:10:00")  # from here on a busy machine loses no second
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("timer")).to_contain_text("0:00 of")  # its answers are there
    context.clock.fast_forward(5_000)
    expect(page.get_by_role("timer")).to_contain_text("0:05 of")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("timer")).to_contain_text("paused")
    context.clock.fast_forward(60_000)
    expect(page.get_by_role("timer")).to_contain_text("0:05 of")
    page.get_by_role("button", name="Go on").press("p")
    context.clock.fast_forward(2_000)
    expect(page.get_by_role("timer")).to_have_text(re.compile(r"^0:07 of \d:00$"))
    page.get_by_role("button", name="I have answered").click()
    expect(page.locator(".practice-step")).to_contain_text("answered in 0:07 of")


def test_a_link_from_another_copy_draws_the_same_without_a_warning(
    practise: Callable[..., Page], built: Built
) -> None:
    page = practise("http", "?view=mock")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("timer")).to_be_visible()
    asked, query = prompt(page), page.url.partition("?")[2]
    other = practise("file", f"?{query}")
    expect(other.get_by_text("another edition")).to_have_count(0)
    other.get_by_role("button", name="Start").click()
    expect(other.get_by_role("timer")).to_be_visible()
    assert prompt(other) == asked
    third = practise("http", f"?{re.sub('edition=[^&]+', 'edition=other', query)}")
    expect(third.get_by_text("another edition")).to_be_visible()


@pytest.mark.parametrize("local", [True, False])
def test_follow_ups_are_heard_where_the_machine_has_a_voice(
    practise: Callable[..., Page], context: BrowserContext, local: bool
) -> None:
    context.add_init_script(
        """
        window.spoken = [];
        window.SpeechSynthesisUtterance = function (text) { this.text = text; };
        const voices = [
            {lang: "en-GB", localService: %s, name: "one"},
            {lang: "de-DE", localService: true, name: "two"},
        ];
        Object.defineProperty(window, "speechSynthesis", {value: {
            getVoices: () => voices,
            speak: (utterance) => spoken.push(`${utterance.voice.name}: ${utterance.text}`),
            cancel: () => { spoken.length = 0; },
            addEventListener() {},
        }});
        """
        % ("true" if local else "false")
    )
    page = practise("http", "?view=mock&seed=rye&minutes=60")
    page.get_by_role("button", name="Start").click()
    while prompt(page) != "How do you know that a dough is proofed?":
        page.get_by_role("button", name="I have answered").click()
        page.locator(".practice-rate button[type=submit]").click()
    if not local:
        expect(page.get_by_role("button", name="Hear it")).to_be_hidden()
        return
    page.get_by_role("button", name="Hear it").click()
    assert page.evaluate("spoken") == ["one: How do you know that a dough is proofed?"]
    page.get_by_role("button", name="I have answered").click()
    assert page.evaluate("spoken") == []
    page.get_by_role("button", name="Hear the follow-ups").click()
    assert page.evaluate("spoken") == ["one: What if it collapses?", "one: How does temperature matter?"]


def test_a_report_prints_without_the_app_around_it(practise: Callable[..., Page]) -> None:
    page = practise("http", "?view=mock")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="I have answered").click()
    page.locator(".practice-rate button[type=submit]").click()
    page.get_by_role("button", name="End the interview").click()
    expect(page.get_by_role("heading", name="Weak areas")).to_be_visible()
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("printed") is True
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name=re.compile("^Report of"))).to_be_visible()
    expect(page.get_by_role("region", name="Report by kind")).to_be_visible()
    for name in (".practice-nav", ".practice-screen", ".md-header", ".md-tabs", ".md-footer"):
        expect(page.locator(name).first).to_be_hidden()


def test_a_weak_interview_brings_its_questions_back_as_flashcards(practise: Callable[..., Page]) -> None:
    page = practise("http", "?view=mock")
    page.get_by_role("button", name="Start").click()
    asked = prompt(page)
    page.get_by_role("button", name="I have answered").click()
    page.get_by_role("radio", name="Again").check(force=True)
    page.locator(".practice-rate button[type=submit]").click()
    page.get_by_role("navigation", name="Practice").get_by_role("button", name="Flashcards").click()
    expect(page.locator(".practice-counts")).to_contain_text("1 Learning")
    while prompt(page) != asked:
        rate(page, "Easy")
    page.get_by_text("Why is it due?").click()
    expect(page.locator(".practice-why")).to_contain_text("It is being learned")


def test_a_weak_area_leads_to_its_flashcards(practise: Callable[..., Page], mode: str) -> None:
    page = practise(mode, "?view=mock")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="I have answered").click()
    page.locator(".practice-rate button[type=submit]").click()
    page.get_by_role("button", name="End the interview").click()
    weak = page.locator("h3:has-text('Weak areas') ~ ul > li")
    expect(weak).to_have_count(2)
    expect(weak.first).to_have_text(re.compile(r"^\w+: 0 % of the key points$"))
    kind = weak.get_by_role("link").filter(has_not_text="Sourdough")
    name = kind.inner_text()
    address = kind.evaluate("link => link.href")
    kind.click()
    expect(page.locator(".practice-prompt")).to_be_focused()
    assert stored(page)["settings"]["deck"]["value"]["kinds"] == [name.lower()]
    assert "view=" not in page.url
    page.locator(".practice-deck summary").click()
    expect(page.get_by_role("checkbox", name=name)).to_be_checked()
    page.get_by_role("button", name="All questions").click()
    page.goto(address)  # as another tab opens it
    expect(page.locator(".practice-deck summary")).to_contain_text(re.compile(r"^Deck [1-9] of 14"))
    assert stored(page)["settings"]["deck"]["value"]["kinds"] == [name.lower()]
    assert "kind=" not in page.url


@pytest.mark.parametrize("feeds", [True, False])
def test_the_weak_questions_of_an_interview_come_at_once_and_alone(
    practise: Callable[..., Page], mode: str, feeds: bool
) -> None:
    page = practise(mode, "?plan=first-loaf")
    view(page, "Mock interview")
    page.get_by_role("checkbox", name="Count the ratings").set_checked(feeds)
    page.get_by_role("button", name="Start").click()
    asked = []
    for ticks in (0, 0, 9):
        asked.append(prompt(page))
        page.get_by_role("button", name="I have answered").click()
        for box in page.locator(".practice-ticks input").all()[:ticks]:
            box.check(force=True)
        page.locator(".practice-rate button[type=submit]").click()
        expect(page.locator(".practice-prompt")).not_to_have_text(asked[-1])
    page.get_by_role("button", name="End the interview").click()
    page.get_by_role("button", name="Practice the 2 weak questions now").click()
    expect(page.locator(".practice-prompt")).to_be_focused()
    summary = page.locator(".practice-deck summary")
    expect(summary).to_have_text("Deck: weak in an interview, 2 questions")
    assert {rate(page, "Easy"), rate(page, "Easy")} == set(asked[:2])
    expect(page.get_by_role("heading", name="Nothing is left for now")).to_be_visible()
    page.reload()
    expect(summary).to_have_text("Deck: weak in an interview, 2 questions")
    page.locator(".practice-done").get_by_role("button", name="Back to the whole deck").click()
    expect(summary).to_have_text("Deck: First loaf, 5 questions")
    expect(page.locator(".practice-prompt")).to_be_focused()
    expect(page.get_by_role("button", name="Back to the whole deck")).to_have_count(0)


def test_an_interrupted_interview_can_be_continued(practise: Callable[..., Page]) -> None:
    page = practise("http", "?view=mock")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="I have answered").click()
    page.locator(".practice-rate button[type=submit]").click()
    expect(page.get_by_role("timer")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Continue it").click()
    expect(page.locator(".practice-step")).to_contain_text("Question 2 of")


def test_an_interview_that_two_tabs_go_on_with_keeps_the_results_of_both(
    practise: Callable[..., Page],
) -> None:
    page = practise("http", "?view=mock")

    def answer_next(tab: Page) -> None:
        tab.get_by_role("button", name="I have answered").click()
        tab.locator(".practice-rate button[type=submit]").click()
        expect(tab.get_by_role("timer")).to_be_visible()

    page.get_by_role("button", name="Start").click()
    answer_next(page)
    other = practise("http", "?view=mock")
    other.get_by_role("button", name="Continue it").click()
    answer_next(other)
    answer_next(other)
    other.close()
    answer_next(page)
    expect(page.locator(".practice-step")).to_contain_text("Question 4 of")
    page.get_by_role("button", name="End the interview").click()
    expect(page.locator(".practice-asked > li")).to_have_count(3)


def test_progress_shows_as_charts_and_as_tables(practise: Callable[..., Page]) -> None:
    page = practise()
    rate(page, "Easy")
    view(page, "Progress")
    expect(page.locator(".practice-tiles")).to_contain_text("1 of 14")
    expect(page.get_by_role("row").filter(has_text="Sourdough").first).to_contain_text("14")
    expect(page.get_by_role("table")).not_to_have_count(0)
    for chart in page.locator(".practice-chart").all():
        expect(chart.get_by_role("img")).to_have_attribute("aria-label", re.compile("[0-9]|no "))
        chart.locator("summary").click()
        expect(chart.get_by_role("row")).to_have_count(31)
    page.get_by_text("Sourdough: 2 topics").click()
    expect(page.get_by_role("region", name="Sourdough by topic").get_by_role("row")).to_have_count(3)


def test_a_reminder_to_export_comes_when_there_is_much_to_lose(practise: Callable[..., Page]) -> None:
    page = practise()
    rate(page)
    page.evaluate(
        """key => {
            const progress = JSON.parse(localStorage.getItem(key));
            const [card] = Object.values(progress.cards);
            const [given] = card.reviews;
            for (let day = 1; day < 60; day++) {
                card.reviews.push({...given, id: `r${day}`, at: given.at - day * 864e5});
            }
            localStorage.setItem(key, JSON.stringify(progress));
        }""",
        KEY,
    )
    page.reload()
    expect(page.get_by_text("60 reviews are only in this browser")).to_be_visible()
    page.get_by_role("button", name="Not now").click()
    expect(page.locator(".practice-prompt")).to_be_focused()
    page.reload()
    expect(page.locator(".practice-prompt")).to_be_visible()
    expect(page.get_by_text("are only in this browser")).to_have_count(0)


# -- ordinary pages, navigation, keyboard, accessibility -------------------------------------------------


def test_an_ordinary_page_marks_what_is_due_and_what_is_learned(
    practise: Callable[..., Page], built: Built, context: BrowserContext, mode: str
) -> None:
    context.clock.install(time="2026-03-02T09:00:00")
    page = practise(mode)
    rate(page, "Again")
    ((name, _),) = reviews(page).items()
    context.clock.set_system_time("2026-03-03T09:00:00")
    page.goto(built.address(mode, "baking/sourdough/"))
    badges = page.locator("details.question > summary .due")
    expect(badges).to_have_count(1)
    expect(page.locator(f'details[data-question="{name}"] .due')).to_have_text("due")
    page.evaluate(
        """([key, name]) => {
            const progress = JSON.parse(localStorage.getItem(key));
            Object.assign(progress.cards[name], {state: 2, stability: 21, due: "2026-04-01T00:00:00.000Z"});
            localStorage.setItem(key, JSON.stringify(progress));
        }""",
        [KEY, name],
    )
    page.reload()
    expect(page.locator(f'details[data-question="{name}"] .learned')).to_be_visible()
    expect(badges).to_have_count(0)


def test_the_home_page_says_how_many_cards_are_due_and_nothing_before(
    practise: Callable[..., Page], built: Built, context: BrowserContext, mode: str
) -> None:
    context.clock.install(time="2026-03-02T09:00:00")
    page = context.new_page()
    page.goto(built.address(mode, ""))
    said = page.locator("[data-cards-due]")
    expect(said).to_have_count(1)
    expect(said).to_be_hidden()
    page = practise(mode)
    rate(page, "Again")
    context.clock.set_system_time("2026-03-03T09:00:00")
    page.goto(built.address(mode, ""))
    said = page.locator("[data-cards-due]")
    expect(said).to_have_text("1 card is due. Practice now")
    page.evaluate(
        """key => {
            const progress = JSON.parse(localStorage.getItem(key));
            progress.cards["sourdough/gone"] = Object.values(progress.cards)[0];
            localStorage.setItem(key, JSON.stringify(progress));
        }""",
        KEY,
    )
    page.reload()
    expect(said).to_have_text("2 cards are due. Practice now")  # the app has not yet seen what is gone
    said.get_by_role("link").click()
    expect(page.locator(".practice")).to_be_visible()
    page.goto(built.address(mode, ""))
    expect(said).to_have_text("1 card is due. Practice now")
    for damage in ("{", "7", '"x"'):
        page.evaluate("text => localStorage.setItem('guide.progress.archived', text)", damage)
        page.reload()
        expect(said).to_have_text("2 cards are due. Practice now")


def test_a_link_from_a_service_chooses_its_questions_once(
    built: Built, context: BrowserContext, mode: str
) -> None:
    page = context.new_page()
    page.goto(built.address(mode, "baking/sourdough/"))
    page.get_by_role("link", name="Practice them").click()
    expect(page.locator(".practice-deck > summary")).to_contain_text("14 of 14 questions")
    assert stored(page)["settings"]["deck"]["value"]["services"] == ["sourdough"]
    assert "service=" not in page.url
    page.goto(built.address(mode, "baking/"))
    page.locator("a.chip.level-junior").first.click()
    expect(page.get_by_role("button", name="Show the answer")).to_be_visible()
    chosen = stored(page)["settings"]["deck"]["value"]
    assert (chosen["categories"], chosen["services"], chosen["levels"]) == (["baking"], [], ["junior"])
    assert "?" not in page.url


@pytest.mark.parametrize(
    "text", ["no json", "null", '{"cards": 3}', '{"cards": {"sourdough/poke-test": null}}']
)
def test_an_ordinary_page_does_not_mind_damaged_progress(
    built: Built, context: BrowserContext, text: str
) -> None:
    page = context.new_page()
    page.goto(built.address("http", "baking/sourdough/"))
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])
    page.reload()
    expect(page.locator("details.question")).to_have_count(14)
    expect(page.locator("summary .due, summary .learned")).to_have_count(0)


def test_only_the_practice_page_loads_the_cards(built: Built, context: BrowserContext) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(built.address("http", "baking/sourdough/"))
    expect(page.locator("details.question").first).to_be_visible()
    assert not [url for url in asked if re.search("generated/(cards|answers)|practice.js", url)]
    page.goto(built.address("http"))
    expect(page.locator(".practice-prompt")).to_be_visible()
    assert len([url for url in asked if "generated/cards" in url]) == 1
    page.get_by_role("button", name="Show the answer").click()
    expect(page.locator(".practice-answer")).to_be_visible()
    assert len([url for url in asked if "generated/answers" in url]) == 1


def test_the_app_comes_and_goes_as_pages_do(built: Built, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(built.http)
    for _ in range(2):
        page.locator(".md-tabs").get_by_role("link", name="Practice").click()
        rate(page)
        page.locator(".md-tabs").get_by_role("link", name="Glossary").click()
        expect(page.get_by_role("heading", level=1, name="Glossary")).to_be_visible()
        page.keyboard.press("u")
    assert len(reviews(page)) == 2


def test_the_answer_links_lead_to_the_pages(practise: Callable[..., Page]) -> None:
    page = practise()
    while prompt(page) != "How do you know that a dough is proofed?":
        rate(page, "Easy")
    page.get_by_role("button", name="Show the answer").click()
    page.get_by_text("In depth").click()
    link = page.get_by_role("link", name="the collapse")
    assert link.evaluate("link => link.href").endswith("/baking/sourdough/#sourdough/collapse")


def test_a_session_by_keyboard_alone(practise: Callable[..., Page]) -> None:
    page = practise()
    first = prompt(page)
    page.keyboard.press("Space")
    expect(page.locator(".practice-answer")).to_be_focused()
    page.keyboard.press("3")
    expect(page.locator(".practice-prompt")).to_be_focused()
    expect(page.locator(".practice-prompt")).not_to_have_text(first)
    page.keyboard.press("u")
    expect(page.locator(".practice-prompt")).to_have_text(first)
    for name in ("Show the answer", "Easy"):
        reach(page, name)
        page.keyboard.press("Enter")
    expect(page.locator(".practice-prompt")).not_to_have_text(first)
    assert list(reviews(page).values()) == [[4]]
    reach(page, "Mock interview", back=True)
    page.keyboard.press("Enter")
    reach(page, "Start")
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    expect(page.get_by_role("group", name="What did your answer cover?")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("checkbox").first).to_be_checked()
    page.keyboard.press("2")
    expect(page.get_by_role("radio", name="Hard")).to_be_checked()
    reach(page, "Next question")
    page.keyboard.press("Enter")
    reach(page, "End the interview")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("^Report of"))).to_be_focused()
    reach(page, "Progress", back=True)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name="Progress")).to_be_focused()


def reach(page: Page, name: str, back: bool = False) -> None:
    """Press Tab until the control with that name has the focus."""
    for _ in range(60):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if page.evaluate("document.activeElement.innerText || ''").startswith(name):
            return
    pytest.fail(f"the keyboard does not reach {name}")


def test_without_scripts_the_page_says_so_and_lists_the_sets(browser: Browser, built: Built) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    response = page.goto(built.address("http"))
    assert response  # a browser whose scripts are switched off this way does not show what is in <noscript>
    assert re.search("<noscript><p>[^<]*need JavaScript[^<]*</p></noscript>", response.text())
    page.locator("#practice").get_by_role("link", name="Sourdough").click()
    expect(page.locator("details.question")).to_have_count(14)
    context.close()


def test_cards_that_do_not_load_are_reported_and_the_list_stays(
    context: BrowserContext, built: Built
) -> None:
    page = context.new_page()
    page.route("**/generated/*", lambda route: route.abort())
    page.goto(built.address("http"))
    expect(page.get_by_role("alert")).to_contain_text("could not be loaded")
    expect(page.locator("#practice").get_by_role("link", name="Sourdough")).to_be_visible()


def test_questions_of_another_version_are_refused(context: BrowserContext, built: Built) -> None:
    page = context.new_page()
    page.route(
        "**/generated/cards.*",
        lambda route: route.fulfill(
            content_type="text/javascript", body='window.guideCards = {"version": 1, "cards": []};'
        ),
    )
    page.goto(built.address("http"))
    expect(page.get_by_role("alert")).to_contain_text("another version of the guide")
    page.unroute("**/generated/cards.*")
    page.get_by_role("button", name="Load the page again").click()
    expect(page.get_by_role("navigation", name="Practice")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


PARTS = "**/generated/answers.*"


def _first(page: Page, held: list[Route]) -> Route:
    """The first request that is held back: the browser's news of it may come a moment later."""
    for _ in range(500):
        if held:
            break
        page.wait_for_timeout(20)
    return held[0]


def test_an_answer_is_there_before_it_is_asked_for(
    practise: Callable[..., Page], context: BrowserContext, mode: str
) -> None:
    with context.expect_event("requestfinished", lambda request: "generated/answers" in request.url):
        page = practise(mode)
    context.route(PARTS, lambda route: route.abort())
    assert page.evaluate("guideCards.cards.some((card) => 'spoken' in card)") is False
    rate(page)
    assert len(reviews(page)) == 1


def test_an_answer_that_does_not_come_cannot_be_rated_and_can_be_asked_for_again(
    practise: Callable[..., Page], context: BrowserContext
) -> None:
    context.route(PARTS, lambda route: route.fulfill(status=404, body="gone"))
    page = practise()
    asked = prompt(page)
    page.keyboard.press("Space")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("The answer could not be loaded.")
    expect(page.get_by_role("button", name="Try again")).to_be_focused()
    page.keyboard.press("3")
    expect(page.locator(".practice-ratings")).to_have_count(0)
    assert page.evaluate(f"localStorage.getItem('{KEY}')") is None

    held: list[Route] = []
    context.unroute(PARTS)
    context.route(PARTS, lambda route: held.append(route))
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".practice-coming")).to_be_focused()
    expect(page.locator(".practice-coming")).to_have_text("Loading the answer …")
    page.keyboard.press("3")
    assert page.evaluate(f"localStorage.getItem('{KEY}')") is None
    _first(page, held).continue_()
    expect(page.locator(".practice-answer")).to_be_focused()
    assert prompt(page) == asked
    page.keyboard.press("3")
    expect(page.locator(".practice-prompt")).not_to_have_text(asked)
    assert list(reviews(page).values()) == [[3]]


def test_who_cannot_get_an_answer_goes_on_with_one_that_was_loaded_ahead(
    practise: Callable[..., Page], context: BrowserContext
) -> None:
    def divided(route: Route) -> None:
        """The index as if the answer to the first question lay in a part of its own."""
        assignment, data = route.fetch().text().split(" = ", 1)
        guide = json.loads(data.removesuffix(";\n"))
        guide["parts"].append("answers.lost.js")
        guide["cards"][0]["part"] = 1
        route.fulfill(content_type="text/javascript", body=f"{assignment} = {json.dumps(guide)};")

    context.route("**/generated/cards.*", divided)
    with context.expect_event("requestfinished", lambda request: "generated/answers" in request.url):
        page = practise()
    first = prompt(page)
    page.get_by_role("button", name="Show the answer").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_role("button", name="Go on with another question").click()
    expect(page.locator(".practice-prompt")).to_be_focused()
    expect(page.locator(".practice-prompt")).not_to_have_text(first)
    rate(page, "Easy")
    assert len(reviews(page)) == 1
    assert prompt(page) == first


def test_after_a_new_version_the_page_can_be_loaded_again(
    practise: Callable[..., Page], context: BrowserContext
) -> None:
    page = practise()
    rate(page, "Easy")
    before = stored(page)
    context.route(PARTS, lambda route: route.fulfill(status=404, body="gone"))
    page.reload()
    page.get_by_role("button", name="Show the answer").click()
    expect(page.get_by_role("alert")).to_contain_text("load the page again. Your progress is untouched")
    context.unroute(PARTS)
    page.get_by_role("button", name="Load the page again").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    page.get_by_role("button", name="Show the answer").click()
    expect(page.locator(".practice-answer")).to_be_visible()
    assert stored(page)["cards"] == before["cards"]


def test_the_clock_of_an_interview_waits_for_its_answers(
    practise: Callable[..., Page], context: BrowserContext
) -> None:
    context.clock.install(time="2026-03-02T09:00:00")
    page = practise("http", "?view=mock")
    context.clock.pause_at("2026-03-02T09:10:00")
    context.route(PARTS, lambda route: route.abort())
    page.get_by_label("Length").select_option("15")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("alert")).to_contain_text("could not be loaded")
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("Length")).to_have_value("15")
    assert not json.loads(page.evaluate(f"localStorage.getItem('{KEY}')") or '{"mocks": {}}')["mocks"]

    held: list[Route] = []
    context.unroute(PARTS)
    context.route(PARTS, lambda route: held.append(route))
    page.get_by_role("button", name="Start").click()
    expect(page.locator(".practice-coming")).to_have_text("Loading the questions …")
    expect(page.get_by_role("timer")).to_have_count(0)
    context.clock.fast_forward(30_000)
    _first(page, held).continue_()
    expect(page.get_by_role("timer")).to_contain_text("0:00 of")
    expect(page.get_by_role("heading", level=2)).to_be_focused()


def test_an_earlier_report_is_shown_without_answers_and_completed_with_them(
    practise: Callable[..., Page], context: BrowserContext
) -> None:
    page = practise("http", "?view=mock&seed=rye&minutes=15")
    page.get_by_role("button", name="Start").click()
    asked = interview(page)
    context.route(PARTS, lambda route: route.abort())
    page.reload()
    page.get_by_role("button", name=re.compile("^Report of")).click()
    expect(page.get_by_role("alert")).to_contain_text("Which key points were not covered")
    expect(page.locator(".practice-asked > li")).to_have_count(len(asked))
    expect(page.get_by_text("Not covered:")).to_have_count(0)
    context.unroute(PARTS)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("Not covered:")).to_have_count(len(asked))
    expect(page.get_by_role("alert")).to_have_count(0)


def screens(page: Page) -> Iterator[str]:
    """Go through every screen of the app."""
    yield "prompt"
    page.context.route(PARTS, lambda route: route.abort())
    page.reload()
    page.get_by_role("button", name="Show the answer").click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield "answer lost"
    page.context.unroute(PARTS)
    page.reload()
    page.locator(".practice-deck summary").click()
    page.get_by_role("button", name="Show the answer").click()
    yield "answer"
    page.get_by_role("button", name=re.compile("^Easy")).click()
    view(page, "Progress")
    for summary in page.locator(".practice-view details > summary").all():
        summary.click()
    yield "progress"
    view(page, "Settings")
    yield "settings"
    view(page, "Mock interview")
    yield "set-up"
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("timer")).to_be_visible()
    yield "question"
    page.get_by_role("button", name="I have answered").click()
    page.get_by_text("A good answer", exact=True).click()
    yield "rubric"
    page.locator(".practice-rate button[type=submit]").click()
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="End the interview").click()
    yield "report"
    page.get_by_role("button", name="Practice the weak question now").click()
    yield "weak questions"
    page.get_by_role("button", name="Back to the whole deck").click()
    page.evaluate(
        """key => {
            const progress = JSON.parse(localStorage.getItem(key));
            const [card] = Object.values(progress.cards);
            card.seen.value = {hash: "0", text: "Formerly it was another.", depth: "Formerly."};
            progress.cards["sourdough/gone"] = card;
            progress.settings.deck.value.plan = "first-loaf";
            progress.settings.interview.value = "9000-01-01";
            localStorage.setItem(`${key}.replaced.1`, localStorage.getItem(key));
            localStorage.setItem(key, JSON.stringify(progress).replace('"from":"mock"', '"from":"nowhere"'));
        }""",
        KEY,
    )
    page.evaluate("location.search = ''")
    expect(page.get_by_role("alert")).to_contain_text("damaged")
    page.get_by_role("button", name="Show the answer").click()
    page.locator(".practice-deck summary").click()
    expect(page.get_by_text("days until your interview")).to_be_visible()
    yield "damaged, changed, and a plan"
    view(page, "Settings")
    page.get_by_label("Import a file").set_input_files(
        {"name": "other.json", "mimeType": "application/json", "buffer": b'{"version": 1, "cards": {"x": 7}}'}
    )
    expect(page.get_by_role("group", name="Preview of other.json")).to_be_visible()
    yield "preview"
    page.get_by_label("Import a file").set_input_files(
        {"name": "photo.json", "mimeType": "application/json", "buffer": b"no"}
    )
    expect(page.get_by_text("photo.json was not imported")).to_be_visible()
    yield "refused"
    view(page, "Progress")
    expect(page.get_by_role("heading", name="Archived")).to_be_visible()
    yield "archived"


@pytest.mark.skipif(not AXE.is_file(), reason="run npm ci in web/")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_screen(context: BrowserContext, built: Built, scheme: str) -> None:
    page = context.new_page()
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.goto(built.address("http"))
    palette = "slate" if scheme == "dark" else "default"
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", palette)
    found = {}
    for name in screens(page):
        page.add_script_tag(path=AXE)
        result = page.evaluate("axe.run('.practice')")
        found[name] = [
            f"{item['id']}: {node['html'][:120]}" for item in result["violations"] for node in item["nodes"]
        ]
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_no_screen_overflows_a_narrow_phone(practise: Callable[..., Page]) -> None:
    page = practise()
    page.set_viewport_size({"width": 360, "height": 740})
    for name in screens(page):
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
