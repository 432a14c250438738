"""Pictures of diagrams are read strictly: nothing in them can run, load, lead elsewhere or style the page."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from macros.attachments import diagram_digest
from macros.diagrams import read_diagram
from macros.file_cache import FileCache
from macros.loading import load_content
from tests.support.guides import PROJECT, catalog, guide, write

DRAWN = sorted((PROJECT / "docs").rglob("diagrams/*.svg"))
#: Bytes of a picture, which is a part of its page: see docs/contributing/budgets.md.
HEAVIEST = 50_000
SOURCE = "flowchart LR\n  accTitle: Rise\n  accDescr: Dough rises.\n  A --> B\n"
FOLDER = "docs/baking/sourdough/diagrams"
REMEDY = "remove the picture and run 'make diagrams'; a kind that needs HTML cannot be shown"


def diagram(inside: str) -> bytes:
    return f"<svg>{inside}</svg>\n".encode()


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        ("<script>x</script>", "<script>"),
        ('<rect onload="x"/>', "attribute onload"),
        ("<rect\nonclick='x'/>", "attribute onclick"),
        ('<a xlink:href="javascript:x"/>', "<a>"),
        ('<a href="java&#115;cript:x"/>', "<a>"),
        ('<a href="java&#9;script:x"/>', "<a>"),
        ('<text href="https://bread.example">x</text>', "attribute href"),
        ("<iframe/>", "<iframe>"),
        ("<object data='x'/>", "<object>"),
        ("<foreignObject/>", "<foreignObject>"),
        ('<form action="https://bread.example"/>', "<form>"),
        ('<meta http-equiv="refresh" content="0"/>', "<meta>"),
        ('<style>@import "https://bread.example"</style>', "<style>"),
        ('<rect style="fill:url(//bread.example)"/>', "attribute style"),
        ('<rect width="url(//bread.example)"/>', 'width "url(//bread.example)"'),
        ('<path marker-end="url(other.svg#a)"/>', 'marker-end "url(other.svg#a)"'),
        ('<image width="1"/>', "<image>"),
        ('<use href="#a"/>', "<use>"),
        ("<animate/>", "<animate>"),
        ("<svg:rect/>", "<svg:rect>"),
        ("<title>a<g/></title>", "<g> in its <title>"),
        ("<g>words</g>", "text in its <g>"),
        ("<?xml-stylesheet href='x'?>", "processing instruction"),
    ],
)
def test_what_is_not_known_to_be_harmless_is_refused(inside: str, found: str) -> None:
    svg, issues = read_diagram(diagram(inside), "docs/a/diagrams/b.svg")
    assert svg == ""
    assert f"a diagram has no {found}" in [issue.message for issue in issues]
    assert {issue.hint for issue in issues} == {REMEDY}


def test_a_finding_names_the_picture_and_its_line(tmp_path: Path) -> None:
    svg = f'<svg data-source="{diagram_digest(SOURCE)}">\n<meta http-equiv="refresh"/>\n</svg>'
    found = catalog(tmp_path, {f"{FOLDER}/rise.mmd": SOURCE, f"{FOLDER}/rise.svg": svg})
    assert str(found.content.issues[0]) == f"{FOLDER}/rise.svg:2: a diagram has no <meta> ({REMEDY})"


def test_a_picture_is_read_again_when_it_changes_though_its_source_does_not(tmp_path: Path) -> None:
    root, cache = guide(tmp_path), FileCache(tmp_path / "cache")
    for inside, faults in (("<g/>", 0), ("<style/>", 1), ("<g/>", 0)):
        svg = f'<svg data-source="{diagram_digest(SOURCE)}">{inside}</svg>'
        write(root, {f"{FOLDER}/rise.mmd": SOURCE, f"{FOLDER}/rise.svg": svg})
        assert len(load_content(root, cache).issues) == faults


def test_every_picture_of_the_guide_is_written_anew_as_it_was() -> None:
    assert len(DRAWN) > 100
    for file in DRAWN:
        data = file.read_bytes()
        svg, issues = read_diagram(data, file.name)
        assert issues == [], file
        assert _parts(svg.encode()) == _parts(data), file


@pytest.mark.parametrize("file", DRAWN, ids=lambda file: file.relative_to(PROJECT / "docs").as_posix())
def test_a_picture_weighs_little(file: Path) -> None:
    # One box written as `([text])` has an outline of 15 kB and more; `(text)` has none.
    assert file.stat().st_size <= HEAVIEST


def _parts(svg: bytes) -> list[object]:
    """Elements, attributes and texts in their order."""
    return [(item.tag, item.attrib, item.text, item.tail) for item in ElementTree.fromstring(svg).iter()]
