"""The page of all questions in a browser: filters, the bounded list, and the ways on from its cards."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.support.bread import Built
from tests.support.driver import Driver

pytestmark = pytest.mark.browser

HITS = ".index-hits li"
NONE = ".index-none"
OUTPUT = ".index-tools output"
STEPS = "details[open] .question-steps"


@pytest.fixture
def tab(browser: Browser, built: Built) -> Iterator[Page]:
    """A page on the site with 14 questions. The test fails on script errors."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=built.http)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert not faults


def test_at_first_there_are_the_sections_and_their_rows_come_when_one_opens(tab: Page) -> None:
    tab.goto("questions/")
    expect(tab.locator(OUTPUT)).to_have_text("14 questions")
    expect(tab.locator(".index-rows li")).to_have_count(0)
    tab.locator("#sourdough summary").click()
    expect(tab.locator("#sourdough li").filter(visible=True)).to_have_count(14)


def test_filters_meet_and_live_in_the_url(tab: Page) -> None:
    tab.goto("questions/")
    tab.get_by_label("Text").fill("LOAF about")
    tab.get_by_text("Concept", exact=True).click()
    expect(tab.locator(OUTPUT)).to_have_text("3 of 14 questions")
    tab.get_by_label("Service").select_option("sourdough")
    tab.get_by_label("Topic").select_option("dough")
    expect(tab.locator(OUTPUT)).to_have_text("2 of 14 questions")
    tab.wait_for_url("**/questions/?service=sourdough&topic=dough&kind=concept&text=LOAF+about")
    tab.reload()
    expect(tab.locator(OUTPUT)).to_have_text("2 of 14 questions")
    expect(tab.get_by_label("Concept")).to_be_checked()
    tab.get_by_role("button", name="Clear filters").click()
    expect(tab.locator(OUTPUT)).to_have_text("14 questions")
    tab.wait_for_url(lambda url: url.endswith("/questions/"))


def test_what_was_chosen_before_the_script_was_there_counts(tab: Page) -> None:
    held: list[Route] = []
    tab.route("**/question-index.js", lambda route: held.append(route))
    with tab.expect_request("**/question-index.js"):
        tab.goto("questions/?level=junior", wait_until="commit")
    tab.get_by_label("Text").fill("loaf")
    tab.get_by_text("Concept", exact=True).click()
    (script,) = held
    script.continue_()
    expect(tab.locator(OUTPUT)).to_have_text(re.compile("[1-9] of 14 questions"))
    assert tab.get_by_label("Text").input_value() == "loaf"
    expect(tab.get_by_label("Concept")).to_be_checked()
    expect(tab.get_by_label("Junior")).to_be_checked()


def test_a_short_name_in_capitals_is_found_as_a_word(tab: Page) -> None:
    for typed, count in (("oaf", 13), ("OAF", 0), ("LOAF", 13), ("LOAFs", 13), ("LOAF NUMB", 0)):
        tab.goto(f"questions/?text={typed}")
        expect(tab.locator(OUTPUT)).to_have_text(f"{count} of 14 questions")


def test_questions_that_say_the_words_come_first(tab: Page) -> None:
    """All 14 are of the dough or the oven, by topic; one speaks of it."""
    tab.goto("questions/?text=oven")
    expect(tab.locator(f"{HITS} a").first).to_have_text(
        "Your loaf collapsed in the oven. What do you look at?"
    )
    expect(tab.locator(HITS)).to_have_count(7)


def test_several_values_of_a_filter_mean_any_of_them(tab: Page) -> None:
    """As in the filters of cards, whose addresses may be written by hand."""
    tab.goto("questions/?topic=oven,dough&level=junior,senior")
    expect(tab.locator(OUTPUT)).to_have_text("10 of 14 questions")
    expect(tab.get_by_label("Topic")).to_have_value("oven,dough")


def test_what_meets_nothing_says_so_and_offers_no_random_question(tab: Page) -> None:
    tab.goto("questions/?text=nobody")
    expect(tab.locator(OUTPUT)).to_have_text("0 of 14 questions")
    button = tab.get_by_role("button", name="Random question")
    expect(button).to_be_disabled()
    expect(button).to_have_css("cursor", "not-allowed")
    expect(tab.get_by_text("No question has these words in its title or topic.")).to_be_visible()
    expect(tab.get_by_text("Fewer filters find more.")).to_be_hidden()
    tab.get_by_text("Senior", exact=True).click()
    expect(tab.get_by_text("Fewer filters find more.")).to_be_visible()
    tab.get_by_label("Text").fill("")
    expect(tab.locator(NONE)).to_be_hidden()


