"""Icons are read strictly: nothing in them can run, load or color anything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.guide import load_catalog
from macros.icons import read_icon
from tests.support.guides import PROJECT, catalog, guide, write

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">'
DRAWN = sorted((PROJECT / "docs").rglob("icon.svg"))


def icon(inside: str, head: str = HEAD) -> bytes:
    return f"{head}{inside}</svg>\n".encode()


def test_a_picture_is_written_anew_and_hidden_from_screen_readers() -> None:
    svg, issues = read_icon(icon('<!-- old --><path d="M1 1h2"/>'), "docs/a/icon.svg")
    assert not issues
    assert svg == (
        '<svg class="icon" aria-hidden="true" viewBox="0 0 24 24"><path d="M1 1h2"/></svg>'
    )  # fmt: skip


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (icon("<script>alert(1)</script>"), "an icon has no <script>"),
        (icon('<path d="M1 1" onload="alert(1)"/>'), "an icon has no attribute onload"),
        (icon('<path d="M1 1" style="fill:red"/>'), "an icon has no attribute style"),
        (icon('<path d="M1 1" fill="#f00"/>'), 'an icon has no fill "#f00"'),
        (
            icon('<path d="M1 1" fill="url(https://x.example)"/>'),
            'an icon has no fill "url(https://x.example)"',
        ),
        (icon('<path d="javascript:1"/>'), 'an icon has no d "javascript:1"'),
        (icon('<use href="#a"/>'), "an icon has no <use>"),
        (icon("<foreignObject/>"), "an icon has no <foreignObject>"),
        (icon("<g>words</g>"), "an icon has no text"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + icon(""), "an icon has no document type"),
        (b'<?xml-stylesheet href="a.css"?>' + icon(""), "an icon has no processing instruction"),
        (icon("", '<svg viewBox="0 0 48 48">'), 'an icon begins with <svg viewBox="0 0 24 24">'),
        (b"<g/>", 'an icon begins with <svg viewBox="0 0 24 24">'),
        (icon("<path>"), "this is no SVG: mismatched tag"),
        (b"", "this is no SVG: no element found"),
        (icon('<path d="' + "M1 1" * 600 + '"/>'), "the icon has 24"),
    ],
)
def test_what_is_not_known_to_be_harmless_is_refused(data: bytes, message: str) -> None:
    svg, issues = read_icon(data, "docs/a/icon.svg")
    assert svg == ""
    assert any(issue.message.startswith(message) for issue in issues), issues


def test_a_finding_has_its_line(tmp_path: Path) -> None:
    text = f"{HEAD}\n<path d='M1 1'/>\n<script/>\n</svg>\n"
    found = load_catalog(write(guide(tmp_path), {"docs/baking/sourdough/icon.svg": text})).content.issues
    assert [str(issue.location) for issue in found] == ["docs/baking/sourdough/icon.svg:3"]


def test_a_service_and_a_category_have_theirs_and_others_none(tmp_path: Path) -> None:
    made = catalog(tmp_path, {"docs/baking/icon.svg": f"{HEAD}</svg>"})
    assert made.icon("baking/index.md").startswith('<svg class="icon"')
    assert made.icon("baking/sourdough/index.md") == ""


@pytest.mark.parametrize("file", DRAWN, ids=lambda file: file.parent.name)
def test_our_icons_speak_one_language(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    head = re.match(r"<svg [^>]*>", text)
    assert head
    assert head[0] == DRAWN[0].read_text(encoding="utf-8")[: len(head[0])]
    toned = re.findall(r'fill="currentColor" fill-opacity="0.2" stroke="none"', text)
    assert toned
    assert read_icon(text.encode(), file.name)[1] == []


def test_every_service_and_category_of_the_guide_has_one() -> None:
    indexes = [
        file for file in (PROJECT / "docs").rglob("index.md") if "at_a_glance()" in file.read_text("utf-8")
    ]
    assert len(indexes) > 20
    assert [file for file in indexes if not file.with_name("icon.svg").is_file()] == []
