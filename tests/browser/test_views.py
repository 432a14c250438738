"""The look of a dozen views, held against kept pictures: a broken layout is seen, a softer edge is not.

`UPDATE_VIEWS=1 python -m pytest tests/browser/test_views.py` keeps the pictures of today; look at them before
you commit them.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, Route, expect

from tests.support.bread import Built
from tests.support.views import difference, held, quarter

pytestmark = pytest.mark.browser

KEPT = Path(__file__).parent / "views"
SIZES = {"wide": (1280, 900), "narrow": (390, 844)}
CARD = "baking/sourdough/#sourdough/poke-test"
#: name: (address, window, palette)
VIEWS = {
    "home-wide-light": ("", "wide", "light"),
    "home-narrow-dark": ("", "narrow", "dark"),
    "category-wide-dark": ("baking/", "wide", "dark"),
    "category-narrow-light": ("baking/", "narrow", "light"),
    "service-wide-light": ("baking/sourdough/", "wide", "light"),
    "service-narrow-dark": ("baking/sourdough/", "narrow", "dark"),
    "card-wide-dark": (CARD, "wide", "dark"),
    "card-narrow-light": (CARD, "narrow", "light"),
    "practice-wide-light": ("practice/", "wide", "light"),
    "practice-narrow-dark": ("practice/", "narrow", "dark"),
    "glossary-wide-light": ("glossary/", "wide", "light"),
    "plan-narrow-dark": ("plans/first-loaf/", "narrow", "dark"),
}


def wait_for_typefaces(route: Route) -> None:
    """A reader's browser does not wait long for a typeface; a picture does."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace("font-display:optional", "font-display:block"))


#: The page has one style sheet: the theme's rules, then ours.
CUTS = {
    "the last half of the rules is missing": """([{ sheet }]) => {
        const half = sheet.cssRules.length / 2;
        while (sheet.cssRules.length > half) sheet.deleteRule(sheet.cssRules.length - 1);
    }""",
    "all are missing": "(all) => all.forEach((it) => it.remove())",
}


@contextmanager
def view(browser: Browser, built: Built, name: str) -> Iterator[Page]:
    """The view, shown, with nothing left to chance: no motion, one time of day, one order of the cards."""
    path, size, scheme = VIEWS[name]
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        service_workers="block",
        locale="en-US",
        timezone_id="UTC",
    )
    context.add_init_script("Math.random = () => 0.5")
    context.clock.set_fixed_time("2026-02-02T09:00:00")
    page = context.new_page()
    page.route("**/*.css", wait_for_typefaces)
    page.goto(built.http + path)
    expect(page.locator("body")).to_have_attribute(
        "data-md-color-scheme", "slate" if scheme == "dark" else "default"
    )
    if "practice" in path:
        expect(page.get_by_role("navigation", name="Practice")).to_be_visible()
    if "#" in path:
        expect(page.locator("details.question[open] .spoken")).to_be_in_viewport()
    page.evaluate("document.fonts.ready.then(() => 0)")
    yield page
    context.close()


def photograph(page: Page) -> Image.Image:
    """What shows in the window."""
    return Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide"))).convert("RGB")


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_looks_as_it_did(browser: Browser, built: Built, name: str, tmp_path: Path) -> None:
    with view(browser, built, name) as page:
        assert held(KEPT / f"{name}.webp", photograph(page), tmp_path) == ""


def test_no_picture_is_kept_that_nothing_is_held_against() -> None:
    assert {file.stem for file in KEPT.glob("*")} == set(VIEWS)


#: What breaks a layout, as a style sheet.
BREAKAGES = {
    "20 pixels down": ".md-content { margin-top: 20px }",
    "20 pixels to the side": ".md-content { translate: 20px }",
    "no logo and no menu": ".md-header__button { visibility: hidden }",
    "lines too close": ".md-typeset, .md-typeset * { line-height: 1 !important }",
    "a heading of half the size": ".md-typeset h1 { font-size: 1em !important }",
    "a ground of another color": ".md-header { background: #888 !important }",
}


def test_a_broken_layout_is_seen(browser: Browser, built: Built) -> None:
    unseen = []
    for name in ("service-wide-light", "category-narrow-light", "home-narrow-dark"):
        with view(browser, built, name) as page:
            before = quarter(photograph(page))
            for what, style in BREAKAGES.items():
                added = page.add_style_tag(content=style)
                if not difference(before, quarter(photograph(page))):
                    unseen.append((name, what))
                added.evaluate("it => it.remove()")
            assert not difference(before, quarter(photograph(page)))
            sheets = page.locator("link[rel=stylesheet]")
            for what, script in CUTS.items():
                sheets.evaluate_all(script)
                if not difference(before, quarter(photograph(page))):
                    unseen.append((name, what))
    assert unseen == []


def test_an_edge_drawn_otherwise_is_not_seen(browser: Browser, built: Built) -> None:
    """Another version of the browser smooths otherwise; another machine hints its letters otherwise."""
    for name in ("service-wide-light", "category-narrow-light", "home-narrow-dark"):
        with view(browser, built, name) as page:
            seen = photograph(page)
            before = quarter(seen)
            # Every edge a pixel to the side and softer.
            moved = Image.blend(
                seen, seen.transform(seen.size, Image.Transform.AFFINE, (1, 0, 1, 0, 1, 0)), 0.5
            )
            assert not difference(before, quarter(moved)), name
            page.add_style_tag(
                content="* { text-rendering: geometricPrecision; -webkit-font-smoothing: none; }"
            )
            assert not difference(before, quarter(photograph(page))), name
            draw = ImageDraw.Draw(seen)
            draw.line((0, 200, seen.width, 200), fill=(255, 0, 0))
            draw.line((seen.width // 2, 0, seen.width // 2, seen.height), fill=(128, 128, 128))
            assert not difference(before, quarter(seen)), name


def test_a_picture_of_another_size_is_off() -> None:
    assert difference(Image.new("RGB", (320, 225)), Image.new("RGB", (320, 226)))
    assert not difference(Image.new("RGB", (320, 225)), Image.new("RGB", (320, 225)))


def test_a_missing_picture_is_named_and_one_that_is_off_is_left_to_look_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("UPDATE_VIEWS", raising=False)
    kept, out = tmp_path / "views/home.webp", tmp_path / "out"
    white = Image.new("RGB", (320, 240), "white")
    assert "UPDATE_VIEWS=1 pytest" in held(kept, white, out)
    monkeypatch.setenv("UPDATE_VIEWS", "1")
    assert held(kept, white, out) == ""
    monkeypatch.delenv("UPDATE_VIEWS")
    assert held(kept, white, out) == ""
    assert not out.exists()
    broken = white.copy()
    broken.paste("black", (0, 0, 60, 60))
    assert "home: 5.3% of it is off, 100% in one place" in held(kept, broken, out)
    assert {file.name for file in out.iterdir()} == {"home.png", "home-kept-seen-off.png"}
