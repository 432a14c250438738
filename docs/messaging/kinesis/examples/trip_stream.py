"""A solution of the exercise: a trip keeps its order, nothing is lost, and repeats do no harm."""

import json
import random
import sqlite3
import time
from collections.abc import Callable
from typing import Any

STREAM = "arn:aws:kinesis:eu-west-1:123456789012:stream/trips"
ENDED = "ended"

Event = dict[str, Any]


def to_record(event: Event) -> dict[str, Any]:
    """The event as PutRecords wants it, under a key that keeps the order of a trip."""
    return {"PartitionKey": event["trip"], "Data": json.dumps(event).encode()}


def send(kinesis: Any, events: list[Event], sleep: Callable[[float], None] = time.sleep) -> list[Event]:
    """Writes the events, refused ones again after a pause. Returns what the stream did not take.

    If it raises, nobody knows what was written: the caller sends all of them again.
    """
    left: list[Event] = []
    for start in range(0, len(events), 500):
        batch = events[start : start + 500]  # small events: 500 are far below the limit in bytes
        for attempt in range(5):
            if attempt:
                sleep(random.uniform(0, 0.1 * 2**attempt))  # noqa: S311
            records = [to_record(event) for event in batch]
            results = kinesis.put_records(StreamARN=STREAM, Records=records)["Records"]
            # Results come in the order of the records: nothing else tells which of them were refused.
            batch = [event for event, result in zip(batch, results, strict=True) if "ErrorCode" in result]
            if not batch:
                break
        left += batch
    return left


def read_page(
    kinesis: Any,
    shard: str,
    positions: dict[str, str],
    iterators: dict[str, str],
    handle: Callable[[Event], None],
) -> None:
    """Works off the next page of a shard, and moves its position after the work."""
    if shard not in iterators:  # a new process
        start = {"ShardIteratorType": "TRIM_HORIZON"}
        if shard in positions:
            start = {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "StartingSequenceNumber": positions[shard]}
        found = kinesis.get_shard_iterator(StreamARN=STREAM, ShardId=shard, **start)
        iterators[shard] = found["ShardIterator"]
    try:
        # Twice what a shard takes in, at one call a second: a reader must be able to catch up.
        page = kinesis.get_records(StreamARN=STREAM, ShardIterator=iterators[shard], Limit=2000)
    except kinesis.exceptions.ExpiredIteratorException:
        del iterators[shard]  # the next call asks for one at the position
        return
    for record in page["Records"]:
        handle(json.loads(record["Data"]))  # if it raises, the page comes again
    if page["Records"]:
        positions[shard] = page["Records"][-1]["SequenceNumber"]
    if page.get("NextShardIterator") is None:
        positions[shard] = ENDED
    else:
        # Also after an empty page: an iterator made from the position can find the same gap again.
        iterators[shard] = page["NextShardIterator"]


def store(trips: sqlite3.Connection, event: Event, cents: int) -> None:
    """Keeps the newest version of a trip, with the fare that today's code makes of it."""
    with trips:
        trips.execute(
            "INSERT INTO trips VALUES (?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET version = excluded.version, cents = excluded.cents "
            "WHERE excluded.version >= trips.version",  # an equal one, too: a replay repairs
            (event["trip"], event["version"], cents),
        )


def readable(shards: list[dict[str, Any]], positions: dict[str, str]) -> list[str]:
    """The IDs of the shards that may be read now: no parent of theirs has anything left."""
    unfinished = {shard["ShardId"] for shard in shards if positions.get(shard["ShardId"]) != ENDED}
    return [
        shard["ShardId"]
        for shard in shards
        if shard["ShardId"] in unfinished
        # A parent that is not listed has expired: waiting for it would never end.
        and unfinished.isdisjoint({shard.get("ParentShardId"), shard.get("AdjacentParentShardId")})
    ]
