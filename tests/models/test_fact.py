"""Facts: what they show, and how they are verified."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from macros.models import VERIFY_KINDS, Fact, Verify
from macros.models.fact import VERIFY_PACKAGES
from tests.support.guides import catalog, edited


def fact(tmp_path: Path, fields: str) -> Fact:
    files = edited("docs/baking/sourdough/facts.yml", "  value: 48\n  unit: hours\n", fields)
    return catalog(tmp_path, files).facts["sourdough/proof-max"]


@pytest.mark.parametrize(
    ("fields", "amount", "text"),
    [
        ("  value: 48\n  unit: hours\n", "48 hours", "48 hours"),
        ("  value: 1000\n  unit: loaves\n", "1,000 loaves", "1,000 loaves"),
        ("  value: 0.25\n", "0.25", "0.25"),
        ("  value: unlimited\n", "unlimited", "unlimited"),
        ("  value: 48\n  unit: hours\n  display: two days\n", "48 hours", "two days"),
    ],
)
def test_a_table_shows_the_amount_and_a_sentence_the_display(
    tmp_path: Path, fields: str, amount: str, text: str
) -> None:
    found = fact(tmp_path, fields)
    assert (found.amount, found.text) == (amount, text)


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ({"model": "bread", "path": "a", "equals": 1}, "model"),
        ({"prose": "bread", "path": "a", "matches": "x"}, "prose"),
        ({"schema": "Bread::Loaf", "path": "a", "equals": 1}, "schema"),
        ({"runtime": "python3.9", "equals": "2026-01-01"}, "runtime"),
        ({"iam": "bread:Bake"}, "iam"),
    ],
)
def test_the_kind_of_evidence_is_the_one_that_is_named(entry: dict[str, Any], kind: str) -> None:
    assert Verify.model_validate(entry).kind == kind


@pytest.mark.parametrize(
    "entry",
    [
        {},
        {"path": "a", "equals": 1},
        {"model": "a", "schema": "b", "path": "a", "equals": 1},
        {"model": "a", "equals": 1},
        {"model": "a", "path": "b"},
        {"runtime": "python3.9"},
    ],
)
def test_evidence_without_one_kind_a_place_or_an_expectation_is_refused(entry: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Verify.model_validate(entry)


def test_every_kind_of_evidence_has_its_package() -> None:
    assert set(VERIFY_PACKAGES) == set(VERIFY_KINDS)
