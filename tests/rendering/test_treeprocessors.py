"""What happens to the tree of a text."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import fromstring, tostring

import pytest
from markdown import Markdown

from macros.catalog import Catalog
from macros.rendering.treeprocessors import ShiftHeadings, TermLinks, neutral, shown_at
from tests.support.guides import catalog, edited

LINK = '<a class="term" href="g#starter" title="Flour and water in which wild yeast lives.">{}</a>'


@pytest.fixture
def guide(tmp_path: Path) -> Catalog:
    term = "---\nterm: cold proof\naliases: [retarding]\nchecked: 2026-01-02\n---\n\nA slow rise.\n"
    return catalog(tmp_path, {"docs/glossary/terms/cold-proof.md": term})


@pytest.mark.parametrize(
    ("html", "linked"),
    [
        ("<p>A starter.</p>", f"<p>A {LINK.format('starter')}.</p>"),
        ("<p>Starters and starters.</p>", f"<p>{LINK.format('Starters')} and starters.</p>"),
        ("<p>A <em>good</em> starter!</p>", f"<p>A <em>good</em> {LINK.format('starter')}!</p>"),
        ("<p><em>starter</em> starter</p>", f"<p><em>{LINK.format('starter')}</em> starter</p>"),
        ("<p>a</p><p>starter</p>", f"<p>a</p><p>{LINK.format('starter')}</p>"),
        ("<p><code>starter</code> x</p>", "<p><code>starter</code> x</p>"),
        ("<h2>starter</h2>", "<h2>starter</h2>"),
        ('<p><a href="x">starter</a></p>', '<p><a href="x">starter</a></p>'),
        ("<pre>starter</pre>", "<pre>starter</pre>"),
        ("<p><code>x</code> starter</p>", f"<p><code>x</code> {LINK.format('starter')}</p>"),
    ],
)
def test_the_first_use_of_a_term_is_linked(guide: Catalog, html: str, linked: str) -> None:
    root = fromstring(f"<div>{html}</div>")
    TermLinks(Markdown(), lambda: guide, lambda: "g").run(root)
    assert tostring(root, encoding="unicode") == f"<div>{linked}</div>"


@pytest.mark.parametrize(("section", "links"), [("sourdough", True), ("yeast", False), ("", False)])
def test_a_term_that_links_in_its_services_links_there(tmp_path: Path, section: str, links: bool) -> None:
    lines = "term: starter\nauto_link: services\nservices: [sourdough]"
    found = catalog(tmp_path, edited("docs/glossary/terms/starter.md", "term: starter", lines))
    root = fromstring("<p>A starter.</p>")
    processor = TermLinks(Markdown(), lambda: found, lambda: "g")
    processor.section = section
    processor.run(root)
    assert (root.find("a") is not None) is links


def test_several_terms_of_one_text_keep_the_text_between_them(guide: Catalog) -> None:
    root = fromstring("<p>A starter, cold-proof, retarding, starter.</p>")
    TermLinks(Markdown(), lambda: guide, lambda: "g").run(root)
    assert "".join(root.itertext()) == "A starter, cold-proof, retarding, starter."
    assert [link.text for link in root.iter("a")] == ["starter", "cold-proof"]


def test_a_term_that_the_author_linked_is_not_linked_again(guide: Catalog) -> None:
    root = fromstring('<p>A starter. <a class="term" href="x#starter">It</a> and a cold proof.</p>')
    TermLinks(Markdown(), lambda: guide, lambda: "g").run(root)
    assert [link.get("href") for link in root.iter("a")] == ["x#starter", "g#cold-proof"]


def test_an_inactive_processor_changes_nothing(guide: Catalog) -> None:
    root = fromstring("<p>A starter.</p>")
    processor = TermLinks(Markdown(), lambda: guide, lambda: "g")
    processor.active = False
    processor.run(root)
    assert tostring(root, encoding="unicode") == "<p>A starter.</p>"


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("../index.md", "site:baking/sourdough/index.md"),
        ("../index.md#oven", "site:baking/sourdough/index.md#oven"),
        ("poke-test.md", "site:baking/sourdough/index.md#sourdough/poke-test"),
        ("poke-test.md#ignored", "site:baking/sourdough/index.md#sourdough/poke-test"),
        ("../../../glossary/terms/starter.md", "site:glossary/index.md#starter"),
        ("../photo.png", "site:baking/sourdough/photo.png"),
        ("#here", "#here"),
        ("https://example.org/a.md", "https://example.org/a.md"),
        ("//example.org/a.md", "//example.org/a.md"),
        ("/absolute.md", "/absolute.md"),
        ("mailto:a@b.c", "mailto:a@b.c"),
        ("", ""),
    ],
)
def test_a_link_of_an_answer_holds_on_every_page(guide: Catalog, link: str, found: str) -> None:
    assert neutral(guide, link, "baking/sourdough/questions/other.md") == found


@pytest.mark.parametrize(
    ("target", "fragment", "place"),
    [
        ("baking/index.md", "x", ("baking/index.md", "x")),
        (
            "baking/sourdough/questions/poke-test.md",
            "",
            ("baking/sourdough/index.md", "sourdough/poke-test"),
        ),
        (
            "baking/sourdough/questions/none.md",
            "",
            ("baking/sourdough/questions/none.md", "sourdough/none"),
        ),
        ("glossary/terms/starter.md", "", ("glossary/index.md", "starter")),
        ("x/glossary/terms/starter.md", "", ("x/glossary/terms/starter.md", "")),
    ],
)
def test_a_file_is_shown_at_its_page_or_at_the_home_of_what_it_holds(
    guide: Catalog, target: str, fragment: str, place: tuple[str, str]
) -> None:
    assert shown_at(guide, target, fragment) == place


def test_headings_move_down_no_further_than_the_sixth_and_lose_their_ids() -> None:
    root = fromstring('<div><h1 id="a">a</h1><h2 class="x">b</h2><h5>c</h5><p id="d">d</p></div>')
    ShiftHeadings(Markdown(), by=2).run(root)
    assert tostring(root, encoding="unicode") == (
        '<div><h3>a</h3><h4 class="x">b</h4><h6>c</h6><p id="d">d</p></div>'
    )
