"""Where the exercise starts. Each step has tests that fail until you have written the function for it.

pip install boto3 "moto[kinesis]" pytest
pytest -x trip_stream_start.py
"""

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

STREAM = "arn:aws:kinesis:eu-west-1:123456789012:stream/trips"
ENDED = "ended"  # the position in a closed shard that was read to its end

# {"id": "t-1/2", "trip": "t-1", "version": 2, "driver": "d-3", "city": "Nantes", "meters": 800}
Event = dict[str, Any]


def to_record(event: Event) -> dict[str, Any]:
    """The event as PutRecords wants it, under a key that keeps the order of a trip. Step 1."""
    raise NotImplementedError


def send(kinesis: Any, events: list[Event], sleep: Callable[[float], None] = time.sleep) -> list[Event]:
    """Writes the events, refused ones again after a pause. Returns what the stream did not take. Step 2."""
    raise NotImplementedError


def read_page(
    kinesis: Any,
    shard: str,
    positions: dict[str, str],  # where each shard goes on: a table, in earnest, because it survives a crash
    iterators: dict[str, str],  # the next iterator of each shard: dies with the process
    handle: Callable[[Event], None],
) -> None:
    """Works off the next page of a shard. Step 3. At the shard's end it sets the position ENDED. Step 5."""
    raise NotImplementedError


def store(trips: sqlite3.Connection, event: Event, cents: int) -> None:
    """Keeps the newest version of a trip, with the fare that today's code makes of it. Step 4."""
    raise NotImplementedError


def readable(shards: list[dict[str, Any]], positions: dict[str, str]) -> list[str]:
    """The IDs of the shards that may be read now: no parent of theirs has anything left. Step 5."""
    raise NotImplementedError


def read_round(
    kinesis: Any, positions: dict[str, str], iterators: dict[str, str], handle: Callable[[Event], None]
) -> None:
    """A page of each shard. A worker calls it about once a second, for the calls to a shard are limited."""
    page = kinesis.list_shards(StreamARN=STREAM)
    shards = page["Shards"]
    while token := page.get("NextToken"):  # all of them: a parent that is not listed counts as expired
        page = kinesis.list_shards(NextToken=token)
        shards += page["Shards"]
    for shard in readable(shards, positions):
        read_page(kinesis, shard, positions, iterators, handle)


def event(trip: str, version: int) -> Event:
    number = int(trip.removeprefix("t-"))
    return {
        "id": f"{trip}/{version}",
        "trip": trip,
        "version": version,
        "driver": f"d-{number + version}",  # a trip can be handed to another driver
        "city": ("Lyon", "Nantes")[number % 2],
        "meters": 400 * version,
    }


class Full:
    """A client for what the emulator lacks: it refuses the records of trip t-2, some times."""

    def __init__(self, times: int) -> None:
        self.times = times
        self.calls: list[list[str]] = []

    def put_records(self, **call: Any) -> dict[str, Any]:
        events = [json.loads(record["Data"]) for record in call["Records"]]
        assert 0 < len(events) <= 500
        self.calls.append([event["id"] for event in events])
        taken = {"ShardId": "s-0", "SequenceNumber": "1"}
        refused = {"ErrorCode": "ProvisionedThroughputExceededException", "ErrorMessage": "Rate exceeded"}
        full = len(self.calls) <= self.times
        results = [refused if full and event["trip"] == "t-2" else taken for event in events]
        return {"FailedRecordCount": results.count(refused), "Records": results}


class Pages:
    """A client for what the emulator lacks: pages without records, and closed shards that end."""

    def __init__(self, pages: dict[str, list[Event | None]], parents: dict[str, str]) -> None:
        self.pages = pages  # of each shard; a page has one record or none
        self.parents = parents

    def list_shards(self, **_: Any) -> dict[str, Any]:
        shards = sorted(self.pages, reverse=True)  # children first: do not rely on the order
        return {"Shards": [self.shard(each) for each in shards]}

    def shard(self, name: str) -> dict[str, Any]:
        parent = {"ParentShardId": self.parents[name]} if name in self.parents else {}
        return {"ShardId": name} | parent

    def get_shard_iterator(self, **call: Any) -> dict[str, Any]:
        shard = call["ShardId"]
        number = {
            "TRIM_HORIZON": 0,
            "AFTER_SEQUENCE_NUMBER": int(call.get("StartingSequenceNumber", 0)) + 1,
            "LATEST": len(self.pages[shard]),
        }[call["ShardIteratorType"]]
        return {"ShardIterator": f"{shard}/{number}"}

    def get_records(self, **call: Any) -> dict[str, Any]:
        shard, number = call["ShardIterator"].split("/")
        page = int(number)
        found = self.pages[shard][page : page + 1]
        answer: dict[str, Any] = {
            "Records": [
                {"SequenceNumber": number, "Data": json.dumps(each).encode(), "PartitionKey": "k"}
                for each in found
                if each
            ],
            "MillisBehindLatest": 0,
        }
        closed = shard in self.parents.values()
        if not closed or page + 1 < len(self.pages[shard]):
            answer["NextShardIterator"] = f"{shard}/{page + len(found)}"
        return answer


def new_trips() -> sqlite3.Connection:
    trips = sqlite3.connect(":memory:")
    trips.execute("CREATE TABLE trips (id TEXT PRIMARY KEY, version INTEGER, cents INTEGER)")
    trips.commit()
    return trips


