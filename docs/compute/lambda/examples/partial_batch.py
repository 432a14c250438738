"""Stores the orders of an SQS batch. Only those that failed come back."""

import json
import logging
import os
from typing import Any

import boto3

logger = logging.getLogger()
dynamodb = boto3.client("dynamodb")

TABLE = os.environ["TABLE_NAME"]


def store(order: dict[str, Any]) -> None:
    """Writes one order. The same message may come again, and writes the same item again."""
    if order["quantity"] < 1:  # wrong for good: setting it aside at once would spare the retries
        raise ValueError(f"quantity {order['quantity']}")
    item = {"id": {"S": order["id"]}, "quantity": {"N": str(order["quantity"])}}
    dynamodb.put_item(TableName=TABLE, Item=item)


def handler(event: dict[str, Any], _context: Any) -> dict[str, list[dict[str, str]]]:
    failures = []
    for record in event["Records"]:
        try:
            store(json.loads(record["body"]))
        except Exception:
            # An exception that left the handler would bring back the whole batch.
            logger.exception("order failed", extra={"message_id": record["messageId"]})
            failures.append({"itemIdentifier": record["messageId"]})
    # An empty list says that all succeeded. Needs ReportBatchItemFailures on the mapping.
    return {"batchItemFailures": failures}
