"""The start of the exercise: each step fails as it stands, and the solution passes all of them."""

from types import ModuleType

import pytest

from tests.examples.support import exercises

STEPS = (
    "test_step_2_and_3_paid_is_booked",
    "test_step_2_a_repeat_finds_its_own_seat",
    "test_step_2_no_seat_means_no_bill",
    "test_step_4_declined_gives_the_seat_back",
    "test_step_4_silence_gives_the_seat_back_too",
    "test_step_5_twice_is_once_even_afterwards",
)


@pytest.fixture
def exercise(load, account) -> ModuleType:
    return load()


def run(exercise: ModuleType, step: str) -> None:
    with exercise.mock_aws(config={"stepfunctions": {"execute_state_machine": True}}):
        getattr(exercise, step)(exercise.Agency())


def test_these_are_the_steps(exercise):
    assert exercises.steps(exercise) == STEPS


@pytest.mark.parametrize("step", STEPS)
def test_a_step_fails_until_it_is_written(exercise, step):
    with pytest.raises(NotImplementedError):
        run(exercise, step)


@pytest.mark.parametrize("step", STEPS)
def test_the_solution_passes_each_step(exercise, step, examples, monkeypatch):
    names = ("take_seat", "ask_for_payment", "give_back", "book", "OtherBookingError")
    exercises.solve(exercise, examples / "trip.py", names, monkeypatch)
    run(exercise, step)
