"""The colors of both palettes can be read on every ground they stand on, and components use no others."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import material
import pytest

from tests.support.guides import PROJECT

FOLDER = PROJECT / "overrides/assets/stylesheets"
SHEETS = sorted(file for file in FOLDER.glob("*.css") if file.name != "tokens.css")
GROUNDS = ("paper", "panel", "said", "code")
TEXTS = ("ink", "quiet", "link", "accent", "junior", "mid", "senior", "warning", "brand", "brand-strong")
CODE = ("code-word", "code-text", "code-value", "code-name", "code-note")
#: Text on a ground of its own.
PAIRS = [("on-brand", "brand"), ("on-brand", "brand-strong")]
EDGES = ("edge",)
SILENT = {"line", "mark"}
AAA, CONTROL = 7.0, 3.0


def palettes() -> dict[str, dict[str, str]]:
    """Colors by name, as hex, of the light and the dark palette."""
    text = (FOLDER / "tokens.css").read_text(encoding="utf-8")
    found = {}
    for name, head in (("light", r'\[data-md-color-scheme="default"\]'), ("dark", r'="slate"\]')):
        block = re.search(head + r"\s*\{(.*?)\n\}", text, re.DOTALL)
        assert block
        found[name] = dict(re.findall(r"--guide-([\w-]+): (#[0-9a-f]{6});", block[1]))
    return found


def luminance(color: str) -> float:
    """Source: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Source: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", ["light", "dark"])
def test_every_text_can_be_read_on_every_ground(palette: str) -> None:
    colors = palettes()[palette]
    pairs = [*product(TEXTS, GROUNDS), *product(CODE, ["code"]), *PAIRS]
    weak = {pair: round(contrast(*(colors[name] for name in pair)), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < AAA} == {}


@pytest.mark.parametrize("palette", ["light", "dark"])
def test_the_edges_of_controls_are_seen(palette: str) -> None:
    colors = palettes()[palette]
    weak = {pair: round(contrast(*(colors[name] for name in pair)), 2) for pair in product(EDGES, GROUNDS)}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < CONTROL} == {}


def test_both_palettes_have_the_same_names_and_each_is_measured() -> None:
    light, dark = palettes().values()
    assert set(light) == set(dark)
    measured = {*GROUNDS, *TEXTS, *CODE, *EDGES, *(name for pair in PAIRS for name in pair)}
    assert set(light) - measured == SILENT


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda file: file.name)
def test_a_component_takes_its_colors_from_the_tokens(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{}]*\{)", text) == []
    known = set(re.findall(r"(--guide-[\w-]+):", (FOLDER / "tokens.css").read_text(encoding="utf-8")))
    assert set(re.findall(r"var\((--guide-[\w-]+)", text)) <= known


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda file: file.name)
def test_a_component_sets_text_in_the_color_of_a_text(sheet: Path) -> None:
    text = sheet.read_text(encoding="utf-8")
    used = re.findall(r"(?<![\w-])(?:color|fill): var\(--guide-([\w-]+)\)", text)
    grounds = set(GROUNDS) | SILENT | {"edge"} if sheet.name in {"practice.css", "diagrams.css"} else set()
    assert set(used) <= {*TEXTS, *CODE, "on-brand", *grounds}


def test_a_component_takes_its_typefaces_from_the_tokens() -> None:
    used = {
        face.strip()
        for sheet in SHEETS
        if sheet.name != "fonts.css"
        for face in re.findall(r"font-family:([^;]+);", sheet.read_text(encoding="utf-8"))
    }
    assert used == {"var(--guide-serif)", "var(--guide-sans)", "var(--guide-mono)"}


def test_no_token_is_set_that_nobody_reads() -> None:
    """Neither a style sheet of ours nor the theme's, whose search no page has."""
    (theme,) = (Path(material.__file__).parent / "templates/assets/stylesheets").glob("main.*.min.css")
    whole = re.sub(r"[^{}]*\.md-search[^{}]*\{[^{}]*\}", "", theme.read_text(encoding="utf-8"))
    sheets = [whole, *(sheet.read_text(encoding="utf-8") for sheet in FOLDER.glob("*.css"))]
    read = {name for sheet in sheets for name in re.findall(r"var\(\s*(--[\w-]+)", sheet)}
    tokens = set(
        re.findall(r"^ +(--[\w-]+):", (FOLDER / "tokens.css").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert len(tokens) > 60
    assert sorted(tokens - read) == []


def test_what_stands_outside_the_stylesheet_has_the_same_colors() -> None:
    """Books, decks and the installed app cannot read the tokens."""
    known = {color for palette in palettes().values() for color in palette.values()} | {"#ffffff"}
    files = [
        *(PROJECT / "macros/rendering/templates/exports").glob("*.css.jinja"),
        PROJECT / "macros/exports/colors.py",
        PROJECT / "overrides/main.html",
        PROJECT / "overrides/assets/images/icon.svg",
    ]
    for file in files:
        colors = set(re.findall(r"[\"' ](#[0-9a-f]{6})\b", file.read_text(encoding="utf-8")))
        assert colors <= known, file.name
