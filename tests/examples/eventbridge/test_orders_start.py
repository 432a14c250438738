"""The start of the exercise: each step fails as it stands, and the solution passes all of them."""

from __future__ import annotations

import inspect
from types import ModuleType

import boto3
import pytest

from tests.examples.support import modules

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
    test = getattr(start, step)
    clients = (boto3.client("events"), boto3.client("sqs"))
    test(*([clients] if inspect.signature(test).parameters else []))


def test_these_are_the_steps(start):
    assert tuple(name for name in vars(start) if name.startswith("test_")) == STEPS


@pytest.mark.parametrize("step", STEPS)
def test_a_step_fails_until_it_is_written(start, step):
    with pytest.raises(NotImplementedError):
        run(start, step)


@pytest.mark.parametrize("step", STEPS)
def test_the_solution_passes_each_step(start, step, examples, monkeypatch):
    solution = modules.load(examples / "orders.py", monkeypatch)
    for name in ("publish", "make_route", "apply", "replay"):
        monkeypatch.setattr(start, name, getattr(solution, name))
    run(start, step)
