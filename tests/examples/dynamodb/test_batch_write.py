"""Batches against a table that hands items back, as a throttled one does."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

import boto3
import pytest

from tests.examples.support import account


class Throttled:
    """A client that writes at most `capacity` items in a call and hands the others back."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.client = boto3.client("dynamodb")
        self.sizes: list[int] = []

    def batch_write_item(self, RequestItems: dict[str, list[Any]]) -> dict[str, Any]:  # noqa: N803
        ((table, requests),) = RequestItems.items()
        self.sizes.append(len(requests))
        done, left = requests[: self.capacity], requests[self.capacity :]
        if done:
            self.client.batch_write_item(RequestItems={table: done})
        return {"UnprocessedItems": {table: left} if left else {}}


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def module(
    aws: None, load: Callable[[], ModuleType], monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> ModuleType:
    """The sample, with time that only notes for how long it was asked to wait."""
    account.create_table("products", "id")
    loaded = load()
    monkeypatch.setattr(loaded, "time", SimpleNamespace(sleep=pauses.append))
    return loaded


def products(count: int) -> list[dict[str, Any]]:
    return [{"id": {"S": f"p-{number:03}"}} for number in range(count)]


def stored() -> list[str]:
    return sorted(item["id"]["S"] for item in account.items("products"))


def test_many_items_go_in_batches_that_the_api_takes(module: ModuleType, pauses: list[float]) -> None:
    client = boto3.client("dynamodb")  # refuses a batch that is too large
    module.write(client, "products", products(60))
    assert stored() == [f"p-{number:03}" for number in range(60)]
    assert pauses == []


def test_items_that_come_back_are_sent_again_and_no_others(module: ModuleType) -> None:
    throttled = Throttled(capacity=10)
    module.write(throttled, "products", products(30))
    assert throttled.sizes == [25, 15, 5, 5]
    assert len(stored()) == 30


def test_pauses_double_to_a_limit(module: ModuleType, pauses: list[float]) -> None:
    with pytest.raises(module.NotWrittenError):
        module.write(Throttled(0), "products", products(1), attempts=9, jitter=lambda _, most: most)
    assert pauses == [0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5, 5]


def test_pauses_are_random(module: ModuleType, pauses: list[float]) -> None:
    module.write(Throttled(5), "products", products(25))
    assert len(set(pauses)) == len(pauses) == 4
    assert all(0 <= pause <= 0.4 for pause in pauses)


def test_what_could_not_be_written_is_reported(module: ModuleType) -> None:
    with pytest.raises(module.NotWrittenError, match="3 items") as caught:
        module.write(Throttled(2), "products", products(9), attempts=3)
    left = [request["PutRequest"]["Item"]["id"]["S"] for request in caught.value.requests]
    assert left == ["p-006", "p-007", "p-008"]
    assert stored() == [f"p-{number:03}" for number in range(6)]


def test_nothing_to_write_is_no_call(module: ModuleType) -> None:
    throttled = Throttled(25)
    module.write(throttled, "products", iter([]))
    assert throttled.sizes == []
