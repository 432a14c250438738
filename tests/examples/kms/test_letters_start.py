"""The start of the exercise: each step fails as it stands, and the solution passes all of them."""

from __future__ import annotations

from types import ModuleType

import pytest

from tests.examples.support import exercises

STEPS = (
    "test_step_1_each_letter_has_a_data_key_of_its_own",
    "test_step_2_a_letter_opens_in_its_place_alone",
    "test_step_2_a_letter_under_a_stranger_s_key_is_refused",
    "test_step_3_fewer_calls_and_a_bound_on_uses",
    "test_step_3_a_key_that_is_off_opens_nothing_after_the_age",
    "test_step_3_a_warm_cache_refuses_what_kms_would_refuse",
    "test_step_4_a_crash_keeps_what_was_done",
    "test_step_4_a_letter_that_is_rewritten_meanwhile_survives",
    "test_step_4_a_planted_or_copied_letter_is_not_moved_and_stops_nothing",
    "test_step_4_a_key_that_is_off_stops_the_job",
    "test_step_5_a_patient_has_one_key",
    "test_step_5_two_writers_use_the_same_key",
    "test_step_5_who_is_forgotten_stays_forgotten",
)
NAMES = ("ForgottenError", "seal", "open_letter", "Reuse", "move", "patient_key", "forget")


@pytest.fixture
def start(load, aws) -> ModuleType:
    return load()


def test_these_are_the_steps(start):
    assert exercises.steps(start) == STEPS


@pytest.mark.parametrize("step", STEPS)
def test_a_step_fails_until_it_is_written(start, step):
    with pytest.raises(NotImplementedError):
        exercises.run(start, step, start.Kms())


@pytest.mark.parametrize("step", STEPS)
def test_the_solution_passes_each_step(start, step, examples, monkeypatch):
    exercises.solve(start, examples / "letters.py", NAMES, monkeypatch)
    exercises.run(start, step, start.Kms())


def test_the_cipher_is_the_same_in_both(start, examples, monkeypatch):
    locked = start.lock(bytes(32), "text", "p-1/l-1")
    exercises.solve(start, examples / "letters.py", ["unlock"], monkeypatch)
    assert start.unlock(bytes(32), locked, "p-1/l-1") == "text"
