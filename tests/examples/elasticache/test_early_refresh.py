"""Readers at chosen moments of a value's life, with chosen draws."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from tests.examples.support.valkey import Valkey


class Shop:
    """A cache whose source takes two seconds, a clock that the test moves, and a draw that it chooses."""

    def __init__(self, module: ModuleType, **options: Any) -> None:
        self.now, self.drawn, self.reads = 1000.0, 0.0, 0
        self.server = Valkey(clock=lambda: self.now)
        self.cache = module.EarlyRefresh(
            self.server, lifetime=300, draw=lambda: self.drawn, clock=lambda: self.now, **options
        )

    def read(self) -> dict[str, int]:
        self.reads += 1
        self.now += 2
        return {"read": self.reads}

    def get(self, second: float, drawn: float = 0.0) -> dict[str, int]:
        """What a reader gets so many seconds after the value was stored."""
        self.now, self.drawn = 1002 + second, drawn
        return self.cache.get("p-1", self.read)


@pytest.fixture
def shop(load: Callable[[], ModuleType]) -> Shop:
    shop = Shop(load())
    shop.cache.get("p-1", shop.read)
    return shop


def test_a_fresh_value_is_served(shop: Shop) -> None:
    assert shop.get(second=1, drawn=0.99) == {"read": 1}


def test_most_readers_wait_for_the_end(shop: Shop) -> None:
    assert shop.get(second=297, drawn=0.5) == {"read": 1}


def test_one_reader_refreshes_before_the_end(shop: Shop) -> None:
    assert shop.get(second=297, drawn=0.9) == {"read": 2}
    assert shop.server.ttl("p-1") == 300


def test_the_closer_the_end_the_likelier(shop: Shop) -> None:
    assert shop.get(second=299.5, drawn=0.5) == {"read": 2}


def test_eagerness_moves_it_forward(load: Callable[[], ModuleType]) -> None:
    eager = Shop(load(), eagerness=10)
    eager.cache.get("p-1", eager.read)
    assert eager.get(second=290, drawn=0.5) == {"read": 2}


def test_a_missing_value_is_loaded(shop: Shop) -> None:
    assert shop.get(second=301) == {"read": 2}
