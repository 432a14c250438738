"""The start of the exercise: each step fails as it stands, and the solution passes all of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from tests.examples.support import exercises

STEPS = (
    "test_step_2_a_seat_has_one_holder_who_may_ask_again",
    "test_step_3_a_hold_ends_although_the_item_is_still_there",
    "test_step_4_seats_are_sold_together_to_their_holder_for_good",
    "test_step_5_the_same_payment_counts_once_and_another_is_refused",
)


@pytest.fixture
def start(load: Callable[[], ModuleType], aws: None) -> ModuleType:
    return load()


def test_these_are_the_steps(start: ModuleType) -> None:
    assert exercises.steps(start) == STEPS


@pytest.mark.parametrize("step", STEPS)
def test_a_step_fails_until_it_is_written(start: ModuleType, step: str) -> None:
    with pytest.raises(NotImplementedError):
        getattr(start, step)(start.theater())


@pytest.mark.parametrize("step", STEPS)
def test_the_solution_passes_each_step(
    start: ModuleType, step: str, examples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("hold", "taken", "book", "TakenError", "OtherBookingError")
    exercises.solve(start, examples / "seat_holds.py", names, monkeypatch)
    getattr(start, step)(start.theater())
