"""Which pages and questions a book has, and in which order."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.exports.book_parts import (
    Part,
    glossary_title,
    guide_title,
    ordered_pages,
    parts,
    plan_parts,
    questions_in,
)
from macros.guide import Guide, load_catalog
from macros.planning import questions_of
from tests.exports.test_book import opened
from tests.support.guides import PROJECT, copy_site, edited, guide


@pytest.fixture
def bread(tmp_path: Path) -> Guide:
    return opened(tmp_path)


def titles(part: Part) -> list[tuple[int, str]]:
    return [(leaf.level, leaf.page.title) for leaf in part.leaves]


def test_parts_are_categories_then_other_questions_then_the_glossary(bread: Guide) -> None:
    assert [titles(part) for part in parts(bread.catalog)] == [
        [(1, "Baking"), (2, "Sourdough"), (3, "The oven")],
        [(1, "Meals")],
        [(1, "Glossary")],
    ]


def test_pages_follow_the_navigation(tmp_path: Path) -> None:
    root = guide(
        tmp_path, {"mkdocs.yml": "nav:\n  - Words: glossary/index.md\n  - Home:\n      - index.md\n"}
    )
    paths = [page.path for page in ordered_pages(load_catalog(root))]
    assert paths == ["glossary/index.md", "index.md", "baking/index.md", "baking/sourdough/index.md"]


def test_the_book_of_a_plan_has_a_part_for_each_step(tmp_path: Path) -> None:
    catalog = load_catalog(copy_site("bread", tmp_path / "bread"))
    first, second = plan_parts(catalog, catalog.plans["first-loaf"])
    assert titles(first) == [(2, "Sourdough"), (2, "Yeast")]
    assert (titles(second), second.title) == ([], "Mind the oven")
    # All questions stand on a page to read.
    assert (first.questions, second.questions) == ((), ())
    assert questions_in(catalog, [first]) == {"sourdough/poke-test", "sourdough/collapse"}


def test_nothing_is_printed_twice_though_two_steps_name_it() -> None:
    catalog = load_catalog(PROJECT)
    for plan in catalog.plans.values():
        found = plan_parts(catalog, plan)
        pages = [leaf.page.path for part in found for leaf in part.leaves]
        alone = [question.id for part in found for question in part.questions]
        assert len(pages) == len(set(pages))
        assert len(alone) == len(set(alone))
        assert {item.id for item in questions_of(catalog, plan.steps)} <= questions_in(catalog, found)


def test_the_guide_and_its_glossary_are_called_as_their_pages(tmp_path: Path) -> None:
    page = edited("docs/glossary/index.md", "title: Glossary", "title: Words of bakers")
    catalog = load_catalog(guide(tmp_path, page))
    assert (guide_title(catalog), glossary_title(catalog)) == ("Bread", "Words of bakers")
    bare = load_catalog(guide(tmp_path, {"docs/index.md": None, "docs/glossary/index.md": None}))
    assert (guide_title(bare), glossary_title(bare)) == ("Guide", "Glossary")
