"""The solution as a whole, and the mistakes that its steps must catch."""

from __future__ import annotations

import json

import boto3
import pytest
from botocore.stub import Stubber

from tests.examples.kinesis.test_trip_stream_start import NAMES
from tests.examples.support import exercises

FIRST = "shardId-000000000000"


@pytest.fixture
def module(load, aws):
    return load()


@pytest.fixture
def start(examples, example, monkeypatch, aws):
    return exercises.solved(examples / "trip_stream_start.py", example, NAMES, monkeypatch)


@pytest.fixture
def kinesis(aws):
    client = boto3.client("kinesis")
    client.create_stream(StreamName="trips", ShardCount=4)
    return client


def refuse(start, step, *given):
    with exercises.failing():
        getattr(start, step)(*given)


def test_trips_arrive_in_order_and_sending_twice_changes_nothing(module, start, kinesis):
    trips, positions, seen = start.new_trips(), {}, []
    events = [start.event(f"t-{number}", version) for version in (1, 2) for number in range(8)]

    def handle(event):
        seen.append((event["trip"], event["version"]))
        module.store(trips, event, event["meters"] // 4)

    for _ in range(2):
        assert module.send(kinesis, events, pytest.fail) == []
        start.read_round(kinesis, positions, {}, handle)

    assert [version for trip, version in seen if trip == "t-5"] == [1, 2, 1, 2]
    assert len(seen) == 32
    assert set(trips.execute("SELECT version, cents FROM trips")) == {(2, 200)}
    assert trips.execute("SELECT count(*) FROM trips").fetchone() == (8,)


def test_failed_page_comes_again_in_the_same_process(module, start, kinesis):
    module.send(kinesis, [start.event("t-1", version) for version in (1, 2)])
    positions, iterators, seen = {}, {}, []

    def fail(_):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        start.read_round(kinesis, positions, iterators, fail)
    for _ in range(2):
        start.read_round(kinesis, positions, iterators, lambda event: seen.append(event["version"]))

    assert seen == [1, 2]


def test_expired_iterator_is_replaced_by_one_at_the_position(module, kinesis):
    positions, iterators, seen = {FIRST: "7"}, {FIRST: "old"}, []
    with Stubber(kinesis) as stub:
        stub.add_client_error("get_records", "ExpiredIteratorException")
        stub.add_response(
            "get_shard_iterator",
            {"ShardIterator": "new"},
            {
                "StreamARN": module.STREAM,
                "ShardId": FIRST,
                "ShardIteratorType": "AFTER_SEQUENCE_NUMBER",
                "StartingSequenceNumber": "7",
            },
        )
        record = {"SequenceNumber": "8", "Data": b'{"id": "t-1/1"}', "PartitionKey": "t-1"}
        stub.add_response(
            "get_records",
            {"Records": [record], "NextShardIterator": "next"},
            {"StreamARN": module.STREAM, "ShardIterator": "new", "Limit": 2000},
        )
        for _ in range(2):
            module.read_page(kinesis, FIRST, positions, iterators, lambda event: seen.append(event["id"]))
        stub.assert_no_pending_responses()

    assert (positions, iterators, seen) == ({FIRST: "8"}, {FIRST: "next"}, ["t-1/1"])


def test_other_errors_end_the_reader(module, kinesis):
    with Stubber(kinesis) as stub:
        stub.add_client_error("get_records", "AccessDeniedException")

        with pytest.raises(kinesis.exceptions.AccessDeniedException):
            module.read_page(kinesis, FIRST, {}, {FIRST: "a"}, print)


def test_shards_are_listed_with_all_pages(start, kinesis):
    token = {"NextToken": "more"}
    with Stubber(kinesis) as stub:
        merged = [shard("s-2", ParentShardId="s-0", AdjacentParentShardId="s-1")]
        stub.add_response("list_shards", {"Shards": merged} | token, {"StreamARN": start.STREAM})
        stub.add_response("list_shards", {"Shards": [shard("s-0"), shard("s-1")]}, token)

        start.read_round(kinesis, {"s-0": start.ENDED, "s-1": start.ENDED, "s-2": start.ENDED}, {}, print)
        stub.assert_no_pending_responses()


def shard(name, **parents):
    return {
        "ShardId": name,
        "HashKeyRange": {"StartingHashKey": "0", "EndingHashKey": "1"},
        "SequenceNumberRange": {"StartingSequenceNumber": "1"},
    } | parents


def test_pauses_grow_and_are_random(module, start, monkeypatch):
    monkeypatch.setattr(module.random, "uniform", lambda low, high: high)
    pauses = []
    assert module.send(start.Full(times=9), [start.event("t-2", 1)], pauses.append)

    assert pauses == pytest.approx([0.2, 0.4, 0.8, 1.6])


@pytest.mark.parametrize("key", ["city", "driver", "id"])
def test_other_keys_fail_step_1(start, kinesis, monkeypatch, key):
    monkeypatch.setattr(
        start, "to_record", lambda event: {"PartitionKey": event[key], "Data": json.dumps(event).encode()}
    )
    refuse(start, "test_step_1_a_trip_stays_together_and_trips_spread", kinesis)


def test_sending_the_whole_batch_again_fails_step_2(module, start, monkeypatch):
    def send(kinesis, events, sleep):
        for _ in range(5):
            records = [module.to_record(event) for event in events]
            answer = kinesis.put_records(StreamARN=module.STREAM, Records=records)
            if not answer["FailedRecordCount"]:
                return []
            sleep(1)
        return events

    monkeypatch.setattr(start, "send", send)
    refuse(start, "test_step_2_only_what_was_refused_is_sent_again")


def test_position_before_the_work_fails_step_3(module, start, kinesis, monkeypatch):
    def read_page(kinesis, shard, positions, iterators, handle):
        page = []
        module.read_page(kinesis, shard, positions, iterators, page.append)
        for event in page:
            handle(event)

    monkeypatch.setattr(start, "read_page", read_page)
    refuse(start, "test_step_3_a_crash_loses_nothing", kinesis)


def test_iterator_before_the_work_fails_step_3(module, start, kinesis, monkeypatch):
    def read_page(kinesis, shard, positions, iterators, handle):
        moved = dict(iterators)
        module.read_page(kinesis, shard, dict(positions), moved, lambda _: None)
        try:
            module.read_page(kinesis, shard, positions, iterators, handle)
        finally:
            iterators.update(moved)

    monkeypatch.setattr(start, "read_page", read_page)
    refuse(start, "test_step_3_a_crash_loses_nothing", kinesis)


def test_iterator_from_the_position_each_time_fails_step_3(module, start, monkeypatch):
    monkeypatch.setattr(
        start,
        "read_page",
        lambda kinesis, shard, positions, _, handle: module.read_page(kinesis, shard, positions, {}, handle),
    )
    refuse(start, "test_step_3_an_empty_page_is_not_the_end")


def test_overwriting_newer_versions_fails_step_4(start, monkeypatch):
    def overwrite(trips, event, cents):
        trips.execute(
            "INSERT OR REPLACE INTO trips VALUES (?, ?, ?)", (event["trip"], event["version"], cents)
        )

    monkeypatch.setattr(start, "store", overwrite)
    start.test_step_4_a_replay_repairs()
    refuse(start, "test_step_4_repeats_and_late_versions_change_nothing")


def test_skipping_known_versions_fails_step_4(start, monkeypatch):
    def skip(trips, event, cents):
        trips.execute(
            "INSERT INTO trips VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE "
            "SET version = excluded.version, cents = excluded.cents WHERE excluded.version > trips.version",
            (event["trip"], event["version"], cents),
        )

    monkeypatch.setattr(start, "store", skip)
    start.test_step_4_repeats_and_late_versions_change_nothing()
    refuse(start, "test_step_4_a_replay_repairs")


def test_reading_all_shards_at_once_fails_step_5(start, monkeypatch):
    monkeypatch.setattr(
        start,
        "readable",
        lambda shards, positions: [
            each["ShardId"] for each in shards if positions.get(each["ShardId"]) != start.ENDED
        ],
    )
    refuse(start, "test_step_5_a_split_keeps_the_order_of_a_trip")


def test_waiting_for_an_expired_parent_fails_step_5(start, kinesis, monkeypatch):
    def stubborn(shards, positions):
        ended = {shard for shard, position in positions.items() if position == start.ENDED}
        return [
            each["ShardId"]
            for each in shards
            if each["ShardId"] not in ended and each.get("ParentShardId") in {None, *ended}
        ]

    monkeypatch.setattr(start, "readable", stubborn)
    refuse(start, "test_step_5_parents_come_before_children", kinesis)


def test_emulator_writes_on_into_a_closed_shard_which_never_ends(module, start, kinesis):
    """What the page says of it, and why step 5 has a client of its own."""
    key = next(f"t-{number}" for number in range(99) if put(module, start, kinesis, f"t-{number}") == FIRST)
    kinesis.split_shard(StreamARN=module.STREAM, ShardToSplit=FIRST, NewStartingHashKey=str(2**125))

    assert put(module, start, kinesis, key) == FIRST
    iterator = kinesis.get_shard_iterator(
        StreamARN=module.STREAM, ShardId=FIRST, ShardIteratorType="TRIM_HORIZON"
    )["ShardIterator"]
    assert kinesis.get_records(StreamARN=module.STREAM, ShardIterator=iterator)["NextShardIterator"]


def put(module, start, kinesis, trip):
    return kinesis.put_record(StreamARN=module.STREAM, **module.to_record(start.event(trip, 1)))["ShardId"]
