"""The exercise's own measurement."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

from tests.examples.support.valkey import Valkey


@pytest.fixture
def module(load: Callable[[], ModuleType]) -> ModuleType:
    return load()


def test_a_bare_cache_sends_nearly_everybody_to_the_database(module: ModuleType) -> None:
    assert module.reads_after_expiry(Valkey(), module.bare) > 25


def test_coalesced_callers_read_once(module: ModuleType) -> None:
    assert module.reads_after_expiry(Valkey(), module.coalesced) == 1


def test_each_measurement_begins_without_the_key(module: ModuleType) -> None:
    server = Valkey()
    counts = [module.reads_after_expiry(server, module.coalesced, callers=5) for _ in range(2)]
    assert counts == [1, 1]


def test_callers_do_not_wait_for_ever(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    server = Valkey()
    server.set("p-1:lock", "of a crashed process")
    pauses: list[float] = []
    monkeypatch.setattr(module.time, "sleep", pauses.append)
    assert module.coalesced(server, "p-1", lambda: "from the database") == "from the database"
    assert sum(pauses) == pytest.approx(2)


def test_it_prints_both(module: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    module.main(Valkey())
    bare, coalesced = capsys.readouterr().out.splitlines()
    assert bare.startswith("bare: ")
    assert coalesced == "coalesced: 1 reads of the database"


def test_the_lock_of_a_crashed_caller_expires(module: ModuleType) -> None:
    server = Valkey()

    def crash() -> None:
        raise SystemExit

    with pytest.raises(SystemExit):
        module.coalesced(server, "p-1", crash)
    assert 0 < server.ttl("p-1:lock") <= 5
