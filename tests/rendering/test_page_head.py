"""What stands above a page's text."""

from __future__ import annotations

from pathlib import Path

from macros.guide import Guide
from macros.rendering.page_head import page_head
from tests.support.guides import catalog, edited

INDEX = "docs/baking/sourdough/index.md"


def test_a_page_says_how_long_it_takes_and_what_its_questions_ask_for(bread: Guide) -> None:
    head = page_head(bread.catalog, "baking/sourdough/index.md")
    assert "1 minute to read; 2 questions to answer aloud, about 5 minutes." in head


def test_a_long_page_takes_minutes_and_a_page_without_cards_names_none(tmp_path: Path) -> None:
    words = edited(INDEX, "{{ questions() }}", "word " * 300)
    head = page_head(catalog(tmp_path, words), "baking/sourdough/index.md")
    assert ">3 minutes to read.</p>" in head


def test_a_service_names_what_to_read_first_with_links_from_the_page_s_source(bread: Guide) -> None:
    head = page_head(bread.catalog, "baking/sourdough/index.md")
    assert 'Read first: <a href="../yeast/index.md">Yeast</a>.' in head
    assert "Read first" not in page_head(bread.catalog, "baking/yeast/index.md")


def test_a_page_that_is_no_content_has_no_lines(bread: Guide) -> None:
    assert [page_head(bread.catalog, path) for path in ("index.md", "facts.md", "missing.md")] == ["", "", ""]