def test_words_of_no_title_are_looked_for_in_the_answers(tab: Page) -> None:
    """Also by a search that was opened before."""
    tab.goto("questions/?text=hygroscopic")
    button = tab.get_by_role("button", name="Search the answers for “hygroscopic”")
    for _ in range(2):
        button.click()
        hit = tab.get_by_role("option", name="How do you know that a dough is proofed?")
        expect(hit).to_be_visible()
        tab.keyboard.press("Escape")
        expect(button).to_be_focused()
    tab.get_by_label("Text").fill("patience")
    tab.get_by_role("button", name="Search the answers for “patience”").click()
    expect(tab.get_by_role("option", name="loaf number").first).to_be_visible()


def test_a_question_is_found_by_the_other_names_of_what_it_says(tab: Page) -> None:
    def name(route: Route) -> None:
        names = '[["dough","D.O."],["loaf number","ln","large loaf"],["oaf","lout"]]'
        body = re.sub(r'data-names="[^"]*"', f"data-names='{names.lower()}'", route.fetch().text())
        route.fulfill(body=body)

    tab.route("**/questions/*", name)
    for typed, count in (("d.o.", 8), ("LN", 12), ("large loaf", 12), ("lout", 0), ("ln concept", 3)):
        tab.goto(f"questions/?text={typed}")
        expect(tab.locator(OUTPUT)).to_have_text(f"{count} of 14 questions")


def test_the_count_is_said_to_a_screen_reader(tab: Page) -> None:
    tab.goto("questions/")
    expect(tab.locator(OUTPUT)).to_have_attribute("aria-live", "polite")
    expect(tab.get_by_role("form", name="Filter all questions")).to_be_visible()


def test_a_card_leads_on_through_the_set_by_link_and_by_key(tab: Page) -> None:
    tab.goto("questions/?kind=concept&text=loaf")
    tab.locator(HITS).nth(1).get_by_role("link").click()
    expect(tab.locator(STEPS)).to_contain_text("2 of 3 in your selection")
    expect(tab.get_by_role("heading", name="loaf number 10")).to_be_focused()
    tab.keyboard.press("j")
    expect(tab.get_by_role("heading", name="loaf number 5")).to_be_focused()
    tab.keyboard.press("k")
    expect(tab.get_by_role("heading", name="loaf number 10")).to_be_focused()
    tab.locator('[data-question="sourdough/loaf-10"] [rel="prev"]').click()
    assert tab.url.endswith("#sourdough/loaf-0")
    back = tab.locator(STEPS).first.get_by_role("link", name="Back to the list")
    assert back.evaluate("link => getComputedStyle(link, '::before').content") == "none"
    back.click()
    expect(tab.locator(OUTPUT)).to_have_text("3 of 14 questions")


def test_a_random_question_is_one_of_those_found_and_next_is_another(tab: Page) -> None:
    tab.goto("questions/?kind=concept&text=loaf")
    tab.get_by_role("button", name="Random question").click()
    seen = set()
    for number in (1, 2, 3):
        expect(tab.locator(STEPS).filter(has_text=f"{number} of 3")).to_be_visible()
        seen.add(tab.url.split("#")[1])
        tab.keyboard.press("j")
    assert seen == {f"sourdough/loaf-{number}" for number in (0, 5, 10)}


def test_whoever_goes_on_through_the_page_has_left_the_set(tab: Page) -> None:
    tab.goto("questions/?kind=concept")
    tab.locator(HITS).first.get_by_role("link").click()
    other = tab.locator('[data-question="sourdough/loaf-7"]')
    other.locator("summary").click()
    expect(other.locator(".question-steps")).to_contain_text("of 14 on this page")
    other.locator('[rel="next"]').click()
    expect(tab.locator(STEPS).last).to_contain_text("of 14 on this page")


MANY = 12_000


