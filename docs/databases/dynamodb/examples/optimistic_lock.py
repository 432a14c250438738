"""Changes an item that others may change too: whoever comes second notices, and starts over."""

from collections.abc import Callable
from typing import Any

from boto3.dynamodb.conditions import Attr


class ConflictError(Exception):
    """Others were faster, several times in a row."""


def change(
    table: Any, key: dict[str, Any], edit: Callable[[dict[str, Any]], None], attempts: int = 5
) -> dict[str, Any]:
    """Reads an item that exists, applies `edit` to it and writes it, unless it has changed in between.

    `edit` can run several times, so it must have no effect besides. It can also meet its own result: if the
    answer to a write gets lost, the SDK sends it again, and the condition fails. An edit that must not count
    twice leaves a mark in the item, such as the ID of the request, and does nothing where it finds it.
    """
    changed = table.meta.client.exceptions.ConditionalCheckFailedException
    for _ in range(attempts):
        # Strongly consistent: an older copy would fail the condition below although nobody interferes.
        item = table.get_item(Key=key, ConsistentRead=True)["Item"]
        read = item["version"]
        edit(item)
        try:
            # One request checks and writes. A check of our own would leave a gap between the two.
            table.put_item(Item=item | {"version": read + 1}, ConditionExpression=Attr("version").eq(read))
        except changed:
            continue
        return item | {"version": read + 1}
    raise ConflictError(key)


def reserve(table: Any, product: str, quantity: int) -> int:
    """Takes from the stock without reading it first, and returns what is left.

    A number alone needs no version: the condition states what must hold, and writers do not collide.
    But it is no more repeatable than a counter: sent again after a lost answer, it takes twice.
    """
    answer = table.update_item(
        Key={"id": product},
        UpdateExpression="SET stock = stock - :quantity",
        ConditionExpression="stock >= :quantity",
        ExpressionAttributeValues={":quantity": quantity},
        ReturnValues="UPDATED_NEW",
    )
    return int(answer["Attributes"]["stock"])
