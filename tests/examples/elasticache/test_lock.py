"""Two workers on one report: normally one works, and when the lock fails the table still decides."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import boto3
import pytest

from tests.examples.support.valkey import Valkey


@pytest.fixture
def module(load: Callable[[], ModuleType]) -> ModuleType:
    return load()


@pytest.fixture
def server() -> Valkey:
    return Valkey()


@pytest.fixture
def table(aws: None) -> Any:
    return boto3.resource("dynamodb").create_table(
        TableName="reports",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )


def stored(table: Any) -> dict[str, Any]:
    return table.get_item(Key={"id": "r-1"})["Item"]


def test_the_work_is_done_and_the_lock_given_back(module: ModuleType, server: Valkey, table: Any) -> None:
    results = [module.recompute(server, table, "r-1", lambda old: (old or 0) + 1) for _ in range(2)]
    assert results == ["done", "done"]
    assert stored(table) == {"id": "r-1", "result": 2, "version": 2}
    assert server.get("lock:r-1") is None


def test_the_second_worker_goes_away(module: ModuleType, server: Valkey, table: Any) -> None:
    def work(_: Any) -> str:
        assert module.recompute(server, table, "r-1", lambda _: "second") == "busy"
        return "first"

    assert module.recompute(server, table, "r-1", work) == "done"
    assert stored(table)["result"] == "first"


def test_who_outlives_the_lock_cannot_overwrite(module: ModuleType, server: Valkey, table: Any) -> None:
    def paused(_: Any) -> str:
        server.delete("lock:r-1")  # it expired while we stood still, or a failover forgot it
        assert module.recompute(server, table, "r-1", lambda _: "newer") == "done"
        return "older"

    assert module.recompute(server, table, "r-1", paused) == "stale"
    assert stored(table) == {"id": "r-1", "result": "newer", "version": 1}


def test_the_lock_of_the_next_worker_stays(module: ModuleType, server: Valkey, table: Any) -> None:
    def paused(_: Any) -> str:
        server.set("lock:r-1", "of another")
        return "result"

    module.recompute(server, table, "r-1", paused)
    assert server.get("lock:r-1") == b"of another"


def test_a_failure_frees_the_lock(module: ModuleType, server: Valkey, table: Any) -> None:
    def broken(_: Any) -> Any:
        raise OSError("no connection")

    with pytest.raises(OSError, match="no connection"):
        module.recompute(server, table, "r-1", broken)
    assert server.get("lock:r-1") is None


def test_the_lock_of_a_crashed_worker_expires(module: ModuleType, server: Valkey, table: Any) -> None:
    left: list[float] = []
    module.recompute(server, table, "r-1", lambda _: left.append(server.ttl("lock:r-1")))
    assert 9 < left[0] <= 10


def test_the_read_is_strongly_consistent(module: ModuleType, server: Valkey, table: Any) -> None:
    reads: list[bool] = []
    table.meta.client.meta.events.register(
        "before-parameter-build.dynamodb.GetItem",
        lambda params, **_: reads.append(params.get("ConsistentRead", False)),
    )
    module.recompute(server, table, "r-1", lambda _: "result")
    assert reads == [True]
