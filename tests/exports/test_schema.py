"""The published schema of the JSON export, and what both JSON and CSV say by it."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from macros.exports import csv_tables, json_data
from macros.exports.records import TABLES
from macros.guide import Guide, load_catalog, open_guide
from tests.support.guides import PROJECT, guide


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("data")
    opened = Guide(load_catalog(PROJECT))
    json_data.export(opened, out)
    csv_tables.export(opened, out)
    return out


def data(out: Path) -> Any:
    return json.loads((out / "guide.json").read_text(encoding="utf-8"))


def schema(out: Path) -> Any:
    return json.loads((out / data(out)["$schema"]).read_text(encoding="utf-8"))


def test_the_schema_is_one_and_stands_beside_the_data(real: Path) -> None:
    Draft202012Validator.check_schema(schema(real))
    assert schema(real)["properties"]["version"]["const"] == data(real)["version"] == json_data.VERSION


def test_the_guide_keeps_to_the_schema(real: Path) -> None:
    found = Draft202012Validator(schema(real), format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [error.message for error in found.iter_errors(data(real))] == []


@pytest.mark.parametrize("table", sorted(TABLES))
def test_the_schema_names_every_field_in_the_order_of_the_data(real: Path, table: str) -> None:
    rows = data(real)[table]
    assert rows
    assert {tuple(row) for row in rows} == {tuple(json_data.fields(table))}


@pytest.mark.parametrize(
    ("table", "field", "value"),
    [("questions", "level", "expert"), ("terms", "checked", "today"), ("facts", "value", None)],
)
def test_the_schema_refuses_what_it_should(real: Path, table: str, field: str, value: object) -> None:
    changed = data(real)
    changed[table][0][field] = value
    assert not Draft202012Validator(schema(real)).is_valid(changed)
    del changed[table][0][field]
    assert not Draft202012Validator(schema(real)).is_valid(changed)


@pytest.mark.parametrize("table", sorted(TABLES))
def test_a_csv_file_has_the_same_rows_and_columns(real: Path, table: str) -> None:
    with (real / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["id"] for row in rows] == [row["id"] for row in data(real)[table]]
    assert list(rows[0]) == json_data.fields(table)


def test_a_table_without_rows_still_has_its_columns(tmp_path: Path) -> None:
    root = guide(tmp_path)
    (root / "docs/glossary/terms/starter.md").unlink()
    csv_tables.export(Guide(load_catalog(root)), tmp_path / "out")
    text = (tmp_path / "out/terms.csv").read_text(encoding="utf-8")
    assert text == ",".join(json_data.fields("terms")) + "\n"


def test_two_exports_are_the_same_bytes(tmp_path: Path) -> None:
    opened = open_guide(guide(tmp_path))
    for name in ("a", "b"):
        json_data.export(opened, tmp_path / name)
        csv_tables.export(opened, tmp_path / name)
    for file in (tmp_path / "a").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()


def test_the_data_say_of_which_day_they_are_and_where_their_links_count_from(real: Path) -> None:
    found = data(real)
    assert date.fromisoformat(found["edition"])
    assert found["url"] == load_catalog(PROJECT).config.site_url
    assert "CC BY 4.0" in found["license"]
    assert set(found) <= set(schema(real)["properties"])
