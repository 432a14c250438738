"""The outbox: order and event together, each event sent, and a failure reported by its position."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

import boto3
import pytest

from tests.examples.support import account
from tests.examples.support.events import dynamodb_stream


class Bus:
    """Takes events, or refuses the given ones as a throttled bus does: in a call that succeeds."""

    def __init__(self, refused: frozenset[str] = frozenset()) -> None:
        self.refused = refused
        self.sent: list[dict[str, Any]] = []

    def put_events(self, Entries: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N803
        (entry,) = Entries
        if json.loads(entry["Detail"])["order"] in self.refused:
            return {"FailedEntryCount": 1, "Entries": [{"ErrorCode": "ThrottlingException"}]}
        self.sent.append(entry)
        return {"FailedEntryCount": 0, "Entries": [{"EventId": "1"}]}


@pytest.fixture
def module(aws: None, load: Callable[[], ModuleType]) -> ModuleType:
    account.create_table("shop", "pk")
    return load()


@pytest.fixture
def dynamodb(module: ModuleType) -> Any:
    return boto3.client("dynamodb")


def place(module: ModuleType, dynamodb: Any, *orders: str) -> None:
    for order in orders:
        module.place_order(dynamodb, "shop", order, "c-1", 1900)


def batch() -> dict[str, Any]:
    """The stream's records of all items of the table, in the order of their keys."""
    items = sorted(account.items("shop"), key=lambda item: item["pk"]["S"])
    records = dynamodb_stream(*(item | {"id": item["pk"]} for item in items))["Records"]
    for record in records:
        record["dynamodb"]["Keys"] = {"pk": record["dynamodb"]["NewImage"]["pk"]}
    return {"Records": records}


def test_order_and_event_are_written_together(module: ModuleType, dynamodb: Any) -> None:
    place(module, dynamodb, "7001")
    assert sorted(item["pk"]["S"] for item in account.items("shop")) == ["ORDER#7001", "OUTBOX#7001#placed"]
    (ends,) = (int(item["expires_at"]["N"]) for item in account.items("shop") if "expires_at" in item)
    assert 6 * 86_400 < ends - time.time() <= 7 * 86_400


def test_an_order_that_exists_makes_no_second_event(module: ModuleType, dynamodb: Any) -> None:
    place(module, dynamodb, "7001")
    with pytest.raises(dynamodb.exceptions.TransactionCanceledException):
        place(module, dynamodb, "7001")
    assert len(account.items("shop")) == 2


def test_events_are_sent_and_orders_are_not(
    module: ModuleType, dynamodb: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "events", bus := Bus())
    place(module, dynamodb, "7001", "7002")
    assert module.handler(batch(), None) == {"batchItemFailures": []}
    assert [json.loads(entry["Detail"])["id"] for entry in bus.sent] == [
        "OUTBOX#7001#placed",
        "OUTBOX#7002#placed",
    ]
    assert {entry["DetailType"] for entry in bus.sent} == {"OrderPlaced"}


def test_what_ttl_removes_is_not_sent_again(
    module: ModuleType, dynamodb: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "events", bus := Bus())
    place(module, dynamodb, "7001")
    records = batch()
    for record in records["Records"]:
        record["eventName"] = "REMOVE"
        del record["dynamodb"]["NewImage"]
    assert module.handler(records, None) == {"batchItemFailures": []}
    assert bus.sent == []


def test_a_refused_event_stops_the_batch_at_its_position(
    module: ModuleType, dynamodb: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "events", bus := Bus(frozenset({"7002"})))
    place(module, dynamodb, "7001", "7002", "7003")
    records = batch()
    (position,) = (
        record["dynamodb"]["SequenceNumber"]
        for record in records["Records"]
        if record["dynamodb"]["Keys"]["pk"]["S"] == "OUTBOX#7002#placed"
    )
    assert module.handler(records, None) == {"batchItemFailures": [{"itemIdentifier": position}]}
    assert len(bus.sent) == 1


def test_a_real_bus_accepts_the_event(module: ModuleType, dynamodb: Any) -> None:
    boto3.client("events").create_event_bus(Name="orders")
    place(module, dynamodb, "7001")
    assert module.handler(batch(), None) == {"batchItemFailures": []}
