"""Where the reader begins, what it remembers, and what it does at the end of a shard."""

from __future__ import annotations

import threading
from types import ModuleType

import boto3
import pytest
from botocore.stub import Stubber

from tests.examples.support.account import create_table, items

ARN = "arn:aws:kinesis:eu-west-1:123456789012:stream/orders"
SHARD = "shardId-000000000000"


@pytest.fixture
def module(aws, load) -> ModuleType:
    create_table("checkpoints", "pk")
    boto3.client("kinesis").create_stream(StreamName="orders", ShardCount=1)
    return load()


@pytest.fixture
def stub(module):
    """The service's answers, in order: for what the emulation does not know."""
    with Stubber(module.kinesis) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


def put(*orders: str) -> None:
    for order in orders:
        boto3.client("kinesis").put_record(StreamARN=ARN, Data=order.encode(), PartitionKey="ann")


def saved() -> dict[str, str]:
    return {item["pk"]["S"]: item["done"]["S"] for item in items("checkpoints")}


def read(module: ModuleType, until: str | None = None, fail: str | None = None) -> list[str]:
    """Reads until it has handled `until`. Returns what was handled, a failed attempt included."""
    seen: list[str] = []
    stop = threading.Event()

    def handle(record: dict) -> None:
        seen.append(record["Data"].decode())
        if seen[-1] == until:
            stop.set()
        if seen[-1] == fail:
            raise ValueError("no such article")

    try:
        assert module.read_shard(ARN, SHARD, "checkpoints", handle, stop, pause=0) is None
    except ValueError:
        assert fail
    return seen


def answer(stub: Stubber, iterator: str, *orders: str, **end: object) -> None:
    """One page: each order has its number as sequence number."""
    records = [{"SequenceNumber": order, "Data": order.encode(), "PartitionKey": "ann"} for order in orders]
    stub.add_response(
        "get_records",
        {"Records": records} | end,
        {"StreamARN": ARN, "ShardIterator": iterator, "Limit": 2000},
    )


def begin(stub: Stubber, iterator: str, after: str | None = None) -> None:
    start = {"ShardIteratorType": "TRIM_HORIZON"}
    if after:
        start = {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "StartingSequenceNumber": after}
    stub.add_response(
        "get_shard_iterator", {"ShardIterator": iterator}, {"StreamARN": ARN, "ShardId": SHARD} | start
    )


def test_first_start_reads_from_the_oldest_record_in_order(module):
    put("1", "2", "3")

    assert read(module, until="3") == ["1", "2", "3"]
    assert saved() == {SHARD: "3"}


def test_next_start_goes_on_after_the_checkpoint(module):
    put("1", "2")
    read(module, until="2")
    put("3")

    assert read(module, until="3") == ["3"]
    assert saved() == {SHARD: "3"}


def test_failed_page_is_not_remembered_and_comes_again(module):
    put("1")
    read(module, until="1")
    put("2", "3")

    assert read(module, fail="3") == ["2", "3"]
    assert saved() == {SHARD: "1"}
    assert read(module, until="3") == ["2", "3"]


def test_checkpoint_is_written_after_the_work(module):
    put("1")
    stop = threading.Event()
    before = []

    def handle(_: dict) -> None:
        before.append(saved())
        stop.set()

    module.read_shard(ARN, SHARD, "checkpoints", handle, stop, pause=0)

    assert before == [{}]
    assert saved() == {SHARD: "1"}


@pytest.mark.parametrize("first", ["0", None])
def test_second_reader_of_the_shard_is_noticed(module, first):
    put("1")
    if first:
        module.save("checkpoints", SHARD, None, first)

    def handle(_: dict) -> None:
        module.save("checkpoints", SHARD, first, "7")

    with pytest.raises(module.OtherReaderError):
        module.read_shard(ARN, SHARD, "checkpoints", handle, threading.Event(), pause=0)
    assert saved() == {SHARD: "7"}


def test_checkpoint_is_read_consistently(module):
    asked = {}
    module.dynamodb.meta.events.register(
        "provide-client-params.dynamodb.GetItem", lambda params, **_: asked.update(params)
    )
    module.checkpoint("checkpoints", SHARD)

    assert asked["ConsistentRead"] is True


def test_empty_page_is_not_the_end(module, stub):
    begin(stub, "a")
    answer(stub, "a", NextShardIterator="b")
    answer(stub, "b", "1", NextShardIterator="c")

    assert read(module, until="1") == ["1"]


@pytest.mark.parametrize("orders", [["1", "2"], []])
def test_expired_iterator_is_replaced_by_one_after_the_last_work(module, stub, orders):
    begin(stub, "a")
    answer(stub, "a", *orders, NextShardIterator="old")
    stub.add_client_error(
        "get_records",
        "ExpiredIteratorException",
        expected_params={"StreamARN": ARN, "ShardIterator": "old", "Limit": 2000},
    )
    begin(stub, "new", after=orders[-1] if orders else None)
    answer(stub, "new", "3", NextShardIterator="b")

    assert read(module, until="3") == [*orders, "3"]


def test_other_errors_end_the_reader(module, stub):
    begin(stub, "a")
    stub.add_client_error("get_records", "AccessDeniedException")

    with pytest.raises(module.kinesis.exceptions.AccessDeniedException):
        read(module)


def child(number: int, *parents: str) -> dict:
    return {
        "ShardId": f"shardId-00000000000{number}",
        "ParentShards": list(parents),
        "HashKeyRange": {"StartingHashKey": "0", "EndingHashKey": "1"},
    }


@pytest.mark.parametrize("orders", [["1", "2"], []])
def test_closed_shard_is_worked_off_and_names_its_children(module, stub, orders):
    seen: list[bytes] = []
    begin(stub, "a")
    answer(stub, "a", *orders, ChildShards=[child(1, SHARD), child(2, SHARD)])

    children = module.read_shard(
        ARN, SHARD, "checkpoints", lambda record: seen.append(record["Data"]), threading.Event(), pause=0
    )

    assert children == {"shardId-000000000001": [SHARD], "shardId-000000000002": [SHARD]}
    assert seen == [order.encode() for order in orders]
    assert saved() == ({SHARD: "2"} if orders else {})


def test_child_of_a_merge_names_both_parents(module, stub):
    other = "shardId-000000000001"
    begin(stub, "a")
    answer(stub, "a", ChildShards=[child(2, SHARD, other)])

    assert module.read_shard(ARN, SHARD, "checkpoints", print, threading.Event()) == {
        "shardId-000000000002": [SHARD, other]
    }
