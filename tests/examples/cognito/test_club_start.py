"""The start of the exercise: each step fails as it stands, and the solution passes all of them."""

from __future__ import annotations

import inspect
from types import ModuleType

import pytest

from tests.examples.support import exercises

STEPS = (
    "test_step_1_members_keep_their_passwords",
    "test_step_1_strangers_learn_nothing",
    "test_step_1_who_forgot_the_password_gets_a_code_to_a_verified_address",
    "test_step_2_nobody_signs_up_as_a_member",
    "test_step_2_google_leads_to_the_profile_that_is_there",
    "test_step_2_an_address_that_proves_nothing_links_nothing",
    "test_step_3_the_role_is_in_the_access_token",
    "test_step_3_without_the_table_users_get_in_with_less",
    "test_step_4_who_is_thrown_out_stays_out",
    "test_step_4_a_refresh_in_the_middle_is_no_way_round",
    "test_step_4_a_call_that_fails_is_mended_by_the_next_attempt",
    "test_step_4_the_list_does_not_grow_forever",
    "test_step_5_who_left_does_not_come_back",
    "test_step_5_a_visitor_leaves_and_the_members_stay",
)
NAMES = ("RefusedError", "migrate", "before_sign_up", "add_role", "Door", "leave")


@pytest.fixture
def start(load) -> ModuleType:
    return load()


def new_pool(start: ModuleType):
    """What the fixture of the start gives each step."""
    return inspect.unwrap(start.pool)()


def test_these_are_the_steps(start):
    assert exercises.steps(start) == STEPS


@pytest.mark.parametrize("step", STEPS)
def test_a_step_fails_until_it_is_written(start, step):
    with pytest.raises(NotImplementedError):
        exercises.run(start, step, new_pool(start))


@pytest.mark.parametrize("step", STEPS)
def test_the_solution_passes_each_step(start, step, examples, monkeypatch):
    exercises.solve(start, examples / "club.py", NAMES, monkeypatch)
    exercises.run(start, step, new_pool(start))
