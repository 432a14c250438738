"""Customers and their orders in one table: one query for each question, and a sparse index for one more.

| What            | pk           | sk                    | gsi1pk (only while open) | gsi1sk     |
| --------------- | ------------ | --------------------- | ------------------------ | ---------- |
| Customer        | CUSTOMER#42  | PROFILE               |                          |            |
| Order           | CUSTOMER#42  | ORDER#2026-11-23#7001 | OPEN#eu                  | 2026-11-23 |
"""

from typing import Any

from boto3.dynamodb.conditions import Attr, Key


def add_order(table: Any, customer: str, order: str, day: str, region: str) -> None:
    """Stores an order. Its sort key begins with the day, so that a customer's orders lie in that order."""
    keys = {"pk": f"CUSTOMER#{customer}", "sk": f"ORDER#{day}#{order}"}
    index = {"gsi1pk": f"OPEN#{region}", "gsi1sk": day}
    table.put_item(Item=keys | index | {"order": order}, ConditionExpression=Attr("pk").not_exists())


def profile_and_latest(table: Any, customer: str, orders: int) -> list[dict[str, Any]]:
    """The customer and the latest orders, which share a partition key, in one request."""
    return table.query(
        KeyConditionExpression=Key("pk").eq(f"CUSTOMER#{customer}"),
        ScanIndexForward=False,  # from the end: PROFILE sorts behind ORDER
        Limit=orders + 1,
    )["Items"]


def orders_since(table: Any, customer: str, day: str) -> list[dict[str, Any]]:
    """All orders of a customer from that day on."""
    # Between the day and the end of all ORDER# keys: "$" is the character after "#".
    since = Key("pk").eq(f"CUSTOMER#{customer}") & Key("sk").between(f"ORDER#{day}", "ORDER$")
    items: list[dict[str, Any]] = []
    start: dict[str, Any] = {}
    while True:
        page = table.query(KeyConditionExpression=since, **start)
        items += page["Items"]
        if "LastEvaluatedKey" not in page:  # this ends the result; an empty page does not
            return items
        start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}


def open_orders(table: Any, region: str) -> list[dict[str, Any]]:
    """The oldest open orders of a region, one page: a worker comes again. The index lags a little."""
    return table.query(IndexName="gsi1", KeyConditionExpression=Key("gsi1pk").eq(f"OPEN#{region}"))["Items"]


def close_order(table: Any, customer: str, order: str, day: str) -> None:
    """Takes the order out of the index by removing the index's keys from the item."""
    table.update_item(
        Key={"pk": f"CUSTOMER#{customer}", "sk": f"ORDER#{day}#{order}"},
        UpdateExpression="REMOVE gsi1pk, gsi1sk",
        ConditionExpression=Attr("pk").exists(),
    )
