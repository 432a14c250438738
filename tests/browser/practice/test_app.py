"""The app among ordinary pages: navigation, keyboard, parts that do not load, accessibility."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.support.axe import AXE
from tests.support.bread import Built
from tests.support.practising import KEY, interview, prompt, rate, reviews, stored, view

pytestmark = pytest.mark.browser


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
