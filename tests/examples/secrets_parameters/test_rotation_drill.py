"""What the exercise says about the model is what the model says."""

import subprocess
import sys

import pytest


@pytest.fixture
def module(load):
    return load()


def test_a_single_user_refuses_clients_until_their_caches_end(module):
    refused, _ = module.drill("single", ttl=300, every=3600)

    assert refused == 146  # about half a cache's life, in minutes, for each of 60 clients


def test_asking_again_ends_refusals_for_few_fetches(module):
    _, before = module.drill("single", ttl=300, every=3600)
    refused, fetches = module.drill("single", ttl=300, every=3600, asks_again=True)

    assert refused == 0
    assert abs(fetches - before) <= 60  # a second question also starts the cache's life anew


def test_alternating_users_need_no_second_question(module):
    assert module.drill("alternating", ttl=300, every=3600)[0] == 0


def test_alternating_users_fail_too_when_a_cache_outlives_a_whole_turn(module):
    assert module.drill("alternating", ttl=1800, every=1800, hours=4)[0] == 0
    assert module.drill("alternating", ttl=3600, every=1800, hours=4)[0] > 0


def test_a_longer_cache_is_paid_with_refusals(module):
    short, long = (module.drill("single", ttl=ttl, every=3600) for ttl in (120, 1800))

    assert short == (59, 3600)
    assert long == (885, 240)


def test_a_cache_as_short_as_the_login_interval_is_none(module):
    assert module.drill("single", ttl=60, every=3600) == (0, 60 * 120)  # each login fetches


def test_it_runs_as_a_script(example):
    out = subprocess.run(
        [sys.executable, str(example)], capture_output=True, text=True, check=True, timeout=60
    )

    assert len(out.stdout.splitlines()) == 4
    assert out.stdout.splitlines()[0] == "single       asks again: False  refused  146  fetches 1440"
