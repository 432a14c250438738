"""The questions to the single table, each answered by a query and none by a scan."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import boto3
import pytest

KEYS = ("pk", "sk", "gsi1pk", "gsi1sk")


@pytest.fixture
def calls() -> list[str]:
    """The operations that were called."""
    return []


@pytest.fixture
def table(aws: None, calls: list[str]) -> Any:
    """The table with its index and two customers."""
    dynamodb = boto3.resource("dynamodb")
    table = dynamodb.create_table(
        TableName="shop",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in KEYS],
        KeySchema=schema("pk", "sk"),
        GlobalSecondaryIndexes=[
            {
                "IndexName": "gsi1",
                "KeySchema": schema("gsi1pk", "gsi1sk"),
                "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["order"]},
            }
        ],
    )
    for customer, name in (("42", "Ann"), ("43", "Bob")):
        table.put_item(Item={"pk": f"CUSTOMER#{customer}", "sk": "PROFILE", "name": name})
    table.meta.client.meta.events.register(
        "before-parameter-build.dynamodb.*", lambda model, **_: calls.append(model.name)
    )
    return table


def schema(partition: str, sort: str) -> list[dict[str, str]]:
    return [
        {"AttributeName": partition, "KeyType": "HASH"},
        {"AttributeName": sort, "KeyType": "RANGE"},
    ]


@pytest.fixture
def module(load: Callable[[], ModuleType], table: Any, calls: list[str]) -> ModuleType:
    """The sample, with orders in the table."""
    loaded = load()
    orders = [
        ("42", "7003", "2026-11-23", "eu"),
        ("42", "7001", "2026-09-30", "eu"),
        ("42", "7002", "2026-11-01", "us"),
        ("43", "8001", "2026-10-15", "eu"),
    ]
    for order in orders:
        loaded.add_order(table, *order)
    calls.clear()
    return loaded


def orders(items: list[dict[str, Any]]) -> list[str]:
    return [item["order"] for item in items]


def test_profile_and_latest_orders_come_in_one_request(
    module: ModuleType, table: Any, calls: list[str]
) -> None:
    profile, *latest = module.profile_and_latest(table, "42", 2)
    assert profile["name"] == "Ann"
    assert orders(latest) == ["7003", "7002"]
    assert calls == ["Query"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-09-30", ["7001", "7002", "7003"]),
        ("2026-10-01", ["7002", "7003"]),
        ("2026-11-24", []),
    ],
)
def test_orders_since_a_day_leave_out_the_profile_and_other_customers(
    module: ModuleType, table: Any, day: str, expected: list[str]
) -> None:
    assert orders(module.orders_since(table, "42", day)) == expected


def test_orders_on_all_pages_are_found(module: ModuleType, table: Any, calls: list[str]) -> None:
    for number in range(8):  # three megabytes: more than one page holds
        key = {"pk": "CUSTOMER#44", "sk": f"ORDER#2026-11-0{number + 1}#{number}"}
        table.put_item(Item=key | {"order": str(number), "note": "x" * 390_000})
    calls.clear()
    assert orders(module.orders_since(table, "44", "2026-11-01")) == list("01234567")
    assert len(calls) > 1
    assert set(calls) == {"Query"}


def test_open_orders_of_a_region_come_oldest_first(module: ModuleType, table: Any, calls: list[str]) -> None:
    assert orders(module.open_orders(table, "eu")) == ["7001", "8001", "7003"]
    assert orders(module.open_orders(table, "us")) == ["7002"]
    assert calls == ["Query", "Query"]


def test_a_closed_order_leaves_the_index_and_stays_in_the_table(module: ModuleType, table: Any) -> None:
    module.close_order(table, "42", "7001", "2026-09-30")
    assert orders(module.open_orders(table, "eu")) == ["8001", "7003"]
    assert orders(module.orders_since(table, "42", "2026-09-01")) == ["7001", "7002", "7003"]


def test_an_order_that_does_not_exist_is_not_made_by_closing_it(module: ModuleType, table: Any) -> None:
    with pytest.raises(table.meta.client.exceptions.ConditionalCheckFailedException):
        module.close_order(table, "42", "9999", "2026-09-30")


def test_an_order_is_not_overwritten(module: ModuleType, table: Any) -> None:
    with pytest.raises(table.meta.client.exceptions.ConditionalCheckFailedException):
        module.add_order(table, "42", "7001", "2026-09-30", "us")
    assert "7001" in orders(module.open_orders(table, "eu"))
