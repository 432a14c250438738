"""The palette: the system's until the reader chooses, and right from the first paint on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PAPER = {"default": (253, 252, 250), "slate": (21, 25, 27)}
OTHER = {"default": "slate", "slate": "default"}
SYSTEM: dict[str, Literal["light", "dark"]] = {"default": "light", "slate": "dark"}


@pytest.fixture(params=list(SYSTEM))
def wish(request: pytest.FixtureRequest) -> str:
    """What the system wishes."""
    return str(request.param)


@pytest.fixture
def tab(browser: Browser, site: str, wish: str) -> Iterator[Page]:
    context = browser.new_context(base_url=site, color_scheme=SYSTEM[wish])
    yield context.new_page()
    context.close()


def shows(tab: Page, scheme: str) -> None:
    red, green, blue = PAPER[scheme]
    expect(tab.locator("body")).to_have_css("background-color", f"rgb({red}, {green}, {blue})")


def frames(tab: Page, scheme: str) -> None:
    """The color for the browser's own frame, whatever the system wishes."""
    colors = tab.locator("meta[name=theme-color]").evaluate_all("all => all.map((meta) => meta.content)")
    assert {tuple(bytes.fromhex(color[1:])) for color in colors} == {PAPER[scheme]}


def test_where_the_browser_keeps_nothing_the_page_works_all_the_same(tab: Page, wish: str) -> None:
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('blocked'); }})"
    )
    tab.goto("baking/sourdough/")
    shows(tab, wish)
    tab.locator(".palette").get_by_role("button").click()
    shows(tab, OTHER[wish])
    frames(tab, OTHER[wish])
    tab.locator("article a.term").first.hover()  # a script that comes later in the same file
    expect(tab.get_by_role("tooltip")).to_be_visible()
    assert faults == []


def test_the_system_wishes_and_the_reader_chooses(tab: Page, wish: str) -> None:
    other = OTHER[wish]
    tab.goto("")
    shows(tab, wish)
    button = tab.locator(".palette").get_by_role("button")
    expect(button).to_have_count(1)
    expect(button).to_have_accessible_name(f"Switch to the {SYSTEM[other]} palette")
    button.focus()
    tab.keyboard.press("Enter")
    shows(tab, other)
    frames(tab, other)
    expect(button).to_be_focused()
    expect(button).to_have_accessible_name(f"Switch to the {SYSTEM[wish]} palette")
    tab.goto("glossary/")
    shows(tab, other)
    frames(tab, other)
    tab.emulate_media(color_scheme=SYSTEM[other])
    tab.emulate_media(color_scheme=SYSTEM[wish])
    shows(tab, other)
    button.click()
    shows(tab, wish)
    frames(tab, wish)


def test_a_system_that_changes_its_wish_gets_it(tab: Page, wish: str) -> None:
    tab.goto("")
    tab.emulate_media(color_scheme=SYSTEM[OTHER[wish]])
    shows(tab, OTHER[wish])


def test_paper_is_light_whoever_chose_the_dark_palette(tab: Page, wish: str) -> None:
    tab.goto("")
    if wish == "default":
        tab.locator(".palette").get_by_role("button").click()
    shows(tab, "slate")
    tab.emulate_media(media="print")
    shows(tab, "default")
    expect(tab.get_by_role("heading", level=1)).to_have_css("color", "rgb(28, 34, 38)")
    expect(tab.locator("article table a").first).to_have_css("color", "rgb(8, 82, 92)")


def test_the_page_is_never_painted_in_the_other_palette(tab: Page, wish: str) -> None:
    """What stands in the page decides, not a script that is loaded."""
    tab.route("**/*.js", lambda route: route.abort())
    tab.goto("")
    shows(tab, wish)
