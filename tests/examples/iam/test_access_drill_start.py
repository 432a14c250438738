"""The start of the exercise: each step fails as it stands, and the solution passes all of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from tests.examples.support import exercises, modules

STEPS = (
    "test_step_1_the_function_reads_and_writes_where_it_should",
    "test_step_2_the_pipeline_cannot_hand_out_more_than_this_role",
    "test_step_3_both_accounts_must_agree",
    "test_step_4_a_careless_bucket_policy_does_no_harm",
)
POLICIES = ("function_policy", "deploy_policy", "bucket_policy", "catalog_policy", "perimeter")


@pytest.fixture
def start(load: Callable[[], ModuleType], examples: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    modules.load(examples / "evaluation.py", monkeypatch)
    return load()


def test_these_are_the_steps(start: ModuleType) -> None:
    assert exercises.steps(start) == STEPS


@pytest.mark.parametrize("step", STEPS)
def test_a_step_fails_until_it_is_written(start: ModuleType, step: str) -> None:
    with pytest.raises(NotImplementedError):
        getattr(start, step)()


@pytest.mark.parametrize("step", STEPS)
def test_the_solution_passes_each_step(
    start: ModuleType, step: str, examples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exercises.solve(start, examples / "access_drill.py", POLICIES, monkeypatch)
    getattr(start, step)()


@pytest.mark.parametrize(
    ("name", "wide"),
    [
        ("function_policy", {"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}),
        ("deploy_policy", {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}),
        ("perimeter", {"Statement": []}),
    ],
)
def test_a_policy_that_is_too_wide_fails(
    start: ModuleType, examples: Path, monkeypatch: pytest.MonkeyPatch, name: str, wide: dict
) -> None:
    exercises.solve(start, examples / "access_drill.py", POLICIES, monkeypatch)
    monkeypatch.setattr(start, name, lambda: wide)

    def passes(step: str) -> bool:
        try:
            getattr(start, step)()
        except AssertionError:
            return False
        return True

    assert not all(passes(step) for step in STEPS)
