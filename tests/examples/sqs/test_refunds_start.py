"""The start of the exercise: each step fails as it stands, and the solution passes all of them."""

from __future__ import annotations

from types import ModuleType

import boto3
import pytest

from tests.examples.support import exercises

STEPS = (
    "test_step_2_five_receives_and_two_weeks_for_the_dead",
    "test_step_3_what_is_done_is_deleted_and_one_failure_stops_nobody",
    "test_step_4_what_never_works_ends_in_the_dead_letter_queue",
    "test_step_5_a_repeat_pays_nothing_and_other_data_is_refused",
    "test_step_5_a_crash_between_the_two_writes_leaves_neither",
)


@pytest.fixture
def start(load, aws) -> ModuleType:
    return load()


def run(start: ModuleType, step: str) -> None:
    exercises.run(start, step, boto3.client("sqs"))


def test_these_are_the_steps(start):
    assert exercises.steps(start) == STEPS


@pytest.mark.parametrize("step", STEPS)
def test_a_step_fails_until_it_is_written(start, step):
    with pytest.raises(NotImplementedError):
        run(start, step)


@pytest.mark.parametrize("step", STEPS)
def test_the_solution_passes_each_step(start, step, examples, monkeypatch):
    names = ("make_queues", "poll", "pay", "OtherRefundError")
    exercises.solve(start, examples / "refunds.py", names, monkeypatch)
    run(start, step)
