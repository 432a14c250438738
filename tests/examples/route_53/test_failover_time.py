"""The arithmetic of a DNS failover."""

import subprocess
import sys

import pytest


@pytest.fixture
def failover(load):
    return load().Failover


def test_defaults_with_an_endpoint_that_refuses(failover):
    plan = failover(timeout=0)

    assert (plan.soonest_detection, plan.latest_detection) == (60, 90)
    assert plan.worst_case == 150


def test_an_endpoint_that_hangs_is_found_later(failover):
    assert failover().latest_detection == 3 * (30 + 6)
    assert failover().soonest_detection < failover().latest_detection


def test_fast_checks_with_a_short_ttl_stay_under_two_minutes(failover):
    plan = failover(interval=10)

    assert plan.latest_detection == 48
    assert plan.worst_case == 108


def test_long_ttl_outweighs_everything_else(failover):
    slow, fast = failover(ttl=300), failover(interval=10, ttl=300)

    assert slow.worst_case - fast.worst_case == 60
    assert fast.worst_case > 300


def test_client_cache_adds_up(failover):
    assert failover(client=30).worst_case == failover().worst_case + 30


@pytest.mark.parametrize(("after", "share"), [(0, 0), (108, 0), (138, 0.5), (168, 1), (1000, 1)])
def test_resolvers_move_evenly_over_one_ttl(failover, after, share):
    assert failover().moved(after) == pytest.approx(share)


def test_without_a_ttl_all_move_at_once(failover):
    plan = failover(ttl=0)

    assert (plan.moved(107), plan.moved(108)) == (0, 1)


def test_it_prints_the_plans(example):
    done = subprocess.run([sys.executable, example], capture_output=True, text=True, check=True)

    lines = done.stdout.splitlines()
    assert len(lines) == 4
    assert lines[0].endswith("found after  108 s, moved after  408 s")
    assert lines[2].endswith("found after   48 s, moved after  108 s")
