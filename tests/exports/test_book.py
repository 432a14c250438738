"""The HTML of the book, from which EPUB and PDF are made."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.exports.book import Book, picture
from macros.exports.book_parts import parts, plan_parts
from macros.exports.front_matter import front_matter
from macros.guide import Guide, load_catalog
from macros.planning import pages_of, questions_of
from tests.support.guides import PROJECT, edited, guide

INDEX = "docs/baking/sourdough/index.md"
DIAGRAM = "docs/baking/sourdough/diagrams/dough"
FILES = {
    "mkdocs.yml": f"INHERIT: {PROJECT / 'mkdocs.yml'}\nsite_name: Bread\nsite_url: ''\nnav: null\n",
    **edited(
        INDEX,
        "A starter is fed daily.",
        'A starter is fed daily. See [the words](../../glossary/index.md#starter), [home](../../index.md),\n'
        '[the oven](oven.md#heat) and [the test](questions/poke-test.md).\n\n'
        '{{ diagram("baking/sourdough/diagrams/dough") }}\n\n'
        '{{ example("baking/sourdough/examples/oven.py") }}',
    ),
    "docs/baking/sourdough/oven.md": """\
        ---
        title: The oven
        description: Heat.
        ---

        It is [hot](#heat).

        ## Heat

        As before:

        {{ question("sourdough/poke-test") }}
        """,
    "docs/meals/index.md": """\
        ---
        title: Meals
        description: What to bake when.
        topics: {plan: Plans}
        ---

        {{ questions() }}
        """,
    "docs/meals/questions/feast.md": """\
        ---
        prompt: Forty guests come. What do you bake?
        level: senior
        kind: design
        topics: [plan]
        minutes: 5
        key_points: [Asks when.]
        related: [sourdough/poke-test]
        follow_ups:
          - {ask: And how do you know?, question: sourdough/poke-test}
          - {ask: And rye?, answer: Too.}
        checked: 2026-01-02
        ---

        Bread.

        ## In depth

        ### Which

        Rye.
        """,
    "docs/baking/sourdough/examples/oven.py": 'print("<hot>")\n',
    f"{DIAGRAM}.mmd": "flowchart LR\n  accTitle: From flour to bread\n"
    "  accDescr: Flour becomes dough, then bread.\n  a --> b\n",
    f"{DIAGRAM}.svg": '<svg data-source="0" width="10" id="d" xmlns="http://www.w3.org/2000/svg" '
    'viewBox="0 0 10 5" role="img"><title>From flour to bread</title>'
    '<desc>Flour becomes dough, then bread.</desc><text x="1" y="1">dough</text></svg>',
}  # fmt: skip


def opened(root: Path) -> Guide:
    """A guide about bread with all that a book shows."""
    guide(root, FILES)
    (root / "overrides").symlink_to(PROJECT / "overrides")
    return Guide(load_catalog(root))


@pytest.fixture
def bread(tmp_path: Path) -> Guide:
    return opened(tmp_path)


def render(guide: Guide) -> str:
    found = parts(guide.catalog)
    book = Book(guide.catalog)
    return "\n".join(book.part(part, found) for part in found)


def test_headings_stand_below_the_titles_of_their_pages(bread: Guide) -> None:
    found = re.findall(r"<h(\d)[^>]*>(.*?)</h\1>", render(bread))
    assert found == [
        ("1", "Baking"),
        ("2", "Sourdough"),
        ("3", "How do you know that a dough is proofed?"),
        ("3", "The oven"),
        ("4", "Heat"),
        ("1", "Meals"),
        ("2", "Forty guests come. What do you bake?"),
        ("1", "Glossary"),
        ("2", "S"),
        ("3", "starter"),
    ]


def test_ids_are_unique_and_every_link_within_leads_to_one(bread: Guide) -> None:
    html = render(bread)
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    links = re.findall(r'href="#([^"]+)"', html)
    assert set(links) <= set(ids)
    assert {"t-starter", "p-baking-sourdough-oven--heat", "q-sourdough-poke-test"} <= set(links)
    assert not [name for name in ids if "/" in name]


def test_a_link_to_a_page_outside_the_book_keeps_its_text_alone(bread: Guide) -> None:
    assert ", home," in render(bread)


def test_a_card_stands_at_home_and_is_linked_elsewhere(bread: Guide) -> None:
    html = render(bread)
    assert html.count("The dent comes back slowly.") == 1
    link = (
        '<div class="see"><a href="#q-sourdough-poke-test">How do you know that a dough is proofed?</a></div>'
    )
    assert link in html
    assert '<a href="#q-sourdough-poke-test">See: How do you know' in html
    assert "<li><em>And rye?</em> Too.</li>" in html


def test_nothing_of_the_site_is_left(bread: Guide) -> None:
    html = render(bread)
    assert not re.search(r"<form|data-|site:|<details>|title=", html)


def test_a_diagram_is_a_picture_of_its_own_in_light_colors(bread: Guide) -> None:
    svg = picture(bread.catalog, "baking/sourdough/diagrams/dough")
    assert svg.startswith('<svg width="10" height="5"')
    assert "text{fill: #1c2226" in svg
    assert 'font-family: "Guide Sans"' in svg
    assert "var(" not in svg
    assert '<rect x="0" y="0" width="10" height="5" style="fill:#ffffff' in svg
    assert "var(" not in svg
    assert "data-source" not in svg


def test_the_whole_guide_holds_each_question_and_term_once_and_no_broken_link() -> None:
    catalog = load_catalog(PROJECT)
    html = render(Guide(catalog))
    ids = re.findall(r'<h\d[^>]* id="([^"]+)"', html)
    assert sum(name.startswith("q-") for name in ids) == len(catalog.questions)
    assert sum(name.startswith("t-") for name in ids) == len(catalog.terms)
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r' id="([^"]+)"', html))


def test_study_plans_come_first_and_lead_into_the_book() -> None:
    catalog = load_catalog(PROJECT)
    first = parts(catalog)[0]
    assert {plan.page for plan in catalog.plans.values()} <= {leaf.page.path for leaf in first.leaves}
    html = Book(catalog).part(first, parts(catalog))
    assert 'href="#q-lambda-cold-start"' in html


def test_the_first_chapter_names_the_plans_of_a_book_that_holds_them() -> None:
    catalog = load_catalog(PROJECT)
    found, book = parts(catalog), Book(catalog)
    assert f'href="#{book.id("plans/one-week.md")}"' in front_matter(catalog, book, found)
    assert "one-week" not in front_matter(catalog, book, found[1:2])
    assert catalog.config.site_url in front_matter(catalog, book, found[1:2])


def test_a_term_says_when_it_was_checked(bread: Guide) -> None:
    assert re.search(r'<div class="term-entry">.*?Checked on \d+ \w+ \d{4}\.</div>', render(bread), re.DOTALL)


@pytest.mark.parametrize("name", ["one-evening", "one-week"])
def test_the_book_of_a_plan_has_each_page_and_question_of_it_once_and_no_broken_link(name: str) -> None:
    catalog = load_catalog(PROJECT)
    plan = catalog.plans[name]
    found, book = plan_parts(catalog, plan), Book(catalog)
    assert [part.title for part in found] == [step.title for step in plan.steps]
    html = "\n".join(book.part(part, found) for part in found)
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert {book.id("", question.id) for question in questions_of(catalog, plan.steps)} <= set(ids)
    assert {book.id(page.path) for step in plan.steps for page in pages_of(catalog, step)} <= set(ids)
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)
    assert f'href="{catalog.config.site_url}' in html
    assert "site:" not in html
    asked = len(questions_of(catalog, plan.steps))
    assert f"{asked} questions with answers." in front_matter(catalog, book, found)
