"""`python -m macros schema`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from macros.__main__ import main
from macros.commands.schema import FOLDER, SCHEMAS, schema_text
from macros.content_files import states
from macros.models import QuestionFields
from macros.yaml_source import load_yaml
from tests.support.guides import PROJECT, guide


def schema(root: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert main(["--root", str(guide(root)), "schema", kind]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_kind_of_record_has_a_schema_that_says_which_standard_it_follows(
    tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = schema(tmp_path, kind, capsys)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    record = found["$defs"]["FactFields"] if kind == "facts" else found
    assert record["additionalProperties"] is False
    assert all("description" in field or "$ref" in field for field in record["properties"].values())


def test_the_schema_of_a_question_is_that_of_the_model(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = schema(tmp_path, "question", capsys)
    assert set(found["properties"]) == set(QuestionFields.model_fields)
    assert found["properties"]["level"]["enum"] == ["junior", "mid", "senior"]
    assert "prompt" in found["required"]
    assert "tags" not in found["required"]


def test_the_schemas_for_editors_are_those_of_the_models() -> None:
    files = {file.name.split(".")[0]: file for file in (PROJECT / FOLDER).iterdir()}
    assert set(files) == set(SCHEMAS)
    outdated = [kind for kind, file in files.items() if file.read_text(encoding="utf-8") != schema_text(kind)]
    assert outdated == [], "run: python -m macros schema --write"


def test_all_schemas_are_written_at_once(tmp_path: Path) -> None:
    assert main(["--root", str(guide(tmp_path)), "schema", "--write"]) == 0
    assert {file.name for file in (tmp_path / FOLDER).iterdir()} == {
        f"{kind}.schema.json" for kind in SCHEMAS
    }


@pytest.mark.parametrize("words", [[], ["term", "--write"]])
def test_one_kind_or_all_of_them_are_asked_for(tmp_path: Path, words: list[str]) -> None:
    assert main(["--root", str(guide(tmp_path)), "schema", *words]) == 2
    assert not (tmp_path / FOLDER).exists()


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_record_of_the_guide_meets_its_schema(kind: str, records: dict[str, list[Any]]) -> None:
    """What an editor accepts and what the checks accept is the same."""
    validator = Draft202012Validator(json.loads(schema_text(kind)))
    assert records[kind]
    assert [error.message for record in records[kind] for error in validator.iter_errors(record)] == []


@pytest.fixture(scope="module")
def records() -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {kind: [] for kind in SCHEMAS}
    for file in (Path(path) for path, *_ in states(PROJECT)):
        if file.name == "facts.yml":
            found["facts"].append(load_yaml(file.read_text(encoding="utf-8"), "").value)
        elif file.suffix == ".md" and "examples" not in file.parts:
            value = load_yaml(file.read_text(encoding="utf-8").split("---\n")[1], "").value
            kind = {"questions": "question", "terms": "term"}.get(file.parent.name, "page")
            kind = "news" if file.parent.name == "news" and file.name != "index.md" else kind
            found[kind].append(value)
            if "plan" in value:
                found["plan"].append(value["plan"])
            if "service" in value:
                found["service"].append(value["service"])
    return found


def test_editors_are_told_which_schema_belongs_to_which_file() -> None:
    settings = json.loads((PROJECT / ".vscode/settings.json").read_text(encoding="utf-8"))
    for schema, patterns in settings["yaml.schemas"].items():
        assert (PROJECT / schema).is_file()
        assert all(list(PROJECT.glob(pattern)) for pattern in patterns)
