"""WCAG 2.2 AA: axe, the keyboard alone, visible focus, zoom, targets, motion and forced colors, in Chromium.

That axe finds nothing on the pages of our own guide is shown where these are read anyway: with the copy for
a disk.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.axe import ZOOMS, Audit
from tests.support.bread import Built
from tests.support.guides import PROJECT

pytestmark = pytest.mark.browser

#: One of every kind of page.
PAGES = {
    "home": "",
    "category": "baking/",
    "service": "baking/sourdough/",
    "glossary": "glossary/",
    "uses": "glossary/uses/",
    "facts": "facts/",
    "changes": "changes/",
    "plans": "plans/",
    "plan": "plans/first-loaf/",
    "practice": "practice/",
    "missing": "404.html",
}
SERVICE = PAGES["service"]
#: Milliseconds for a page that a link leads to, on a machine that others use.
PATIENCE = 20_000
#: A window of 1280 pixels at 400 %: nothing may need two directions of scrolling (1.4.10).
REFLOW = 320


@contextmanager
def opened(browser: Browser, built: Built, **options: Any) -> Iterator[Page]:
    """A tab in a profile of its own, without motion; a script error fails the test."""
    given = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **options}
    context = browser.new_context(base_url=built.http, service_workers="block", **given)
    faults: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert faults == []


def show(page: Page, path: str) -> None:
    page.goto(path)
    if "practice" in path:
        expect(page.get_by_role("navigation", name="Practice")).to_be_visible()


# -- axe -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "height", "scale"), ZOOMS, ids=["100 %", "200 %"])
def test_axe_finds_nothing_on_any_kind_of_page(
    browser: Browser, built: Built, width: int, height: int, scale: int
) -> None:
    """In both palettes, with every card open."""
    audit = Audit()
    size = {"width": width, "height": height}
    with opened(browser, built, viewport=size, device_scale_factor=scale) as page:
        found = {}
        for name, path in PAGES.items():
            show(page, path)
            found[name] = audit.page(page.evaluate)
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_axe_finds_nothing_in_the_open_menu_of_a_narrow_window(browser: Browser, built: Built) -> None:
    with opened(browser, built, viewport={"width": 640, "height": 450}) as page:
        show(page, SERVICE)
        page.get_by_role("button", name="Navigation").click()
        assert Audit().page(page.evaluate) == []


BARRIERS = {
    "image-alt": "<img src='assets/images/icon.svg'>",
    "color-contrast": "<p class='faint'>Faint</p>",
    "link-in-text-block": "<p>Flour and <a class='plain' href='#x'>water</a> make dough</p>",
    "target-size": "<button class='tiny'>a</button><button class='tiny'>b</button>",
    "button-name": "<button></button>",
}
STYLES = """
.faint { color: #8895a0 !important; }
.plain { text-decoration: none !important; }
.tiny { height: 8px; width: 8px; font-size: 6px; }
"""


def test_each_barrier_is_found_although_kinds_of_elements_are_known(browser: Browser, built: Built) -> None:
    """What holds for nothing would hold for an audit that looks at nothing."""
    audit = Audit()
    with opened(browser, built) as page:
        show(page, "")
        assert audit.page(page.evaluate) == []
        page.evaluate(
            """([markup, styles]) => {
              document.querySelector("article").insertAdjacentHTML("beforeend", markup);
              const sheet = new CSSStyleSheet();
              sheet.replaceSync(styles);
              document.adoptedStyleSheets.push(sheet);
            }""",
            ["".join(BARRIERS.values()), STYLES],
        )
        found = {re.split(r"[ :]", fault)[0] for fault in audit.page(page.evaluate)}
    assert set(BARRIERS) <= found


# -- language, landmarks, zoom, targets ------------------------------------------------------------------


def test_every_kind_of_page_has_a_language_landmarks_one_heading_and_a_way_past_the_menus(
    browser: Browser, built: Built
) -> None:
    with opened(browser, built) as page:
        for name, path in PAGES.items():
            show(page, path)
            assert page.evaluate("document.documentElement.lang") == "en", name
            assert page.title(), name
            for role in ("main", "banner", "contentinfo"):
                expect(page.get_by_role(role)).to_have_count(1)
            expect(page.get_by_role("heading", level=1)).to_have_count(1)
            page.keyboard.press("Tab")
            skip = page.get_by_role("link", name="Skip to content")
            expect(skip).to_be_focused()
            page.keyboard.press("Enter")
            expect(page.locator("#__content")).to_be_focused()
            page.keyboard.press("Tab")
            assert page.evaluate("Boolean(document.activeElement.closest('article, footer, .md-path'))"), name


def test_no_kind_of_page_scrolls_sideways_at_400_percent(browser: Browser, built: Built) -> None:
    with opened(browser, built, viewport={"width": REFLOW, "height": 256}) as page:
        wide = {}
        for name, path in PAGES.items():
            show(page, path)
            page.evaluate("for (const card of document.querySelectorAll('details')) card.open = true")
            wide[name] = page.evaluate("document.documentElement.scrollWidth")
    assert {name: width for name, width in wide.items() if width > REFLOW} == {}


# -- the keyboard ----------------------------------------------------------------------------------------

FOCUS = (PROJECT / "tests/support/focus.js").read_text(encoding="utf-8")


def stops(page: Page, key: str = "Tab", limit: int = 400) -> list[dict[str, Any]]:
    """What gets the focus, from the first Tab to the last."""
    found: list[dict[str, Any]] = []
    for _ in range(limit):
        page.keyboard.press(key)
        stop = page.evaluate(FOCUS)
        for _ in range(10):  # what opens or scrolls when it gets the focus does so a moment later
            if not stop or stop["seen"]:
                break
            page.wait_for_timeout(200)
            stop = page.evaluate(FOCUS)
        if stop is None:
            return found
        found.append(stop)
    raise AssertionError(f"more than {limit} stops; the last is {found[-1]}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 640])
def test_whatever_has_the_focus_is_in_sight_and_outlined(
    browser: Browser, built: Built, scheme: str, width: int
) -> None:
    """Two pixels with a contrast of three to one (1.4.11, 2.4.7), and not below something else (2.4.11)."""
    with opened(browser, built, color_scheme=scheme, viewport={"width": width, "height": 700}) as page:
        faults = []
        for path in (SERVICE, PAGES["practice"], PAGES["glossary"]):
            show(page, path)
            if path == SERVICE:
                page.locator("details.question > summary").first.evaluate(
                    "it => it.parentElement.open = true"
                )
            found = stops(page)
            assert len(found) > 10
            found += stops(page, "Shift+Tab") if path == SERVICE else []
            faults += [
                {"page": path, **stop}
                for stop in found
                if stop["line"] < 2 or not stop["solid"] or stop["contrast"] < 3 or not stop["seen"]
            ]
    assert not faults, "\n".join(map(str, faults))


def press_until(
    page: Page, name: str, role: str, there: Callable[[], bool] = lambda: True, limit: int = 120
) -> None:
    """Tab to the `role` (an element) that is called `name` (an expression), as a reader would."""
    seen = []
    page.wait_for_load_state("load")  # of a page that has only begun, nothing has the focus yet
    for _ in range(limit):
        page.keyboard.press("Tab")
        said, element = page.evaluate(
            """() => {
              const { activeElement: it } = document;
              return [it.ariaLabel || it.innerText?.trim().replaceAll("\\n", " ") || "", it.localName];
            }"""
        )
        seen.append(said)
        if element == role and re.fullmatch(name, said) and there():
            return
    raise AssertionError(f"no way to {name} with {limit} Tabs; these are there: {seen}")


def test_the_main_paths_by_keyboard_alone(browser: Browser, built: Built) -> None:
    """Home, category, service, a card, a term, search, practice, a rating, and back; no pointer at all."""
    with opened(browser, built) as page:
        show(page, "")
        heading = page.get_by_role("heading", level=1)

        def follow(name: str, title: str) -> None:
            press_until(page, name, "a")
            page.keyboard.press("Enter")
            expect(heading).to_have_text(title, timeout=PATIENCE)

        follow("Baking", "Baking")
        follow("Sourdough", "Sourdough")
        service = page.url
        card = page.locator('details[data-question="sourdough/poke-test"]')
        press_until(page, "Answer.*", "summary", lambda: card.locator("> summary:focus").count() == 1)
        page.keyboard.press("Enter")
        expect(card.locator(".spoken")).to_be_visible()
        press_until(page, "poke test", "a")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("glossary/#"), timeout=PATIENCE)
        expect(heading).to_have_text("Glossary", timeout=PATIENCE)
        search = page.get_by_role("combobox", name="Search")
        page.wait_for_load_state("load")  # the scripts have run
        page.keyboard.press("/")
        expect(search).to_be_focused(timeout=PATIENCE)
        page.keyboard.type("hygroscopic")
        expect(page.get_by_role("option").first).to_be_visible(timeout=PATIENCE)
        page.keyboard.press("ArrowDown")
        expect(search).to_have_attribute("aria-activedescendant", re.compile("."))
        page.keyboard.press("Enter")
        expect(page).not_to_have_url(re.compile("glossary/"), timeout=PATIENCE)
        follow("Practice", "Practice")
        press_until(page, "Show the answer.*", "button")
        page.keyboard.press("Enter")
        press_until(page, "Good.*", "button")
        page.keyboard.press("Enter")
        page.wait_for_function("localStorage.getItem('guide.progress')")
        page.go_back()
        page.go_back()
        expect(page).to_have_url(re.compile("glossary/"))
        page.go_back()
        expect(page).to_have_url(re.compile(re.escape(service)))
        expect(heading).to_have_text("Sourdough")


def pressed(page: Page, keys: str) -> None:
    """Press keys where nothing has the focus, and wait until each could have done what it does."""
    for key in keys:
        page.keyboard.press(key)
    page.evaluate("() => new Promise((resolve) => setTimeout(resolve, 300))")  # fails where the page has gone


def test_keys_that_work_anywhere_can_be_switched_off(browser: Browser, built: Built) -> None:
    """Ours and the theme's (2.1.4). Keys that need the focus on a card, and those of a control, stay."""
    choice = {"name": "Single-key shortcuts", "exact": True}
    with opened(browser, built) as page:
        show(page, f"{PAGES['practice']}?view=data")
        hint = page.locator(".search-open kbd")
        expect(hint).to_be_visible()
        page.get_by_role("combobox", **choice).select_option("Off")
        expect(hint).to_be_hidden()
        pressed(page, "/sf")
        expect(page.get_by_role("dialog")).to_have_count(0)
        page.get_by_role("button", name="Flashcards").click()
        button = page.get_by_role("button", name="Show the answer")
        expect(button).not_to_have_attribute("aria-keyshortcuts", re.compile("."))
        pressed(page, " ")
        expect(page.locator(".practice-keys, .practice-answer")).to_have_count(0)
        button.press(" ")
        expect(page.locator(".practice-answer")).to_be_focused()
        pressed(page, "3")
        expect(page.get_by_role("button", name="Good")).to_be_visible()

        show(page, PAGES["missing"])
        expect(page.locator("main kbd")).to_be_hidden()
        show(page, SERVICE)
        pressed(page, "/sfnp.,")
        expect(page.get_by_role("dialog")).to_have_count(0)
        page.locator("details.question > summary").nth(0).press("Enter")
        expect(page.locator(".question-steps")).to_be_visible()  # the keys come with these
        page.keyboard.press("j")
        expect(page.locator("details.question").nth(1)).to_have_attribute("open", "")

        show(page, f"{PAGES['practice']}?view=data")
        page.get_by_role("combobox", **choice).select_option("On")
        expect(hint).to_be_visible()
        show(page, SERVICE)
        pressed(page, "/")
        expect(page.get_by_role("dialog")).to_have_count(1)
        page.keyboard.press("Escape")
        page.get_by_role("heading", level=1).click()
        page.keyboard.press("n")
        expect(page).not_to_have_url(re.compile(re.escape(SERVICE)), timeout=PATIENCE)


def test_the_menu_of_a_narrow_window_by_keyboard(browser: Browser, built: Built) -> None:
    with opened(browser, built, viewport={"width": 640, "height": 450}) as page:
        show(page, SERVICE)
        menu = page.get_by_role("button", name="Navigation")
        press_until(page, "Navigation", "button")
        page.keyboard.press("Space")
        expect(menu).to_have_attribute("aria-expanded", "true")
        assert page.evaluate("Boolean(document.activeElement.closest('.md-sidebar--primary'))")
        page.keyboard.press("Escape")
        expect(menu).to_be_focused()
        expect(menu).to_have_attribute("aria-expanded", "false")
        page.keyboard.press("Enter")
        found = []
        for _ in range(60):
            page.keyboard.press("Tab")
            stop = page.evaluate(FOCUS)
            if stop is None:
                break
            assert page.evaluate("Boolean(document.activeElement.closest('.md-sidebar--primary'))"), stop
            assert stop["seen"], stop
            found.append(stop["name"])
        assert len(found) > 1, found
        press_until(page, "Back from Baking", "button")
        page.keyboard.press("Enter")
        press_until(page, "Glossary", "a")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Glossary")
        expect(menu).to_have_attribute("aria-expanded", "false")
        assert not page.evaluate("document.querySelector('.md-content').inert")


# -- motion and colors of the system ---------------------------------------------------------------------


def test_nothing_moves_for_who_wants_no_motion(browser: Browser, built: Built) -> None:
    moved = """() => [...document.querySelectorAll("*")].flatMap((element) =>
      ["", "::before", "::after"].map((part) => getComputedStyle(element, part)).filter((style) =>
        style.scrollBehavior === "smooth" || [style.transitionDuration, style.animationDuration]
          .some((times) => times.split(",").some((time) => parseFloat(time) > 0.001))
      ).map(() => element.className))"""
    for preference, moving in (("reduce", False), ("no-preference", True)):
        with opened(browser, built, reduced_motion=preference) as page:
            for path in (SERVICE, PAGES["practice"]):
                show(page, path)
                assert bool(page.evaluate(moved)) is moving, path


def test_what_colors_say_is_also_said_where_the_system_chooses_them(browser: Browser, built: Built) -> None:
    with opened(browser, built, forced_colors="active") as page:
        show(page, f"{SERVICE}?level=senior")
        ground = """(element, part) => {
          const style = getComputedStyle(element, part);
          return [style.backgroundColor, style.borderTopColor].join(" ");
        }"""
        canvas = page.evaluate(
            "() => { const it = document.createElement('i'); it.style.background = 'Canvas'; "
            "document.body.append(it); return getComputedStyle(it).backgroundColor; }"
        )
        chosen, other = (
            page.locator(f".filter-bar input[value={level}] + span").evaluate(ground)
            for level in ("senior", "junior")
        )
        assert chosen != other
        icons = page.evaluate(
            """() => [...document.querySelectorAll("*")].filter((element) => element.checkVisibility())
              .flatMap((element) => ["::before", "::after"].map((part) => getComputedStyle(element, part))
                .filter((style) => style.content !== "none" && style.maskImage !== "none")
                .map((style) => [element.className || element.localName, style.backgroundColor]))"""
        )
        assert len(icons) > 5
        assert [name for name, color in icons if color == canvas] == []
        page.locator("details.question:not([hidden]) > summary").first.focus()
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        assert stop["line"] >= 2, stop
        # Beside the page the navigation has no frame, which would lie over its title.
        expect(page.locator(".md-sidebar--primary")).to_have_css("border-top-width", "0px")
        show(page, PAGES["practice"])
        lines = page.locator(".practice-nav button").evaluate_all(
            "all => all.map((it) => [it.ariaCurrent, getComputedStyle(it).borderBottomWidth])"
        )
        assert {(bool(current), line) for current, line in lines} == {(True, "3px"), (False, "0px")}
