"""Transactional outbox: an order and its event are written together, and the stream carries the event out."""

import json
import logging
import os
import time
from typing import Any

import boto3

logger = logging.getLogger()
events = boto3.client("events")
BUS = os.environ.get("BUS_NAME", "orders")


def place_order(dynamodb: Any, table: str, order: str, customer: str, cents: int) -> None:
    """Writes both or neither, once for each order. A crash afterwards loses no event: the stream has it."""
    detail = {"order": order, "customer": customer, "cents": cents}
    item = {"pk": {"S": f"ORDER#{order}"}, "customer": {"S": customer}, "cents": {"N": str(cents)}}
    event = {
        "pk": {"S": f"OUTBOX#{order}#placed"},  # names the event, and goes with it as its ID
        "type": {"S": "OrderPlaced"},
        "detail": {"S": json.dumps(detail)},
        "expires_at": {"N": str(int(time.time()) + 7 * 86400)},  # TTL clears the outbox
    }
    new = "attribute_not_exists(pk)"
    dynamodb.transact_write_items(
        TransactItems=[
            {"Put": {"TableName": table, "Item": item, "ConditionExpression": new}},
            {"Put": {"TableName": table, "Item": event, "ConditionExpression": new}},
        ]
    )


def is_new_event(record: dict[str, Any]) -> bool:
    """Only what was added to the outbox: no orders, and not what TTL removes from it later."""
    # The event source mapping should filter for the same, so that nothing else invokes the function.
    return record["eventName"] == "INSERT" and record["dynamodb"]["Keys"]["pk"]["S"].startswith("OUTBOX#")


def publish(record: dict[str, Any]) -> None:
    """Sends one event. The stream may deliver it again, so consumers recognize it by its ID."""
    image = record["dynamodb"]["NewImage"]
    detail = json.loads(image["detail"]["S"]) | {"id": image["pk"]["S"]}
    entry = {"Source": "shop", "DetailType": image["type"]["S"], "Detail": json.dumps(detail)}
    answer = events.put_events(Entries=[entry | {"EventBusName": BUS}])
    if answer["FailedEntryCount"]:  # the call succeeds even then
        raise RuntimeError(answer["Entries"][0]["ErrorCode"])


def handler(event: dict[str, Any], _context: Any) -> dict[str, list[dict[str, str]]]:
    for record in filter(is_new_event, event["Records"]):
        try:
            publish(record)
        except Exception:
            logger.exception("event not published")
            # Lambda goes on from here, and so keeps the order of each item's records. The mapping must have
            # ReportBatchItemFailures: without it this answer counts as success, and nothing sends the event.
            return {"batchItemFailures": [{"itemIdentifier": record["dynamodb"]["SequenceNumber"]}]}
    return {"batchItemFailures": []}
