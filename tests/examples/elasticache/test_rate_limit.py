"""The limiter, second by second."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType

import pytest

from tests.examples.support.valkey import Valkey

#: The beginning of a window of sixty seconds.
START = 1_795_425_300 // 60 * 60


@pytest.fixture
def module(load: Callable[[], ModuleType]) -> ModuleType:
    return load()


class Limiter:
    """Ten requests a minute, at times of the test's choice, counted from the beginning of a window."""

    def __init__(self, module: ModuleType) -> None:
        self.module = module
        self.second = 0.0
        self.server = Valkey(clock=lambda: START + self.second)

    def allowed(self, second: float, requests: int, caller: str = "ann") -> int:
        """How many of so many requests at that second pass."""
        self.second = second
        return sum(
            self.module.allow(self.server, caller, limit=10, window=60, now=START + second)
            for _ in range(requests)
        )


@pytest.fixture
def limiter(module: ModuleType) -> Limiter:
    return Limiter(module)


def test_within_a_window_the_limit_holds(limiter: Limiter) -> None:
    assert limiter.allowed(0, 4) == 4
    assert limiter.allowed(30, 8) == 6
    assert limiter.allowed(59, 1) == 0


def test_the_end_of_a_window_does_not_double_the_limit(limiter: Limiter) -> None:
    assert limiter.allowed(59, 10) == 10
    assert limiter.allowed(60, 10) == 0
    assert limiter.allowed(61, 1) == 0


def test_the_last_window_counts_for_the_part_that_still_lies_in_sight(limiter: Limiter) -> None:
    assert limiter.allowed(59, 10) == 10
    assert limiter.allowed(90, 10) == 5  # half of the last window, so half of its ten


def test_after_two_windows_all_is_forgotten(limiter: Limiter) -> None:
    assert limiter.allowed(0, 10) == 10
    assert limiter.allowed(120, 10) == 10


def test_callers_have_counters_of_their_own(limiter: Limiter) -> None:
    assert limiter.allowed(0, 10, caller="ann") == 10
    assert limiter.allowed(0, 10, caller="bob") == 10


def test_counters_expire_when_no_window_needs_them(limiter: Limiter) -> None:
    limiter.allowed(10, 1)
    assert limiter.server.ttl(f"rate:{{ann}}:{START // 60}") == 120


def test_instances_share_the_limit(module: ModuleType) -> None:
    server = Valkey()
    with ThreadPoolExecutor(8) as instances:
        answers = instances.map(lambda _: module.allow(server, "ann", 10, 3600, now=START), range(100))
    assert sum(answers) == 10


def test_a_count_never_comes_without_its_expiry(
    module: ModuleType, limiter: Limiter, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    pipeline = limiter.server.pipeline
    monkeypatch.setattr(
        limiter.server,
        "pipeline",
        lambda *, transaction: asked.append(transaction) or pipeline(transaction=transaction),
    )
    limiter.allowed(0, 1)
    assert asked == [True]  # MULTI and EXEC: a connection that breaks leaves both or neither
