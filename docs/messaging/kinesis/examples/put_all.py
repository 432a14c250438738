"""Writes events to a stream in few calls, and tells which of them it cannot vouch for."""

import json
import random
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

# Each attempt would wait a minute for its answer. The less it waits, the more often a record is repeated.
kinesis = boto3.client("kinesis", config=Config(connect_timeout=3, read_timeout=10))

MOST = 500  # records in one request
BYTES = 10 * 1024 * 1024  # of one request, with all partition keys
LARGEST = 1024 * 1024  # of one record with its key, unless the stream is set to take more
KEY = 256  # characters of a partition key

Record = dict[str, Any]
Unconfirmed = list[tuple[Record, str]]
Jitter = Callable[[float, float], float]


def record(event: dict[str, Any], key: str) -> Record:
    """The event as a record. Its own ID tells a repeat, which has a sequence number of its own.

    Raises for an event that the stream would refuse, and with it the whole request.
    """
    if "id" not in event:
        raise ValueError("an event without an ID: nobody could tell its repeat")
    value = event.get(key)
    if value in (None, "") or len(str(value)) > KEY:  # "None" would be one key for all of these
        raise ValueError(f"event {event['id']}: {key!r} is no partition key")
    entry = {"Data": json.dumps(event).encode(), "PartitionKey": str(value)}
    if length(entry) > LARGEST:
        raise ValueError(f"event {event['id']} is too large: put it into S3 and its key into the stream")
    return entry


def length(entry: Record) -> int:
    """The bytes that count."""
    return len(entry["Data"]) + len(entry["PartitionKey"].encode())


def batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    """Groups that fit one request, by number and by size."""
    batch: list[Record] = []
    size = 0
    for entry in records:
        if batch and (len(batch) == MOST or size + length(entry) > BYTES):
            yield batch
            batch, size = [], 0
        batch.append(entry)
        size += length(entry)
    if batch:
        yield batch


def put_all(
    stream_arn: str, records: Iterable[Record], attempts: int = 5, jitter: Jitter = random.uniform
) -> Unconfirmed:
    """Returns each record that the stream did not confirm, with the last error.

    The caller keeps these and gives them to this function again, or counts them as lost. Some may be in the
    stream all the same. The order of a key is not kept: what is sent again comes after its successors.
    """
    unconfirmed: Unconfirmed = []
    for batch in list(batches(records)):  # all are made before the first is sent
        unconfirmed += put_batch(stream_arn, batch, attempts, jitter)
    return unconfirmed


def put_batch(stream_arn: str, batch: list[Record], attempts: int, jitter: Jitter) -> Unconfirmed:
    """The same for as many records as one request takes."""
    failed = [(entry, "not sent") for entry in batch]
    for attempt in range(attempts):
        if attempt:
            time.sleep(jitter(0, 0.1 * 2**attempt))  # at random: those throttled together come back apart
        pending = [entry for entry, _ in failed]
        try:
            answer = kinesis.put_records(StreamARN=stream_arn, Records=pending)
        # The client has retried by itself. Perhaps all were written, even twice, and the answer got lost.
        except ClientError as error:
            return [(entry, error.response["Error"]["Code"]) for entry in pending]
        except BotoCoreError as error:
            return [(entry, type(error).__name__) for entry in pending]
        # Results come in the order of the records: nothing else tells which of them failed.
        failed = [
            (entry, result["ErrorCode"])
            for entry, result in zip(pending, answer["Records"], strict=True)
            if "ErrorCode" in result
        ]
        if not failed:
            break
    return failed