@pytest.fixture
def kinesis() -> Iterator[Any]:
    with mock_aws():  # Kinesis in this process, empty for each test
        client = boto3.client("kinesis", region_name="eu-west-1")
        client.create_stream(StreamName="trips", ShardCount=4)
        yield client


def test_step_1_a_trip_stays_together_and_trips_spread(kinesis: Any) -> None:
    shards: dict[str, set[str]] = {}
    for each in [event(f"t-{number}", version) for version in (1, 2) for number in range(40)]:
        record = to_record(each)
        assert json.loads(record["Data"]) == each
        shards.setdefault(each["trip"], set()).add(kinesis.put_record(StreamARN=STREAM, **record)["ShardId"])
    assert {len(found) for found in shards.values()} == {1}
    assert len(set.union(*shards.values())) == 4


def test_step_2_only_what_was_refused_is_sent_again() -> None:
    client = Full(times=2)
    pauses: list[float] = []
    events = [event(trip, 1) for trip in ("t-1", "t-2", "t-3")]
    assert send(client, events, pauses.append) == []
    assert client.calls == [["t-1/1", "t-2/1", "t-3/1"], ["t-2/1"], ["t-2/1"]]
    assert len(pauses) == 2


def test_step_2_what_is_never_taken_is_given_back() -> None:
    client = Full(times=1000)
    events = [event(f"t-{number}", 1) for number in range(1200)]
    assert send(client, events, lambda _: None) == [event("t-2", 1)]
    sent = [each for call in client.calls for each in call]
    assert set(sent) == {each["id"] for each in events}
    assert len(sent) < 1220  # an end, and nothing again but t-2


def test_step_3_a_crash_loses_nothing(kinesis: Any) -> None:
    for version in (1, 2, 3):
        record = to_record(event("t-1", version))
        shard = kinesis.put_record(StreamARN=STREAM, **record)["ShardId"]
    positions: dict[str, str] = {}
    iterators: dict[str, str] = {}
    seen: list[int] = []

    def fail(each: Event) -> None:
        if each["version"] == 2:
            raise RuntimeError("the database is down")

    for _ in range(2):  # in the same process the event comes again
        with pytest.raises(RuntimeError):
            read_page(kinesis, shard, positions, iterators, fail)
    read_page(kinesis, shard, positions, {}, lambda each: seen.append(each["version"]))
    assert seen[-2:] == [2, 3]
    read_page(kinesis, shard, positions, {}, lambda _: pytest.fail("this was worked off before"))


def test_step_3_an_empty_page_is_not_the_end() -> None:
    client = Pages({"s-0": [event("t-1", 1), None, None, event("t-1", 2)]}, parents={})
    positions: dict[str, str] = {}
    iterators: dict[str, str] = {}
    seen: list[int] = []
    for _ in range(6):
        read_page(client, "s-0", positions, iterators, lambda each: seen.append(each["version"]))
    assert (seen, positions) == ([1, 2], {"s-0": "3"})


def test_step_4_repeats_and_late_versions_change_nothing() -> None:
    trips = new_trips()
    for version in (1, 1, 3, 3, 2):
        store(trips, event("t-1", version), cents=100 * version)
    assert trips.execute("SELECT * FROM trips").fetchall() == [("t-1", 3, 300)]


def test_step_4_a_replay_repairs() -> None:
    trips = new_trips()
    for version in (1, 2):
        store(trips, event("t-1", version), cents=0)  # a bug
    for version in (1, 2):
        store(trips, event("t-1", version), cents=100 * version)
    assert trips.execute("SELECT * FROM trips").fetchall() == [("t-1", 2, 200)]


def test_step_5_parents_come_before_children(kinesis: Any) -> None:
    kinesis.split_shard(StreamARN=STREAM, ShardToSplit="shardId-000000000000", NewStartingHashKey=str(2**125))
    shards = kinesis.list_shards(StreamARN=STREAM)["Shards"]
    first, *others = [f"shardId-{number:012}" for number in range(6)]
    assert sorted(readable(shards, {})) == [first, *others[:3]]
    assert sorted(readable(shards, {first: "17"})) == [first, *others[:3]]
    assert sorted(readable(shards, {first: ENDED})) == others
    assert sorted(readable(shards[1:], {})) == others  # the parent has expired


def test_step_5_the_child_of_a_merge_waits_for_both_parents() -> None:
    merged = {"ShardId": "s-2", "ParentShardId": "s-0", "AdjacentParentShardId": "s-1"}
    shards = [{"ShardId": "s-0"}, {"ShardId": "s-1"}, merged]
    assert readable(shards, {"s-0": ENDED}) == ["s-1"]
    assert readable(shards, {"s-0": ENDED, "s-1": ENDED}) == ["s-2"]


def test_step_5_a_split_keeps_the_order_of_a_trip() -> None:
    before: list[Event | None] = [event("t-1", 1), None, event("t-2", 1), event("t-1", 2)]
    after: dict[str, list[Event | None]] = {"s-1": [event("t-1", 3)], "s-2": [event("t-2", 2)]}
    client = Pages({"s-0": before} | after, parents={"s-1": "s-0", "s-2": "s-0"})
    positions: dict[str, str] = {}
    seen: list[str] = []
    for _ in range(3):
        iterators: dict[str, str] = {}  # a new process
        for _ in range(3):
            read_round(client, positions, iterators, lambda each: seen.append(each["id"]))
    assert seen[:3] == ["t-1/1", "t-2/1", "t-1/2"]
    assert sorted(seen[3:]) == ["t-1/3", "t-2/2"]
    assert positions["s-0"] == ENDED
