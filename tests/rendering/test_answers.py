"""Answers and definitions become HTML once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from markdown import Markdown

from macros.file_cache import FileCache
from macros.guide import Guide, load_catalog
from macros.issues import Location
from macros.library import MACROS
from macros.rendering.answers import Renderer, included
from tests.support.guides import catalog, edited, guide, make_site

QUESTION = "docs/baking/sourdough/questions/poke-test.md"
PLACE = Location(QUESTION, 12)


def opened(root: Path, files: dict[str, str] | None = None) -> Guide:
    return Guide(load_catalog(make_site(guide(root, files))))


def test_a_question_is_rendered_in_parts(bread: Guide) -> None:
    parts = bread.renderer.question(bread.catalog.question("sourdough/poke-test"))
    assert parts.spoken.startswith("<p>One does the")
    assert "In depth" not in parts.spoken + parts.depth
    assert parts.depth.startswith("<p>The dough proofs up to")
    assert "<h5>Temperature</h5>" in parts.depth
    assert parts.key_points[1] == "Time alone says little."
    assert '<a class="fact" href="https://example.org/proof"' in parts.key_points[0]
    assert parts.weak_signals == ("Watches the clock only.",)
    assert parts.follow_ups == ("What if it collapses?", "How does temperature matter?")
    assert parts.replies[0] == ""
    assert parts.replies[1].startswith('Warm dough proofs <em>faster</em>, within <a class="fact')
    assert "temperature matter? Warm dough proofs faster" in " ".join(parts.said.others.split())


def test_an_answer_and_a_definition_are_converted_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = opened(tmp_path)
    renderer = fresh.renderer
    conversions = []
    convert = Markdown.convert
    monkeypatch.setattr(
        Markdown, "convert", lambda self, source: (conversions.append(source), convert(self, source))[1]
    )
    question, term = fresh.catalog.question("sourdough/poke-test"), fresh.catalog.term("starter")
    first = renderer.question(question), renderer.term(term)
    assert len(conversions) == 2
    assert (renderer.question(question), renderer.term(term)) == first
    assert len(conversions) == 2


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Plain & simple?", "Plain &amp; simple?"),
        ("Time says little.", "Time says little."),
        ("A *strong* `flour`", "A <em>strong</em> <code>flour</code>"),
        ("a < b", "a &lt; b"),
        ("See [it](collapse.md).", 'See <a href="site:baking/sourdough/index.md#sourdough/collapse">it</a>.'),
    ],
)
def test_one_line_has_no_paragraph_around_it(bread: Guide, text: str, html: str) -> None:
    assert bread.renderer.inline(text, "baking/sourdough/questions/a.md", PLACE) == html


def test_one_line_has_no_links_to_terms_but_a_block_has(bread: Guide) -> None:
    path = "baking/sourdough/questions/a.md"
    assert 'class="term"' not in bread.renderer.inline("A *good* starter", path, PLACE)
    assert 'class="term"' in bread.renderer.block("A *good* starter", path, PLACE)


def test_several_paragraphs_on_one_line_keep_their_tags(bread: Guide) -> None:
    html = bread.renderer.inline("- *one*\n- two", "a.md", PLACE)
    assert html.startswith("<ul>")


def test_ids_that_markdown_counts_differ_from_answer_to_answer(bread: Guide) -> None:
    text = '=== "A"\n\n    x[^1]\n\n=== "B"\n\n    ```text\n    y\n    ```\n\n[^1]: Note.\n'
    ids: list[str] = []
    for name in ("one", "two"):
        html = bread.renderer.block(text, f"baking/sourdough/questions/{name}.md", PLACE)
        found = re.findall(r' id="([^"]+)"', html)
        assert set(re.findall(r'href="#([^"]+)"', html)) <= set(found)
        assert set(re.findall(r' for="([^"]+)"', html)) <= set(found)
        ids += found
    assert len(ids) >= 8
    assert len(set(ids)) == len(ids)


def test_without_a_glossary_page_no_terms_are_linked(tmp_path: Path) -> None:
    fresh = opened(tmp_path)
    without = opened(tmp_path / "without", {"docs/glossary/index.md": None})  # type: ignore[dict-item]
    assert 'class="term"' in fresh.renderer.block("A starter.", "a.md", PLACE)
    assert 'class="term"' not in without.renderer.block("A starter.", "a.md", PLACE)


def test_headings_of_an_answer_carry_no_id(tmp_path: Path) -> None:
    fresh = opened(tmp_path, edited(QUESTION, "## In depth\n", "## In depth\n\n### Heat { #heat }\n"))
    parts = fresh.renderer.question(fresh.catalog.question("sourdough/poke-test"))
    assert "<h5>Heat</h5>" in parts.depth


def rendered(root: Path, files: Mapping[str, str | bytes | None] | None = None) -> tuple[list[str], str]:
    """What was not yet in the cache below `root`, and the answer, which is there afterwards."""
    found = catalog(root, files)
    renderer = Renderer(found, MACROS, FileCache(root / "answers"))
    made = renderer.several(renderer.items())
    parts = renderer.question(found.question("sourdough/poke-test"))
    renderer.keep()
    return [name for name in made if isinstance(name, str)], parts.spoken + parts.depth


def test_an_answer_is_kept(tmp_path: Path) -> None:
    first, answer = rendered(tmp_path)
    assert first == ["sourdough/poke-test", "term:starter"]
    assert rendered(tmp_path) == ([], answer)


@pytest.mark.parametrize(
    ("files", "anew"),
    [
        (edited(QUESTION, "One does", "One always does"), ["sourdough/poke-test"]),
        (edited("docs/baking/sourdough/facts.yml", "value: 48", "value: 47"), ["sourdough/poke-test"]),
        (
            edited("docs/glossary/terms/starter.md", "Flour and", "Rye and"),
            ["sourdough/poke-test", "term:starter"],
        ),
        (
            edited("docs/glossary/terms/starter.md", "term: starter", "term: starter\naliases: [poke]"),
            ["sourdough/poke-test", "term:starter"],
        ),
        ({"mkdocs.yml": "markdown_extensions: [tables]\n"}, ["sourdough/poke-test", "term:starter"]),
    ],
    ids=["its text", "a fact", "a definition", "a name", "an extension"],
)
def test_an_answer_is_rendered_anew_when_anything_in_it_has_changed(
    tmp_path: Path, files: Mapping[str, str | bytes | None], anew: list[str]
) -> None:
    rendered(tmp_path)
    waiting, answer = rendered(tmp_path, files)
    assert waiting == anew
    assert answer == rendered(tmp_path / "fresh", files)[1]


def test_a_file_that_an_answer_includes_is_a_part_of_it(tmp_path: Path) -> None:
    include = edited(QUESTION, "One does the poke test.", '```\n--8<-- "baking/poke.txt:1:2"\n```')
    config = {"mkdocs.yml": "markdown_extensions: [pymdownx.superfences, pymdownx.snippets]\n"}
    texts = [f"finger {number}\n" for number in (1, 1, 2)]
    found = [rendered(tmp_path, {**include, **config, "docs/baking/poke.txt": text}) for text in texts]
    assert [bool(waiting) for waiting, _ in found] == [True, False, True]
    assert ["finger 2" in answer for _, answer in found] == [False, False, True]


@pytest.mark.parametrize("text", ["--8<--\na.txt\n--8<--", '--8<-- "none.txt"', '--8<-- "nested.txt"'])
def test_what_is_included_in_another_way_is_not_kept(tmp_path: Path, text: str) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/nested.txt").write_text('--8<-- "a.txt"\n', encoding="utf-8")
    assert included(tmp_path, text) is None
