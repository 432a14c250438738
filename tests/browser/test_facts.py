"""The table of all facts in a browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

ROWS = "[data-facts] tbody tr"


def test_the_whole_table_shows_at_first(page: Page) -> None:
    page.goto("facts/")
    expect(page.locator(ROWS)).to_have_count(2)
    expect(page.locator(".fact-tools output")).to_have_text("2 facts")


def test_filters_hide_rows_and_live_in_the_url(page: Page) -> None:
    page.goto("facts/")
    page.get_by_label("Known").select_option("machine")
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
