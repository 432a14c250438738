"""When statements are due to be checked again, and what confirms facts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from macros.freshness import due, evidence, is_stale
from tests.support.guides import BASE, catalog, edited

QUESTION = "docs/baking/sourdough/questions/poke-test.md"


@pytest.mark.parametrize(
    ("field", "day"),
    [("", date(2027, 1, 2)), ("stale_after: 10\n", date(2026, 1, 12)), (f"stale_after: {10**9}\n", date.max)],
)
def test_an_answer_is_due_after_a_year_or_after_its_own_allowance(
    tmp_path: Path, field: str, day: date
) -> None:
    found = catalog(tmp_path, edited(QUESTION, "minutes: 2\n", f"minutes: 2\n{field}"))
    assert due(found.questions["sourdough/poke-test"], found.config) == day


@pytest.mark.parametrize(("kind", "day"), [("limit", date(2026, 9, 29)), ("price-unit", date(2026, 7, 1))])
def test_a_fact_is_due_by_its_kind(tmp_path: Path, kind: str, day: date) -> None:
    found = catalog(tmp_path, edited("docs/baking/sourdough/facts.yml", "kind: limit", f"kind: {kind}"))
    assert due(found.facts["sourdough/proof-max"], found.config) == day


def test_a_statement_is_stale_from_the_day_after_it_was_due(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = 86400
    last = 1798848000  # 2 January 2027, 0:00 UTC
    stale = []
    for seconds in (last, last + day - 1, last + day):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(seconds))
        found = catalog(tmp_path)
        stale.append(is_stale(found, found.questions["sourdough/poke-test"]))
    assert stale == [False, False, True]


def test_evidence_names_the_package_and_its_pinned_version(tmp_path: Path) -> None:
    facts = edited(
        "docs/baking/sourdough/facts.yml", "unit: hours", "verify: {model: bread, path: a.b, equals: 48}"
    )
    found = catalog(tmp_path, {**facts, "requirements-dev.txt": "botocore==1.2.3\n"})
    assert evidence(found.facts["sourdough/proof-max"], found.config) == "botocore 1.2.3"
    plain = catalog(tmp_path, {"docs/baking/sourdough/facts.yml": BASE["docs/baking/sourdough/facts.yml"]})
    assert evidence(plain.facts["sourdough/proof-max"], plain.config) == ""
