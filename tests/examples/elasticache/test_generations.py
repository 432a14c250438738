"""All of a customer's answers go at once, and nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from tests.examples.support.valkey import Valkey


class Source:
    def __init__(self) -> None:
        self.value, self.reads = "old", 0

    def read(self) -> str:
        self.reads += 1
        return self.value


@pytest.fixture
def server() -> Valkey:
    return Valkey()


@pytest.fixture
def cache(load: Callable[[], ModuleType], server: Valkey) -> Any:
    return load().CustomerCache(server, lifetime=300)


def test_answers_are_kept(cache: Any) -> None:
    source = Source()
    assert [cache.get("ann", "orders", source.read) for _ in range(2)] == ["old", "old"]
    assert source.reads == 1


def test_one_call_makes_all_answers_of_a_customer_unreachable(cache: Any) -> None:
    source = Source()
    for question in ("orders", "address"):
        cache.get("ann", question, source.read)
    source.value = "new"
    cache.invalidate("ann")
    assert [cache.get("ann", question, source.read) for question in ("orders", "address")] == ["new", "new"]


def test_other_customers_keep_theirs(cache: Any) -> None:
    source = Source()
    cache.get("bob", "orders", source.read)
    cache.invalidate("ann")
    cache.get("bob", "orders", source.read)
    assert source.reads == 1


def test_what_is_loaded_during_an_invalidation_is_not_served_afterwards(cache: Any) -> None:
    def slow() -> str:
        cache.invalidate("ann")
        return "read before the change"

    cache.get("ann", "orders", slow)
    source = Source()
    source.value = "new"
    assert cache.get("ann", "orders", source.read) == "new"


def test_generation_and_answers_share_a_slot(cache: Any, server: Valkey) -> None:
    cache.get("ann", "orders", Source().read)
    cache.invalidate("ann")
    assert all("{ann}" in key for key in server._values)


def test_the_generation_outlives_every_answer(cache: Any, server: Valkey) -> None:
    cache.invalidate("ann")
    assert server.ttl("customer:{ann}:generation") > 10 * 300


def test_no_generation_comes_back_after_the_last_one_was_lost(cache: Any, server: Valkey) -> None:
    cache.invalidate("ann")
    source = Source()
    cache.get("ann", "orders", source.read)
    server.delete("customer:{ann}:generation")  # expired, or evicted, just after an answer was stored
    source.value = "new"
    cache.invalidate("ann")
    assert cache.get("ann", "orders", source.read) == "new"
