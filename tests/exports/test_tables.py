"""JSON and CSV."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from macros.exports import csv_tables, json_data, records
from macros.guide import Guide, load_catalog
from tests.support.guides import BASE, catalog, copy_site, make_site


@pytest.fixture
def bread(tmp_path: Path) -> Guide:
    return Guide(load_catalog(copy_site("bread", tmp_path / "bread")))


def test_the_document_holds_every_table_and_its_version(bread: Guide, tmp_path: Path) -> None:
    file = json_data.export(bread, tmp_path / "new" / "folder")[0]
    data = json.loads(file.read_text(encoding="utf-8"))
    tables = {name: rows(bread) for name, rows in records.TABLES.items()}
    assert data["version"] == json_data.VERSION
    assert {name: data[name] for name in tables} == tables


def test_each_table_is_a_file_with_a_row_for_each_record(bread: Guide, tmp_path: Path) -> None:
    files = csv_tables.export(bread, tmp_path)
    assert [file.name for file in files] == ["questions.csv", "terms.csv", "facts.csv", "services.csv"]
    for file, rows in zip(files, records.TABLES.values(), strict=True):
        with file.open(encoding="utf-8", newline="") as stream:
            assert [row["id"] for row in csv.DictReader(stream)] == [row["id"] for row in rows(bread)]


def test_lists_are_joined_by_line_breaks_and_sources_are_their_addresses(
    bread: Guide, tmp_path: Path
) -> None:
    questions, *_, facts, _services = csv_tables.export(bread, tmp_path)
    with questions.open(encoding="utf-8", newline="") as stream:
        row = next(csv.DictReader(stream))
    assert row["follow_ups"] == "What if it collapses?\nHow does temperature matter?"
    assert row["sources"] == "https://example.org/proof"
    with facts.open(encoding="utf-8", newline="") as stream:
        assert next(csv.DictReader(stream))["source"] == "https://example.org/proof"


def test_an_empty_table_has_no_rows(tmp_path: Path) -> None:
    name = "docs/baking/sourdough/questions/poke-test.md"
    text = BASE[name].replace('{{ fact("sourdough/proof-max") }}', "two days")
    catalog(tmp_path, {"docs/baking/sourdough/facts.yml": "[]\n", name: text})
    guide = Guide(load_catalog(make_site(tmp_path)))
    facts = csv_tables.export(guide, tmp_path / "out")[2]
    with facts.open(encoding="utf-8", newline="") as stream:
        assert list(csv.DictReader(stream)) == []


@pytest.mark.parametrize("export", [json_data.export, csv_tables.export])
def test_two_exports_of_one_state_are_byte_identical(bread: Guide, tmp_path: Path, export: object) -> None:
    first = [file.read_bytes() for file in export(bread, tmp_path / "a")]  # type: ignore[operator]
    again = Guide(load_catalog(bread.catalog.root))
    assert [file.read_bytes() for file in export(again, tmp_path / "b")] == first  # type: ignore[operator]
