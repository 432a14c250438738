"""Copies orders from a table's stream into a table by customer. Stops at the first failure."""

import logging
import os
from typing import Any

import boto3

logger = logging.getLogger()
dynamodb = boto3.client("dynamodb")

TABLE = os.environ["TABLE_NAME"]  # key `customer`, sort key `id`


def copy(record: dict[str, Any]) -> None:
    """Writes one order. A stream may repeat records, and the same write changes nothing."""
    order = record["dynamodb"]["NewImage"]
    item = {name: order[name] for name in ("customer", "id", "total")}
    dynamodb.put_item(TableName=TABLE, Item=item)


def handler(event: dict[str, Any], _context: Any) -> dict[str, list[dict[str, str]]]:
    for record in event["Records"]:
        try:
            copy(record)
        except Exception:
            position = record["dynamodb"]["SequenceNumber"]
            logger.exception("order failed", extra={"sequence_number": position})
            # A position, not a set: Lambda goes on from here, with everything behind it.
            return {"batchItemFailures": [{"itemIdentifier": position}]}
    return {"batchItemFailures": []}
