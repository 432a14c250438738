"""What holds for every test."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def a_day_soon_after_the_made_up_guides_were_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """2 February 2026: no test depends on the day on which it runs. A test may set another day."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1770000000")


def pytest_addoption(parser: pytest.Parser) -> None:
    """How long to throw broken files at the generator."""
    parser.addoption("--mutants", type=int, default=2000, help="broken content files to try (default: 2000)")
    parser.addoption("--mutants-seed", type=int, default=0, help="which of them")
