"""Titles of what stands in a text: under the pointer and for the keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

SOURDOUGH = "baking/sourdough/"
STARTER = 'article a.term[href$="#starter"]'


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[Page]:
    """A page that fingers touch."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, base_url=site
    )
    yield context.new_page()
    context.close()


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
        "(heading) => (heading.innerHTML += ' <a class=term href=#starter>starter</a>')"
    )
    page.keyboard.press("Tab")
    page.locator("h1 a.term").focus()
    definition = page.locator('[data-term-entry="starter"] [itemprop="description"] p').first
    expect(page.get_by_role("tooltip")).to_have_text(definition.inner_text())


def test_the_first_tap_says_what_a_term_means_and_the_second_follows_it(phone: Page) -> None:
    phone.goto(SOURDOUGH)
    term = phone.locator(STARTER).first
    said = term.get_attribute("title") or ""
    term.tap()
    shown = phone.get_by_role("alert")  # who sees no window that opens hears it
    expect(shown).to_have_text(f"{said}Tap again for the glossary")
    expect(term).to_have_accessible_description(f"{said} Tap again for the glossary")
    box = shown.bounding_box()
    assert box
    assert 0 <= box["x"] <= box["x"] + box["width"] <= 390
    assert phone.url.endswith(SOURDOUGH)
    term.tap()
    phone.wait_for_url("**/glossary/#starter")


@pytest.mark.parametrize("how", ["Escape", "h1", ".tooltip"])
def test_a_touched_term_is_silent_again_after_a_tap_elsewhere_or_escape(phone: Page, how: str) -> None:
    phone.goto(SOURDOUGH)
    term = phone.locator(STARTER).first
    for _ in range(2):  # and again the first tap follows no link
        term.tap()
        expect(phone.locator(".tooltip")).to_be_visible()
        if how == "Escape":
            phone.keyboard.press(how)
        else:
            phone.locator(how).first.tap()
        expect(phone.locator(".tooltip")).to_have_count(0)
        assert phone.url.endswith(SOURDOUGH)
    expect(term).to_have_attribute("title", re.compile("wild yeast"))


def test_a_finger_that_scrolls_does_not_take_it_away(phone: Page) -> None:
    phone.goto(SOURDOUGH)
    phone.locator(STARTER).first.tap()
    finger = phone.context.new_cdp_session(phone)
    for kind, y in (("Start", 600), ("Move", 580), ("Move", 540), ("Move", 500)):
        finger.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": [{"x": 200, "y": y}]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    phone.wait_for_function("scrollY > 0")
    expect(phone.locator(".tooltip")).to_be_visible()


def test_other_links_and_a_mouse_follow_at_once(phone: Page) -> None:
    phone.goto(SOURDOUGH)
    term = phone.locator(STARTER).first
    term.tap()
    phone.keyboard.press("Escape")
    term.focus()
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/glossary/#starter")
    phone.go_back()
    phone.locator(STARTER).first.click()
    phone.wait_for_url("**/glossary/#starter")
    phone.go_back()
    phone.locator("article a:not(.term)[title]").first.evaluate("link => (link.href = '#other')")
    phone.locator("article a:not(.term)[title]").first.tap()
    phone.wait_for_url("**/#other")
