"""The table of all facts in a browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

ROWS = "[data-facts] tbody tr"


def test_the_whole_table_shows_at_first(page: Page) -> None:
    page.goto("facts/")
    expect(page.locator(ROWS)).to_have_count(2)
    expect(page.locator(".fact-tools output")).to_have_text("2 facts")


def test_filters_hide_rows_and_live_in_the_url(page: Page) -> None:
    page.goto("facts/")
    page.get_by_label("How we know").select_option("machine")
    expect(page.locator(ROWS).filter(visible=True)).to_have_count(1)
    assert "known=machine" in page.url
    page.reload()
    expect(page.locator(".fact-tools output")).to_have_text("1 of 2 facts")
    page.get_by_role("button", name="Clear filters").click()
    expect(page.locator(ROWS).filter(visible=True)).to_have_count(2)


def test_the_age_filter_keeps_what_was_read_long_ago(page: Page) -> None:
    page.clock.set_fixed_time("2026-03-01T00:00:00Z")
    page.goto("facts/?age=180")
    expect(page.locator(ROWS).filter(visible=True)).to_have_count(1)
    expect(page.locator(ROWS).filter(visible=True)).to_contain_text("Oldest starter")


def test_words_of_a_row_find_it_and_nothing_is_said_to_be_nothing(page: Page) -> None:
    page.goto("facts/")
    page.get_by_label("Text").fill("STARTER years")
    expect(page.locator(ROWS).filter(visible=True)).to_have_count(1)
    page.get_by_label("Text").press("Tab")
    assert "text=STARTER+years" in page.url
    page.reload()
    expect(page.locator(".fact-tools output")).to_have_text("1 of 2 facts")
    none = page.get_by_text("No fact meets all of this.")
    expect(none).to_be_hidden()
    page.get_by_label("Text").fill("rye")
    expect(page.locator(".fact-tools output")).to_have_text("0 of 2 facts")
    expect(none).to_be_visible()
    expect(page.locator("table[data-facts]")).to_be_hidden()
    page.get_by_role("button", name="Clear filters").click()
    expect(page.locator(ROWS).filter(visible=True)).to_have_count(2)
    expect(none).to_be_hidden()


def test_on_a_narrow_screen_the_value_is_in_sight_and_stays_where_it_is(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("facts/")
    value = page.locator(f"{ROWS}:visible td:nth-child(3)").last
    before = value.bounding_box()
    assert before
    assert before["x"] + before["width"] <= 390
    page.get_by_label("Text").fill("starter")
    expect(page.locator(ROWS).filter(visible=True)).to_have_count(1)
    after = value.bounding_box()
    assert after
    assert (after["x"], after["width"]) == (before["x"], before["width"])


def test_without_scripts_the_columns_have_their_widths_and_scroll_in_a_box(
    browser: Browser, site: str
) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, base_url=site, java_script_enabled=False
    )
    page = context.new_page()
    page.goto("facts/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    widths = page.locator(f"{ROWS} >> nth=0 >> td").evaluate_all("all => all.map((one) => one.clientWidth)")
    assert min(widths) > 40
    context.close()


def test_the_count_comes_with_the_page(page: Page) -> None:
    assert ">2 facts</output>" in page.request.get("facts/").text()


def test_a_short_name_in_capitals_is_found_as_a_word(page: Page) -> None:
    for typed, count in (("ARTER", 0), ("arter", 1)):
        page.goto(f"facts/?text={typed}")
        expect(page.locator(".fact-tools output")).to_have_text(f"{count} of 2 facts")
