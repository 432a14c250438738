"""The start of the exercise: each step fails as it stands, and the solution passes all of them."""

from __future__ import annotations

import inspect
from types import ModuleType

import boto3
import pytest

from tests.examples.support import modules

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
    test = getattr(start, step)
    test(*([boto3.client("sns")] if inspect.signature(test).parameters else []))


def test_these_are_the_steps(start):
    assert tuple(name for name in vars(start) if name.startswith("test_")) == STEPS


@pytest.mark.parametrize("step", STEPS)
def test_a_step_fails_until_it_is_written(start, step):
    with pytest.raises(NotImplementedError):
        run(start, step)


@pytest.mark.parametrize("step", STEPS)
def test_the_solution_passes_each_step(start, step, examples, monkeypatch):
    solution = modules.load(examples / "order_news.py", monkeypatch)
    for name in ("connect", "publish", "book", "bring_back", "OtherEventError"):
        monkeypatch.setattr(start, name, getattr(solution, name))
    run(start, step)
