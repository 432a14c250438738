"""Changes that meet: none is lost, and none is made twice."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from tests.examples.support import account


@pytest.fixture
def table(aws: None) -> Any:
    account.create_table("carts", "id")
    table = boto3.resource("dynamodb").Table("carts")
    table.put_item(Item={"id": "c-1", "version": 1, "lines": []})
    return table


def add(line: str) -> Callable[[dict[str, Any]], None]:
    """An edit that appends a line to the cart."""
    return lambda item: item["lines"].append(line)


def stored(table: Any) -> dict[str, Any]:
    return table.get_item(Key={"id": "c-1"})["Item"]


def test_the_edit_is_written_with_the_next_version(load: Callable[[], ModuleType], table: Any) -> None:
    returned = load().change(table, {"id": "c-1"}, add("pen"))
    assert returned == stored(table) == {"id": "c-1", "version": 2, "lines": ["pen"]}


def test_a_change_in_between_is_kept_and_the_edit_made_again(
    load: Callable[[], ModuleType], table: Any
) -> None:
    module = load()
    runs: list[int] = []

    def slow(item: dict[str, Any]) -> None:
        runs.append(int(item["version"]))
        if len(runs) == 1:  # while this one thinks, somebody else finishes
            module.change(table, {"id": "c-1"}, add("ink"))
        item["lines"].append("pen")

    module.change(table, {"id": "c-1"}, slow)
    assert runs == [1, 2]
    assert stored(table) == {"id": "c-1", "version": 3, "lines": ["ink", "pen"]}


def test_after_too_many_conflicts_nothing_is_written(load: Callable[[], ModuleType], table: Any) -> None:
    module = load()

    def always_late(item: dict[str, Any]) -> None:
        table.put_item(Item=item | {"version": item["version"] + 1})
        item["lines"].append("pen")

    with pytest.raises(module.ConflictError):
        module.change(table, {"id": "c-1"}, always_late, attempts=3)
    assert stored(table) == {"id": "c-1", "version": 4, "lines": []}


def test_the_read_is_strongly_consistent(load: Callable[[], ModuleType], table: Any) -> None:
    reads: list[dict[str, Any]] = []
    table.meta.client.meta.events.register(
        "before-parameter-build.dynamodb.GetItem", lambda params, **_: reads.append(dict(params))
    )
    load().change(table, {"id": "c-1"}, add("pen"))
    assert [read["ConsistentRead"] for read in reads] == [True]


def test_other_errors_are_not_taken_for_conflicts(load: Callable[[], ModuleType], table: Any) -> None:
    def grow(item: dict[str, Any]) -> None:
        item["lines"].append("x" * 500_000)

    with pytest.raises(ClientError, match="ValidationException"):
        load().change(table, {"id": "c-1"}, grow)


def test_stock_is_reserved_down_to_zero_and_no_further(load: Callable[[], ModuleType], table: Any) -> None:
    table.put_item(Item={"id": "pen", "stock": 5})
    module = load()
    assert [module.reserve(table, "pen", 3), module.reserve(table, "pen", 2)] == [2, 0]
    with pytest.raises(table.meta.client.exceptions.ConditionalCheckFailedException):
        module.reserve(table, "pen", 1)
    assert table.get_item(Key={"id": "pen"})["Item"]["stock"] == 0


def test_a_product_that_does_not_exist_is_not_created(load: Callable[[], ModuleType], table: Any) -> None:
    with pytest.raises(table.meta.client.exceptions.ConditionalCheckFailedException):
        load().reserve(table, "ink", 1)
    assert "Item" not in table.get_item(Key={"id": "ink"})
