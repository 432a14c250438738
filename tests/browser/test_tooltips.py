"""Titles of what stands in a text: under the pointer and for the keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SOURDOUGH = "baking/sourdough/"
STARTER = 'article a.term[data-term="starter"]'


def test_a_term_says_what_it_means_under_the_pointer(page: Page) -> None:
    page.goto(SOURDOUGH)
    term = page.locator(STARTER).first
    tooltip = page.get_by_role("tooltip")
    said = term.get_attribute("title") or ""
    assert "wild yeast" in said
    term.hover()
    expect(tooltip).to_have_text(said)
    expect(term).to_have_accessible_description(said)
    assert term.get_attribute("title") is None  # the browser's own would come as well
    tooltip.hover()
    page.wait_for_timeout(400)
    expect(tooltip).to_be_visible()
    page.mouse.move(1, 1)
    expect(tooltip).to_have_count(0)
    expect(term).to_have_attribute("title", said)


def test_the_keyboard_gets_it_and_escape_takes_it_away(page: Page) -> None:
    page.goto(SOURDOUGH)
    term = page.locator(STARTER).first
    page.keyboard.press("Tab")
    term.focus()
    tooltip = page.get_by_role("tooltip")
    expect(tooltip).to_contain_text("wild yeast")
    page.mouse.move(600, 5)
    page.wait_for_timeout(400)
    expect(tooltip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tooltip).to_have_count(0)
    expect(term).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(tooltip).to_be_visible()
    page.keyboard.press("Tab")
    expect(tooltip).not_to_contain_text("wild yeast")


@pytest.mark.parametrize("width", [1280, 390])
def test_it_stands_in_the_window_wherever_its_word_does(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 600})
    page.goto(SOURDOUGH)
    page.keyboard.press("Tab")
    term = page.locator(STARTER).first
    tooltip = page.get_by_role("tooltip")
    for edge in ("start", "end"):
        page.keyboard.press("Escape")
        term.blur()
        term.evaluate("(term, block) => term.scrollIntoView({ block, behavior: 'instant' })", edge)
        term.evaluate("(term) => term.focus({ preventScroll: true })")
        box, word = tooltip.bounding_box(), term.bounding_box()
        assert box
        assert word
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= 600
        assert box["y"] >= word["y"] + word["height"] or box["y"] + box["height"] <= word["y"]


def test_it_goes_with_its_page(page: Page) -> None:
    page.goto(SOURDOUGH)
    page.keyboard.press("Tab")
    page.locator(STARTER).first.focus()
    expect(page.get_by_role("tooltip")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/#starter")
    expect(page.get_by_role("tooltip")).to_have_count(0)


def test_links_of_the_glossary_say_what_stands_on_the_same_page(page: Page) -> None:
    page.goto("glossary/")
    page.locator("article h1").evaluate(
        "(heading) => (heading.innerHTML += ' <a class=term data-term=starter href=#starter>starter</a>')"
    )
    page.keyboard.press("Tab")
    page.locator("h1 a.term").focus()
    definition = page.locator('[data-term-entry="starter"] [itemprop="description"] p').first
    expect(page.get_by_role("tooltip")).to_have_text(definition.inner_text())
