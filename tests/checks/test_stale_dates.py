from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.guides import edited, found, guide
from tests.support.guides import issues as all_issues

QUESTION = "docs/baking/sourdough/questions/poke-test.md"
FACTS = "docs/baking/sourdough/facts.yml"
HINT = "read the sources again, correct what has changed, then write today's date"
CONFIG = {"mkdocs.yml": "extra: {guide: {stale_after: {answer: 100, fact: 50, price-unit: 20}}}\n"}


@pytest.fixture(autouse=True)
def july(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1783900000")  # 12 July 2026


def test_what_was_checked_too_long_ago_is_a_finding_with_the_day_it_was_due(tmp_path: Path) -> None:
    assert [line.split(": warning: ") for line in all_issues(tmp_path, CONFIG)] == [
        [place, f"checked: 2026-01-02 is too long ago, a new check was due on {due} ({HINT})"]
        for place, due in (
            (f"{FACTS}:7", "2026-02-21"),
            ("docs/baking/sourdough/index.md:12", "2026-04-12"),
            (f"{QUESTION}:9", "2026-04-12"),
            ("docs/glossary/terms/starter.md:3", "2026-04-12"),
        )
    ]


def test_a_statement_may_have_an_allowance_of_its_own(tmp_path: Path) -> None:
    files = edited(QUESTION, "minutes: 2", "minutes: 2\nstale_after: 1000") | CONFIG
    assert QUESTION not in {issue.location.path for issue in found(tmp_path, files)}


def test_prices_grow_stale_sooner(tmp_path: Path) -> None:
    files = edited(FACTS, "kind: limit", "kind: price-unit") | CONFIG
    assert "due on 2026-01-22" in all_issues(tmp_path, files)[0]


def test_within_the_usual_allowance_nothing_is_stale(tmp_path: Path) -> None:
    assert found(guide(tmp_path)) == []
