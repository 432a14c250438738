"""The start of the exercise: each step fails as it stands, and the solution passes all of them."""

from __future__ import annotations

from types import ModuleType

import boto3
import pytest

from tests.examples.support import exercises

STEPS = (
    "test_step_1_a_trip_stays_together_and_trips_spread",
    "test_step_2_only_what_was_refused_is_sent_again",
    "test_step_2_what_is_never_taken_is_given_back",
    "test_step_3_a_crash_loses_nothing",
    "test_step_3_an_empty_page_is_not_the_end",
    "test_step_4_repeats_and_late_versions_change_nothing",
    "test_step_4_a_replay_repairs",
    "test_step_5_parents_come_before_children",
    "test_step_5_the_child_of_a_merge_waits_for_both_parents",
    "test_step_5_a_split_keeps_the_order_of_a_trip",
)
NAMES = ("to_record", "send", "read_page", "store", "readable")


@pytest.fixture
def start(load, aws) -> ModuleType:
    return load()


def run(start: ModuleType, step: str) -> None:
    kinesis = boto3.client("kinesis")
    kinesis.create_stream(StreamName="trips", ShardCount=4)
    exercises.run(start, step, kinesis)


def test_these_are_the_steps(start):
    assert exercises.steps(start) == STEPS


@pytest.mark.parametrize("step", STEPS)
def test_a_step_fails_until_it_is_written(start, step):
    with pytest.raises(NotImplementedError):
        run(start, step)


@pytest.mark.parametrize("step", STEPS)
def test_the_solution_passes_each_step(start, step, examples, monkeypatch):
    exercises.solve(start, examples / "trip_stream.py", NAMES, monkeypatch)
    run(start, step)
