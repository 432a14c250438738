"""The counter: spread over several items, and complete when read."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import boto3
import pytest

from tests.examples.support import account


@pytest.fixture
def module(load: Callable[[], ModuleType]) -> ModuleType:
    return load()


@pytest.fixture
def table(aws: None) -> Any:
    account.create_table("counters", "pk")
    return boto3.resource("dynamodb").Table("counters")


class Partial:
    """A client that reads at most `size` keys in a call and names the others."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.client = boto3.client("dynamodb")

    def batch_get_item(self, RequestItems: dict[str, Any]) -> dict[str, Any]:  # noqa: N803
        ((table, wanted),) = RequestItems.items()
        now, later = wanted["Keys"][: self.size], wanted["Keys"][self.size :]
        answer = self.client.batch_get_item(RequestItems={table: {"Keys": now}}) if now else {"Responses": {}}
        return answer | {"UnprocessedKeys": {table: {"Keys": later}} if later else {}}


def test_many_events_are_spread_and_none_is_lost(module: ModuleType, table: Any) -> None:
    for number in range(200):
        module.count(table, "views", f"event-{number}")
    shards = [int(item["total"]["N"]) for item in account.items("counters")]
    assert len(shards) == module.SHARDS
    assert max(shards) < 50
    assert module.total(boto3.client("dynamodb"), "counters", "views") == 200


def test_an_event_always_falls_on_the_same_shard(module: ModuleType) -> None:
    assert module.shard_key("views", "event-1") == module.shard_key("views", "event-1")


def test_counters_do_not_mix_and_an_unknown_one_is_zero(module: ModuleType, table: Any) -> None:
    module.count(table, "views", "event-1", 5)
    module.count(table, "likes", "event-1")
    dynamodb = boto3.client("dynamodb")
    assert [module.total(dynamodb, "counters", name) for name in ("views", "likes", "none")] == [5, 1, 0]


def test_shards_handed_back_are_read_again(module: ModuleType, table: Any) -> None:
    for number in range(50):
        module.count(table, "views", f"event-{number}")
    assert module.total(Partial(4), "counters", "views") == 50


def test_a_sum_that_is_incomplete_is_not_returned(module: ModuleType, table: Any) -> None:
    with pytest.raises(TimeoutError, match="of 10 shards not read"):
        module.total(Partial(0), "counters", "views")
