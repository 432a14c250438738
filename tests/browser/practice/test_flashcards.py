"""Flashcards: what is asked, when it comes back, and which deck it comes from."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.bread import Built
from tests.support.practising import KEY, prompt, rate, reviews, stored, view

pytestmark = pytest.mark.browser


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
