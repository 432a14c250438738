"""The records that every format is made of."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from macros.exports import records
from macros.guide import Guide, load_catalog
from tests.support.guides import copy_site


@pytest.fixture(scope="module")
def bread(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    return Guide(load_catalog(copy_site("bread", tmp_path_factory.mktemp("bread"))))


def test_a_question_has_its_answer_as_html_with_links_from_the_site_s_root(bread: Guide) -> None:
    first, second = records.questions(bread)
    assert (first["id"], first["service"], first["level"]) == ("sourdough/poke-test", "sourdough", "junior")
    assert first["answer"].startswith("<p>One does the ")
    assert '<a href="baking/sourdough/#sourdough/collapse">the collapse</a>' in first["in_depth"]
    assert first["follow_ups"] == ["What if it collapses?", "How does temperature matter?"]
    assert first["follow_up_answers"] == ["sourdough/collapse", ""]
    assert first["follow_up_replies"][0] == ""
    assert first["follow_up_replies"][1].startswith("Warm dough proofs <em>faster</em>")
    assert first["sources"] == [{"title": "Proofing", "url": "https://example.org/proof"}]
    assert first["checked"] == "2026-01-02"
    assert first["page"] == second["page"] == "baking/sourdough/index.md"


def test_links_of_the_rubric_are_settled_too(tmp_path: Path) -> None:
    root = copy_site("bread", tmp_path)
    file = root / "docs/baking/sourdough/questions/poke-test.md"
    text = file.read_text(encoding="utf-8").replace("- Time alone", "- See [it](collapse.md). Time alone")
    file.write_text(text, encoding="utf-8")
    points = records.questions(Guide(load_catalog(root)))[0]["key_points"]
    assert points[1].startswith('See <a href="baking/sourdough/#sourdough/collapse">it</a>.')


def test_a_term_has_its_definition_as_text_and_as_html(bread: Guide) -> None:
    proofing, starter = records.terms(bread)
    assert proofing["aliases"] == ["poke test"]
    assert starter["definition"] == "Flour and water in which wild yeast lives."
    assert starter["html"].startswith("<p>Flour and water in which wild yeast lives.</p>\n<p>It is fed.</p>")


def test_a_fact_says_whether_a_machine_can_check_it(bread: Guide) -> None:
    assert [(row["id"], row["machine_checkable"]) for row in records.facts(bread)] == [
        ("sourdough/proof-max", False),
        ("sourdough/starter-age", True),
    ]


def test_a_service_has_what_a_comparison_shows(bread: Guide) -> None:
    row = records.services(bread)[0]
    assert (row["id"], row["name"], row["category"]) == ("sourdough", "Sourdough", "baking")
    assert (row["pricing"], row["durability"]) == ("Flour and time", "Days")


@pytest.mark.parametrize("table", records.TABLES.values(), ids=records.TABLES)
def test_no_record_holds_a_link_that_only_we_understand(
    bread: Guide, table: Callable[[Guide], list[dict[str, Any]]]
) -> None:
    text = json.dumps(table(bread))
    assert "site:" not in text
    assert "{{" not in text
