"""The cache in front of a source that counts how often it is asked, with threads where callers meet."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from tests.examples.support.valkey import Valkey


class Source:
    """The database. `slow` makes each read take a moment."""

    def __init__(self, slow: float = 0) -> None:
        self.value: Any = {"name": "pen"}
        self.reads = 0
        self.slow = slow

    def read(self) -> Any:
        self.reads += 1
        time.sleep(self.slow)
        return self.value


@pytest.fixture
def module(load: Callable[[], ModuleType]) -> ModuleType:
    return load()


@pytest.fixture
def server() -> Valkey:
    return Valkey()


def test_the_second_read_comes_from_the_cache(module: ModuleType, server: Valkey) -> None:
    cache, source = module.Cache(server), Source()
    assert cache.get("p-1", source.read) == cache.get("p-1", source.read) == {"name": "pen"}
    assert source.reads == 1


def test_a_hit_takes_no_lock(module: ModuleType, server: Valkey, monkeypatch: pytest.MonkeyPatch) -> None:
    server.set("p-1", '{"name": "pen"}')
    monkeypatch.setattr(server, "set", None)
    assert module.Cache(server).get("p-1", Source().read) == {"name": "pen"}


def test_that_nothing_was_found_is_remembered_too(module: ModuleType, server: Valkey) -> None:
    cache, source = module.Cache(server), Source()
    source.value = None
    assert [cache.get("p-9", source.read), cache.get("p-9", source.read)] == [None, None]
    assert source.reads == 1


def test_that_nothing_was_found_is_remembered_briefly(module: ModuleType, server: Valkey) -> None:
    cache, source = module.Cache(server, lifetime=300), Source()
    source.value = None
    cache.get("p-9", source.read)
    assert 0 < server.ttl("p-9") <= 12


def test_a_forgotten_key_is_read_again(module: ModuleType, server: Valkey) -> None:
    cache, source = module.Cache(server), Source()
    cache.get("p-1", source.read)
    source.value = {"name": "ink"}
    cache.forget("p-1")
    assert cache.get("p-1", source.read) == {"name": "ink"}


def test_lifetimes_differ_around_the_wanted_one(module: ModuleType, server: Valkey) -> None:
    cache, source = module.Cache(server, lifetime=300), Source()
    for number in range(50):
        cache.get(f"p-{number}", source.read)
    lifetimes = [server.ttl(f"p-{number}") for number in range(50)]
    assert 235 < min(lifetimes) < 290
    assert 310 < max(lifetimes) <= 360


def test_of_many_callers_one_asks_the_source(module: ModuleType, server: Valkey) -> None:
    source, start = Source(slow=0.2), Barrier(20)

    def call(_: int) -> Any:
        start.wait()
        return module.Cache(server).get("p-1", source.read)

    with ThreadPoolExecutor(20) as callers:
        answers = list(callers.map(call, range(20)))
    assert answers == [{"name": "pen"}] * 20
    assert source.reads == 1


def test_one_that_gets_the_lock_late_finds_the_value(module: ModuleType, server: Valkey) -> None:
    source = Source()

    class Late(Valkey):
        """Another caller fills the key and releases the lock between our miss and our lock."""

        def set(self, key: str, value: str, **options: Any) -> bool | None:
            if key.endswith(":lock") and not self._values:
                super().set("p-1", json.dumps({"name": "pen"}), ex=300)
            return super().set(key, value, **options)

    assert module.Cache(Late()).get("p-1", source.read) == {"name": "pen"}
    assert source.reads == 0


def test_the_lock_is_gone_after_a_failure(module: ModuleType, server: Valkey) -> None:
    def broken() -> Any:
        raise OSError("no connection")

    cache, source = module.Cache(server), Source()
    with pytest.raises(OSError, match="no connection"):
        cache.get("p-1", broken)
    started = time.monotonic()
    assert cache.get("p-1", source.read) == {"name": "pen"}
    assert time.monotonic() - started < 1


def test_a_lock_that_somebody_else_has_now_is_left_alone(module: ModuleType, server: Valkey) -> None:
    def outlived() -> Any:
        server.set("p-1:lock", "of somebody else")
        return {"name": "pen"}

    module.Cache(server).get("p-1", outlived)
    assert server.get("p-1:lock") == b"of somebody else"


def test_a_holder_that_died_does_not_block_the_key(module: ModuleType, server: Valkey) -> None:
    server.set("p-1:lock", "of a crashed process", px=50)
    source = Source()
    assert module.Cache(server, lock_ms=1000).get("p-1", source.read) == {"name": "pen"}
    assert source.reads == 1


def test_the_lock_of_a_crashed_holder_expires(module: ModuleType, server: Valkey) -> None:
    held: list[float] = []

    def look() -> Any:
        held.append(server.ttl("p-1:lock"))

    module.Cache(server, lock_ms=5000).get("p-1", look)
    assert 4 < held[0] <= 5


def test_who_has_waited_long_enough_asks_the_source_itself(module: ModuleType, server: Valkey) -> None:
    release, source = Event(), Source()

    def stuck() -> Any:
        release.wait(5)
        return {"name": "late"}

    with ThreadPoolExecutor(1) as other:
        holder = other.submit(module.Cache(server).get, "p-1", stuck)
        while server.get("p-1:lock") is None:
            time.sleep(0.01)
        assert module.Cache(server, lock_ms=100).get("p-1", source.read) == {"name": "pen"}
        release.set()
        assert holder.result() == {"name": "late"}


def test_waiting_does_not_spin(module: ModuleType, server: Valkey, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SimpleNamespace(now=0.0)
    pauses: list[float] = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        clock.now += seconds

    monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: clock.now, sleep=sleep))
    server.set("p-1:lock", "of another")
    module.Cache(server, lock_ms=1000).get("p-1", Source().read)
    assert set(pauses) == {0.02}
    assert len(pauses) <= 51
