"""The start of the exercise: each step fails as it stands, and the solution passes all of them."""

from __future__ import annotations

from types import ModuleType

import boto3
import pytest

from tests.examples.support import exercises

STEPS = (
    "test_step_2_a_queue_that_admits_this_topic_alone",
    "test_step_2_what_sns_gives_up_is_kept_for_two_weeks",
    "test_step_3_each_reader_gets_what_it_wants_and_reads_the_event_itself",
    "test_step_4_twice_is_once_and_other_data_is_refused",
    "test_step_5_what_came_back_looks_as_before_and_is_gone_there",
    "test_step_5_what_cannot_be_sent_stays_where_it_is",
)


@pytest.fixture
def start(load, aws) -> ModuleType:
    return load()


def run(start: ModuleType, step: str) -> None:
    exercises.run(start, step, boto3.client("sns"))


def test_these_are_the_steps(start):
    assert exercises.steps(start) == STEPS


@pytest.mark.parametrize("step", STEPS)
def test_a_step_fails_until_it_is_written(start, step):
    with pytest.raises(NotImplementedError):
        run(start, step)


@pytest.mark.parametrize("step", STEPS)
def test_the_solution_passes_each_step(start, step, examples, monkeypatch):
    names = ("connect", "publish", "book", "bring_back", "OtherEventError")
    exercises.solve(start, examples / "order_news.py", names, monkeypatch)
    run(start, step)
