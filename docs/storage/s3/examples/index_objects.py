"""Keeps a DynamoDB table in step with a bucket, from S3 events in a queue: repeated, late or out of order."""

import json
import logging
import os
from typing import Any
from urllib.parse import unquote_plus

import boto3

logger = logging.getLogger()
table = boto3.resource("dynamodb").Table(os.environ["TABLE_NAME"])


def apply(record: dict[str, Any]) -> None:
    bucket, entry = record["s3"]["bucket"]["name"], record["s3"]["object"]
    key = unquote_plus(entry["key"])  # encoded in the event: a space is a plus
    removed = record["eventName"].startswith("ObjectRemoved:")
    item = {
        "object": f"{bucket}/{key}",
        # A hexadecimal number that may differ in length. Filled up on the left it compares as text.
        "sequencer": entry["sequencer"].rjust(64, "0"),
        "removed": removed,  # a deletion is kept: an older creation may still arrive
    }
    if not removed:
        item |= {"size": entry["size"], "etag": entry["eTag"]}
    try:
        table.put_item(
            Item=item,
            ConditionExpression="attribute_not_exists(#s) OR #s < :s",
            ExpressionAttributeNames={"#s": "sequencer"},
            ExpressionAttributeValues={":s": item["sequencer"]},
        )
    except table.meta.client.exceptions.ConditionalCheckFailedException:
        logger.info("a repeat, or older than what is known", extra={"key": key})


def handler(event: dict[str, Any], _context: Any) -> dict[str, list[dict[str, str]]]:
    failures = []
    for message in event["Records"]:
        try:
            # S3's test message has no Records.
            for record in json.loads(message["body"]).get("Records", []):
                apply(record)
        except Exception:
            logger.exception("not applied", extra={"message_id": message["messageId"]})
            failures.append({"itemIdentifier": message["messageId"]})
    return {"batchItemFailures": failures}