@pytest.fixture
def large(tab: Page) -> Page:
    """The same page as it would be with 12,000 questions."""

    def multiply(route: Route) -> None:
        html = route.fetch().text()
        row = re.search(r"<li data-kind=.*?</li>", html)
        assert row
        before, after = re.split(r'#[^"]+">.*?</a>', row[0])
        rows = "\n".join(f'{before}#case/{number}">Case {number}?</a>{after}' for number in range(MANY))
        route.fulfill(body=re.sub(r"<li data-kind=.*</li>", lambda _: rows, html, flags=re.DOTALL))

    tab.route("**/questions/*", multiply)
    return tab


def test_however_many_questions_there_are_only_some_rows_are_in_the_page(large: Page) -> None:
    large.goto("questions/")
    expect(large.locator(OUTPUT)).to_have_text(f"{MANY} questions")
    before = large.evaluate("document.getElementsByTagName('*').length")
    assert before < 1500
    large.get_by_label("Text").fill("case 7")
    expect(large.locator(OUTPUT)).to_have_text(f"3981 of {MANY} questions")
    expect(large.locator(f"{HITS} a")).to_have_count(100)
    large.get_by_role("button", name="Show 100 more of 3981").click()
    expect(large.locator(f"{HITS} a")).to_have_count(200)
    expect(large.locator(f"{HITS} a").nth(100)).to_be_focused()
    large.get_by_label("Text").fill("case 77")
    expect(large.locator(f"{HITS} a")).to_have_count(100)
    assert large.evaluate("document.getElementsByTagName('*').length") < before + 600


def test_a_filter_touches_the_records_and_not_the_page(large: Page) -> None:
    """Nodes that change with a letter are those of the shown rows, not of the 12,000."""
    large.goto("questions/?text=case")
    expect(large.locator(f"{HITS} a")).to_have_count(100)
    large.evaluate("""() => {
        window.changed = 0;
        new MutationObserver((records) => {
            for (const { addedNodes, removedNodes } of records)
                window.changed += addedNodes.length + removedNodes.length;
        }).observe(document.querySelector(".md-content"), { childList: true, subtree: true });
    }""")
    large.get_by_label("Text").fill("case 1")
    expect(large.locator(OUTPUT)).to_contain_text("of 12000")
    expect(large.locator(OUTPUT)).not_to_have_text("12000 of 12000 questions")
    assert 100 < large.evaluate("window.changed") < 250


def test_a_set_is_kept_around_the_question_that_was_opened(large: Page) -> None:
    large.goto("questions/?text=case")
    large.evaluate("""() => {
        document.querySelector(".index-hits").onclick = (event) => {
            event.preventDefault();
            event.stopPropagation();
        };
    }""")
    large.locator(f"{HITS} a").nth(99).click()
    kept = large.evaluate("JSON.parse(sessionStorage.getItem('guide.set'))")
    assert (kept["start"], kept["total"], len(kept["items"])) == (0, MANY, 1000)
    assert kept["items"][99][1] == "Case 99?"


def test_without_scripts_every_question_is_a_link_in_its_section(browser: Browser, built: Built) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=built.http)
    tab = context.new_page()
    tab.goto("questions/")
    expect(tab.locator(".index-tools")).to_be_hidden()
    expect(tab.get_by_text("What bakers are asked.")).to_be_visible()
    expect(tab.get_by_text("Pick a few filters")).to_be_hidden()
    tab.locator("#sourdough summary").click()
    expect(tab.locator("#sourdough a").filter(visible=True)).to_have_count(14)
    context.close()


def test_nothing_overflows_a_narrow_screen(tab: Page) -> None:
    tab.set_viewport_size({"width": 390, "height": 800})
    tab.goto("questions/?text=loaf")
    expect(tab.locator(HITS)).to_have_count(13)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390


def test_on_disk_filters_and_ways_on_work_in_both_browsers(driver: Driver, built: Built) -> None:
    driver.goto(f"{built.offline.as_uri()}/questions.html?kind=concept")
    driver.wait("() => document.querySelector('.index-tools output').value === '4 of 14 questions'")
    driver.click(".index-hits a")
    driver.wait("() => document.querySelector('details[open] .question-steps')?.innerText.includes(' of ')")
    assert (driver.errors(), driver.requests()) == ([], [])
