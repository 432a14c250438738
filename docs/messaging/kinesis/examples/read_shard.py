"""Reads one shard in order, remembers its place after the work, and names the shards that come next."""

import threading
from collections.abc import Callable
from typing import Any

import boto3
from botocore.config import Config

# The calls and bytes of a shard are shared: other readers can use them up for a while.
kinesis = boto3.client("kinesis", config=Config(retries={"mode": "standard", "max_attempts": 8}))
dynamodb = boto3.client("dynamodb")


class OtherReaderError(Exception):
    """The checkpoint is not where this reader left it. End, or two readers may do the same work.

    It also comes when the answer to a save was lost and the SDK tried again. Then a new start goes on.
    """


def checkpoint(table: str, shard_id: str) -> str | None:
    """The last record that was worked off. The table belongs to one reader of one stream."""
    item = dynamodb.get_item(TableName=table, Key={"pk": {"S": shard_id}}, ConsistentRead=True).get("Item")
    return item["done"]["S"] if item else None


def save(table: str, shard_id: str, before: str | None, done: str) -> None:
    """Moves the checkpoint, if nobody else has moved it."""
    request: dict[str, Any] = {"ConditionExpression": "attribute_not_exists(pk)"}
    if before is not None:
        request = {
            "ConditionExpression": "done = :before",
            "ExpressionAttributeValues": {":before": {"S": before}},
        }
    try:
        dynamodb.put_item(TableName=table, Item={"pk": {"S": shard_id}, "done": {"S": done}}, **request)
    except dynamodb.exceptions.ConditionalCheckFailedException:
        raise OtherReaderError(shard_id) from None


def iterator_after(stream_arn: str, shard_id: str, position: str | None) -> str:
    """A place to read from: behind that record, or at the oldest one that is left."""
    start = {"ShardIteratorType": "TRIM_HORIZON"}
    if position is not None:
        start = {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "StartingSequenceNumber": position}
    found = kinesis.get_shard_iterator(StreamARN=stream_arn, ShardId=shard_id, **start)
    return str(found["ShardIterator"])


def read_shard(
    stream_arn: str,
    shard_id: str,
    table: str,
    handle: Callable[[dict[str, Any]], None],
    stop: threading.Event,
    pause: float = 1,
) -> dict[str, list[str]] | None:
    """Reads until the shard has ended. Returns its children, each with the parents to finish before it.

    Returns None if it was stopped.
    """
    position = checkpoint(table, shard_id)
    iterator = iterator_after(stream_arn, shard_id, position)
    while not stop.is_set():
        try:
            # Twice what a shard takes in, at one call a second: a reader must be able to catch up.
            page = kinesis.get_records(StreamARN=stream_arn, ShardIterator=iterator, Limit=2000)
        except kinesis.exceptions.ExpiredIteratorException:  # the last page took too long
            iterator = iterator_after(stream_arn, shard_id, position)
            continue
        for record in page["Records"]:
            handle(record)  # must bear a repeat: if it raises, the next start begins with this page again
        if page["Records"]:  # an empty page is no end, only a stretch without records
            done = page["Records"][-1]["SequenceNumber"]
            save(table, shard_id, position, done)
            position = done
        if page.get("NextShardIterator") is None:
            return {child["ShardId"]: child["ParentShards"] for child in page.get("ChildShards", [])}
        iterator = page["NextShardIterator"]
        stop.wait(pause)  # the shard's other calls are for other readers
    return None
