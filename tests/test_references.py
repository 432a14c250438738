"""Where terms are used, and the anchors of pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.guide import load_catalog
from macros.references import Use, anchors_of_pages, uses, uses_page
from tests.support.guides import catalog, copy_site, edited

HOME = "baking/sourdough/index.md"
SERVICE = f"docs/{HOME}"
TERM = "docs/glossary/terms/starter.md"


def test_uses_of_a_term_are_pages_and_cards_in_the_order_of_the_guide(tmp_path: Path) -> None:
    assert uses(load_catalog(copy_site("bread", tmp_path)))["proofing"] == (
        Use("Sourdough", "baking/sourdough/index.md"),
        Use("Yeast", "baking/yeast/index.md"),
        Use(
            "How do you know that a dough is proofed?",
            "baking/sourdough/index.md",
            "sourdough/poke-test",
        ),
    )


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("A starter is fed.", True),
        ("Starters are fed.", True),
        ("`starter`", False),
        ("## Starter\n\nText.", False),
        ("[starter](index.md)", False),
        ('{{ term("starter", "it") }}', True),
        ('{{ term(id="starter") }}', True),
        ("```\nstarter\n```", False),
        ("Started.", False),
    ],
)
def test_a_term_is_used_where_a_page_names_it_as_running_text_or_by_macro(
    tmp_path: Path, text: str, used: bool
) -> None:
    found = catalog(tmp_path, edited(SERVICE, "A starter is fed daily.", text))
    assert ("starter" in uses(found)) == used


@pytest.mark.parametrize(
    ("services", "text", "used"),
    [
        ("[]", "A starter.", False),
        ("[sourdough]", "A starter.", True),
        ("[yeast]", "A starter.", False),
        ("[]", '{{ term("starter") }}', True),
    ],
)
def test_a_term_that_opts_out_is_used_where_it_is_named_by_macro_or_belongs(
    tmp_path: Path, services: str, text: str, used: bool
) -> None:
    files = {
        **edited(TERM, "term: starter", f"term: starter\nauto_link: false\nservices: {services}"),
        **edited(SERVICE, "A starter is fed daily.", text),
    }
    found = catalog(tmp_path, files)
    assert list(found.matcher.find("a starter")) == []
    assert ("starter" in uses(found)) == used


@pytest.mark.parametrize(("services", "used"), [("[sourdough]", True), ("[yeast]", False)])
def test_a_word_that_means_the_term_only_in_its_services_is_used_there(
    tmp_path: Path, services: str, used: bool
) -> None:
    lines = f"term: starter\nauto_link: services\nservices: {services}"
    found = catalog(tmp_path, edited(TERM, "term: starter", lines))
    assert [match.term for match in found.matcher.find("a starter")] == ["starter"]
    assert ("starter" in uses(found)) == used


def test_the_glossary_itself_is_no_use(tmp_path: Path) -> None:
    files = {
        **edited(SERVICE, "A starter is fed daily.", "Text."),
        **edited("docs/glossary/index.md", "{{ glossary() }}", "The starter.\n\n{{ glossary() }}"),
    }
    assert "starter" not in uses(catalog(tmp_path, files))


def test_anchors_are_headings_cards_and_terms(tmp_path: Path) -> None:
    body = "## The `oven`\n\n## The oven\n\n### [Heat](#heat) { #warmth }\n\n{{ questions() }}"
    found = anchors_of_pages(catalog(tmp_path, edited(SERVICE, "{{ questions() }}", body)))
    assert found[HOME] == {"the-oven", "the-oven_1", "warmth", "sourdough/poke-test"}
    assert found["glossary/index.md"] == {"starter"}


def test_a_heading_leaves_the_name_that_something_else_is_given_to_it(tmp_path: Path) -> None:
    body = "## Heat\n\n## Oven\n\n### Later {:#heat}\n\nA *stone*{:#oven}.\n\nRye\n---\n\n{{ questions() }}"
    files = {
        **edited(SERVICE, "{{ questions() }}", body),
        **edited("docs/glossary/index.md", "{{ glossary() }}", "## Starter\n\n{{ glossary() }}"),
    }
    found = anchors_of_pages(catalog(tmp_path, files))
    assert found[HOME] == {"heat_1", "oven_1", "heat", "oven", "rye", "sourdough/poke-test"}
    assert found["glossary/index.md"] == {"starter", "starter_1"}


def test_the_uses_of_a_term_stand_on_the_page_of_its_letter_or_on_that_of_all_others(tmp_path: Path) -> None:
    text = "---\ntitle: Uses\ndescription: Uses.\n---\n\n{{{{ {} }}}}\n"
    pages = {"docs/uses/s.md": text.format('term_uses("r", "s")'), "docs/uses.md": text.format("term_uses()")}
    crumb = {"docs/glossary/terms/crumb.md": "---\nterm: crumb\nchecked: 2026-01-02\n---\n\nInside.\n"}
    found = catalog(tmp_path, pages | crumb)
    assert {name: uses_page(found, term) for name, term in found.terms.items()} == {
        "crumb": "uses.md",
        "starter": "uses/s.md",
    }
    assert anchors_of_pages(found)["uses.md"] == {"crumb"}
    assert anchors_of_pages(found)["uses/s.md"] == {"starter"}
    assert uses_page(catalog(tmp_path / "without"), found.terms["crumb"]) == ""
