"""The start of the exercise: each step fails as it stands, and the solution passes all of them."""

from __future__ import annotations

from types import ModuleType

import boto3
import pytest

from tests.examples.support import exercises

STEPS = (
    "test_step_1_bucket_forgets_in_time",
    "test_step_2_repeat_is_fine_and_another_contract_is_not",
    "test_step_3_two_writers_lose_nothing",
    "test_step_4_contract_comes_back_as_it_was_filed",
)


@pytest.fixture
def start(load, aws) -> ModuleType:
    return load()


def test_these_are_the_steps(start):
    assert exercises.steps(start) == STEPS


@pytest.mark.parametrize("step", STEPS)
def test_a_step_fails_until_it_is_written(start, step):
    with pytest.raises(NotImplementedError):
        getattr(start, step)(boto3.client("s3"))


@pytest.mark.parametrize("step", STEPS)
def test_the_solution_passes_each_step(start, step, examples, monkeypatch):
    names = ("make_bucket", "file_contract", "add_to_index", "bring_back", "TakenError")
    exercises.solve(start, examples / "contracts.py", names, monkeypatch)
    getattr(start, step)(boto3.client("s3"))
