"""`python -m macros schema`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from macros.__main__ import main
from macros.commands.schema import SCHEMAS
from macros.models import QuestionFields
from tests.support.guides import guide


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
