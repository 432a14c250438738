"""Search in the header: the dialog by keyboard and pointer, on a server and on disk, in both browsers."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.support.bread import Built
from tests.support.driver import Driver
from tests.support.guides import PROJECT
from tests.support.searching import ask

pytestmark = pytest.mark.browser

AXE = PROJECT / "web/node_modules/axe-core/axe.min.js"
POKE = "How do you know that a dough is proofed?"
CARD = 'details[data-question="sourdough/poke-test"] .spoken'
QUERIES = ["dough", "hygroscopic", "levain", "poke test", "steam oven", "hygroscpic", "starters", "loaf 7"]


def field(page: Page) -> Locator:
    return page.get_by_role("combobox")


def search(page: Page, typed: str) -> Locator:
    """Open the search, type, and wait until the answer shows whole; the list of hits."""
    page.get_by_role("button", name="Search", exact=True).click()
    field(page).fill(typed)
    page.locator(f'dialog.search[data-answered="{typed}"]').wait_for()
    return page.get_by_role("listbox")


def test_nothing_of_the_search_is_asked_for_before_a_reader_turns_to_it(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("baking/sourdough/", wait_until="networkidle")
    page.mouse.wheel(0, 500)
    assert asked
    assert [url for url in asked if "search" in url] == []
    search(page, "hygroscopic")
    assert [url for url in asked if url.endswith("/search.js")]
    parts = [url for url in asked if "generated/search/" in url]
    assert len(parts) == len(set(parts))


def test_hits_come_in_groups_and_say_where_they_stand(page: Page) -> None:
    page.goto("")
    hits = search(page, "dough")
    assert hits.get_by_role("group").evaluate_all("all => all.map((one) => one.ariaLabel)") == [
        "Questions",
        "Pages",
        "Terms",
    ]
    hit = hits.get_by_role("option", name=POKE)
    expect(hit.locator(".search-context")).to_have_text("Sourdough · Junior")
    expect(hit.locator(".search-title mark")).to_have_text("dough")
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text(
        re.compile(r"^\d+ questions, \d+ pages, 1 term$")
    )


@pytest.mark.parametrize(("typed", "meant"), [("sour dough", "sourdough"), ("hygroscopik", "hygroscopic")])
def test_what_was_meant_is_said_and_looked_for(page: Page, typed: str, meant: str) -> None:
    page.goto("baking/")
    hits = search(page, typed)
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text(
        re.compile(f"^Results for “{meant}”: [1-9]")
    )
    expect(hits.get_by_role("option").first).to_be_visible()


def test_a_fact_is_a_hit_with_its_value_and_leads_to_its_row(page: Page) -> None:
    page.goto("baking/")
    hits = search(page, "max proof")
    assert hits.get_by_role("group").first.get_attribute("aria-label") == "Facts"
    hit = hits.get_by_role("option", name="Longest proof: two days")
    expect(hit.locator(".search-context")).to_have_text("Sourdough · Limit")
    hit.click()
    expect(page).to_have_url(re.compile("/facts/#sourdough/proof-max$"))
    expect(page.locator("tr:target")).to_contain_text("48 hours")
    expect(page.locator("tr:target")).to_be_in_viewport()


def test_a_key_opens_the_search_in_the_moment_after_it_was_closed(page: Page) -> None:
    """Until the next frame, the field that nobody sees still has the focus."""
    page.goto("")
    held = page.evaluate(
        """() => {
          const dialog = document.querySelector("dialog.search");
          dialog.showModal();
          dialog.close();
          const held = document.activeElement;
          for (const key of "as") held.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
          return held.tagName;
        }"""
    )
    assert held == "INPUT"
    expect(field(page)).to_be_focused()


def test_keys_choose_a_hit_and_enter_opens_its_card(page: Page) -> None:
    page.goto("")
    for key in ("/", "s", "f"):
        page.keyboard.press(key)
        expect(field(page)).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
    opener = page.get_by_role("button", name="Search", exact=True)
    opener.focus()
    page.keyboard.press("Enter")
    page.keyboard.type("sfk")  # letters are letters here
    expect(field(page)).to_have_value("sfk")
    field(page).fill("dough proofed")
    page.locator('dialog.search[data-answered="dough proofed"]').wait_for()
    expect(field(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    active = field(page).get_attribute("aria-activedescendant")
    chosen = page.locator('[role=option][aria-selected="true"]')
    expect(chosen).to_have_count(1)
    expect(chosen).to_have_id(active or "none")
    expect(chosen).to_contain_text(POKE)
    page.keyboard.press("Enter")
    expect(page.locator(CARD)).to_be_visible()
    assert page.url.endswith("baking/sourdough/#sourdough/poke-test")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_escape_gives_the_focus_back_and_what_was_typed_stays(page: Page) -> None:
    page.goto("")
    search(page, "dough")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Search", exact=True)).to_be_focused()
    page.keyboard.press(" ")
    expect(field(page)).to_have_value("dough")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.type("oven")  # over what was typed
    expect(field(page)).to_have_value("oven")
    page.get_by_role("button", name="Close the search").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_name_is_completed(page: Page) -> None:
    page.goto("")
    hits = search(page, "sta")
    hits.get_by_role("group", name="Names").get_by_role("option", name="starter").click()
    expect(field(page)).to_have_value("starter")
    expect(page.locator('dialog.search[data-answered="starter"]')).to_be_visible()
    expect(page.locator("a[role=option]").first).to_contain_text("starter")


def test_another_name_finds_the_service_that_has_it(page: Page) -> None:
    page.goto("")
    hits = search(page, "levain")
    hits.get_by_role("group", name="Pages").get_by_role("option").first.click()
    page.wait_for_url("**/baking/sourdough/")


def test_a_slip_of_the_keys_is_forgiven_and_nothing_is_said_to_be_nothing(page: Page) -> None:
    page.goto("")
    hits = search(page, "hygroscpic")
    expect(hits.get_by_role("option", name=POKE)).to_be_visible()
    status = page.get_by_role("dialog").get_by_role("status")
    expect(status).to_contain_text("“hygroscopic”")
    field(page).fill("zzzzzz")
    expect(status).to_have_text("Nothing was found. Try another word.")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(field(page)).to_have_attribute("aria-expanded", "false")


def test_more_of_a_group_is_shown_on_demand(page: Page, built: Built) -> None:
    context = page.context.browser.new_context()  # type: ignore[union-attr]
    tab = context.new_page()
    tab.goto(built.http)
    hits = search(tab, "loaf")
    questions = hits.get_by_role("group", name="Questions")
    expect(questions.locator("a")).to_have_count(6)
    questions.get_by_role("option", name="More questions").click()
    expect(questions.locator("a")).to_have_count(13)
    expect(questions.locator("a").nth(6)).to_have_attribute("aria-selected", "true")
    context.close()


def test_a_query_in_the_address_is_answered_and_leaves_it_with_the_dialog(page: Page) -> None:
    page.goto("glossary/?q=hygroscopic")
    expect(page.get_by_role("option", name=POKE)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).to_have_url(re.compile("/glossary/$"))


def test_hits_lead_to_the_right_page_from_any_other(page: Page) -> None:
    page.goto("")
    page.locator("a.md-tabs__link", has_text="Glossary").first.click()
    page.wait_for_url("**/glossary/")
    search(page, "hygroscopic").get_by_role("option", name=POKE).click()
    expect(page.locator(CARD)).to_be_visible()


def test_a_failed_load_is_said_and_made_good(page: Page) -> None:
    page.goto("")
    page.route("**/generated/search/words.*", lambda route: route.abort())
    page.keyboard.press("/")
    page.keyboard.type("dough")
    status = page.get_by_role("dialog").get_by_role("status")
    expect(status).to_contain_text("could not be loaded")
    page.unroute("**/generated/search/words.*")
    page.keyboard.type(" ")
    expect(page.get_by_role("option", name=POKE)).to_be_visible()


def test_a_search_that_does_not_load_closes_by_every_way_and_comes_when_it_is_opened_again(
    page: Page, site: str
) -> None:
    page.route("**/javascripts/search.js", lambda route: route.abort())
    page.goto("")
    dialog = page.get_by_role("dialog")
    opener = page.get_by_role("button", name="Search", exact=True)
    opener.click()
    expect(dialog.get_by_role("status")).to_contain_text("could not be loaded")
    page.keyboard.type("hygroscopic")
    with page.expect_event("requestfailed"):
        page.keyboard.press("Enter")  # tries again
    expect(dialog.get_by_role("status")).to_contain_text("could not be loaded")
    page.get_by_role("button", name="Close the search").click()
    expect(dialog).to_have_count(0)
    opener.click()
    page.mouse.click(10, 800)
    expect(dialog).to_have_count(0)
    assert page.url == site
    page.unroute("**/javascripts/search.js")
    opener.click()
    expect(page.get_by_role("option", name=POKE)).to_be_visible()
    field(page).fill("")
    expect(dialog.get_by_role("status")).to_have_text("Type a word, a name or a question.")


def test_while_the_search_is_on_its_way_it_says_so(page: Page) -> None:
    late: list[Route] = []
    page.route("**/javascripts/search.js", lambda route: late.append(route))
    page.goto("")
    page.get_by_role("button", name="Search", exact=True).click()
    page.keyboard.type("hygroscopic")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text("Searching …")
    late.pop().continue_()
    expect(page.get_by_role("option", name=POKE)).to_be_visible()
    assert not late


def test_hits_whose_passages_are_on_their_way_are_counted_already(page: Page) -> None:
    late: list[Route] = []
    page.route("**/generated/search/texts.*", lambda route: late.append(route))
    page.goto("")
    page.keyboard.press("/")
    page.keyboard.type("hygroscopic")
    expect(page.get_by_role("option", name=POKE)).to_be_visible()
    page.wait_for_timeout(500)  # after 0.4 seconds the dialog says that it searches
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text("1 question")
    late.pop().continue_()
    page.locator('dialog.search[data-answered="hygroscopic"]').wait_for()


def test_without_scripts_the_search_is_a_link_to_all_questions(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{site}baking/sourdough/")
    tab.get_by_role("link", name="Search", exact=True).click()
    tab.wait_for_url("**/questions/")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_dialog_fits_and_axe_finds_nothing(browser: Browser, site: str, scheme: str, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 700},
        color_scheme=scheme,  # type: ignore[arg-type]
        base_url=site,
        bypass_csp=True,
    )
    tab = context.new_page()
    tab.goto("")
    search(tab, "dough")
    tab.keyboard.press("ArrowDown")
    tab.add_script_tag(path=AXE)
    for part in ("dialog.search", ".search-open"):
        found = tab.evaluate("part => axe.run(part)", part)["violations"]
        assert [(item["id"], [node["html"] for node in item["nodes"]]) for item in found] == []
    box = tab.get_by_role("dialog").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] + box["height"] <= 700
    assert tab.evaluate("document.querySelector('dialog.search').scrollWidth <= innerWidth")
    context.close()


def test_answers_are_the_same_on_disk(built: Built, driver: Driver) -> None:
    driver.goto(built.address("file", "baking/"))
    found = {query: ask(driver, query, f"{built.offline.as_uri()}/") for query in QUERIES}
    assert driver.requests() == []
    assert driver.errors() == []
    assert [query for query, hits in found.items() if not hits] == []
    with Driver("chromium", allow=built.http) as other:
        other.goto(built.address("http", "baking/"))
        assert {query: ask(other, query, built.http) for query in QUERIES} == found
        assert other.errors() == []
