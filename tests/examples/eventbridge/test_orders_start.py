"""The start of the exercise: each step fails as it stands, and the solution passes all of them."""

from __future__ import annotations

from types import ModuleType

import boto3
import pytest

from tests.examples.support import exercises

STEPS = (
    "test_step_2_refused_events_are_given_back",
    "test_step_3_only_changes_of_orders_arrive",
    "test_step_3_what_cannot_be_delivered_is_kept",
    "test_step_4_repeats_and_late_events_change_nothing",
    "test_step_5_the_replay_reaches_one_rule",
)


@pytest.fixture
def start(load, aws) -> ModuleType:
    return load()


def run(start: ModuleType, step: str) -> None:
    exercises.run(start, step, (boto3.client("events"), boto3.client("sqs")))


def test_these_are_the_steps(start):
    assert exercises.steps(start) == STEPS


@pytest.mark.parametrize("step", STEPS)
def test_a_step_fails_until_it_is_written(start, step):
    with pytest.raises(NotImplementedError):
        run(start, step)


@pytest.mark.parametrize("step", STEPS)
def test_the_solution_passes_each_step(start, step, examples, monkeypatch):
    names = ("publish", "make_route", "apply", "replay")
    exercises.solve(start, examples / "orders.py", names, monkeypatch)
    run(start, step)
