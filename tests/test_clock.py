"""The build's date."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from macros import clock
from macros.clock import build_date, latest_date


@pytest.mark.parametrize(
    ("epoch", "day"),
    [
        ("0", date(1970, 1, 1)),
        ("86399", date(1970, 1, 1)),
        ("86400", date(1970, 1, 2)),
        ("1795000000", date(2026, 11, 18)),
    ],
)
def test_the_build_date_is_that_of_source_date_epoch_in_utc(epoch: str, day: date) -> None:
    assert build_date({"SOURCE_DATE_EPOCH": epoch}) == day


class Noon(datetime):
    """The sixth of May 2031."""

    @classmethod
    def now(cls, tz: object = None) -> datetime:
        assert tz is UTC
        return datetime(2031, 5, 6, 12, tzinfo=UTC)


@pytest.mark.parametrize("environment", [{}, {"SOURCE_DATE_EPOCH": ""}, {"SOURCE_DATE_EPOCH": "soon"}])
def test_without_a_usable_epoch_the_clock_is_asked_in_utc(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    monkeypatch.setattr(clock, "datetime", Noon)
    assert build_date(environment) == date(2031, 5, 6)


@pytest.mark.parametrize(
    ("epoch", "day"), [("1795000000", date(2031, 5, 6)), ("2000000000", date(2033, 5, 18))]
)
def test_the_latest_date_is_the_later_of_the_builds_and_the_clocks(
    monkeypatch: pytest.MonkeyPatch, epoch: str, day: date
) -> None:
    monkeypatch.setattr(clock, "datetime", Noon)
    assert latest_date({"SOURCE_DATE_EPOCH": epoch}) == day
