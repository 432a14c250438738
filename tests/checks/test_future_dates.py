from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from macros import clock as guide_clock
from macros.checks import future_dates
from tests.support.guides import edited, found, issues

FILES = {
    "docs/baking/sourdough/questions/poke-test.md": 9,
    "docs/baking/sourdough/facts.yml": 7,
    "docs/baking/sourdough/index.md": 12,
    "docs/glossary/terms/starter.md": 3,
}
HINT = "write the day on which you read the source"


class Noon(datetime):
    """The third of May 2031."""

    @classmethod
    def now(cls, tz: object = None) -> datetime:
        return datetime(2031, 5, 3, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guide_clock, "datetime", Noon)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1770000000")


def dated_ahead(root: Path, files: dict[str, str]) -> list[str]:
    return [str(issue) for issue in found(root, files) if issue.check == future_dates.ID]


@pytest.mark.parametrize(("name", "line"), FILES.items())
def test_a_date_in_the_future_is_a_finding(tmp_path: Path, name: str, line: int) -> None:
    assert issues(tmp_path, edited(name, "checked: 2026-01-02", "checked: 2031-05-05")) == [
        f"{name}:{line}: checked: 2031-05-05 is in the future ({HINT})"
    ]


def test_a_day_of_grace_is_given_for_time_zones(tmp_path: Path) -> None:
    name = "docs/glossary/terms/starter.md"
    assert issues(tmp_path, edited(name, "checked: 2026-01-02", "checked: 2031-05-04")) == []


def test_a_build_date_later_than_the_clock_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "2000000000")  # 18 May 2033
    name = "docs/glossary/terms/starter.md"
    assert dated_ahead(tmp_path, edited(name, "checked: 2026-01-02", "checked: 2033-05-19")) == []


def test_the_last_day_that_can_be_written_is_a_finding_like_any_other(tmp_path: Path) -> None:
    name = "docs/baking/sourdough/facts.yml"
    assert issues(tmp_path, edited(name, "checked: 2026-01-02", "checked: 9999-12-31")) == [
        f"{name}:7: checked: 9999-12-31 is in the future ({HINT})"
    ]
