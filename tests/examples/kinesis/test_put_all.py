"""What arrives, what is sent again, and what is given back with the reason."""

from __future__ import annotations

import json

import boto3
import pytest
from botocore.exceptions import ReadTimeoutError
from botocore.stub import Stubber

from tests.examples.support.chance import longest

STREAM = "arn:aws:kinesis:eu-west-1:123456789012:stream/orders"
THROTTLED = "ProvisionedThroughputExceededException"


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def module(load, aws, monkeypatch, waits):
    loaded = load()
    monkeypatch.setattr(loaded.time, "sleep", waits.append)
    return loaded


@pytest.fixture
def arrived(aws):
    """Reads the data of all shards of a stream that has two."""
    kinesis = boto3.client("kinesis")
    kinesis.create_stream(StreamName="orders", ShardCount=2)

    def read() -> list[list[dict]]:
        found = []
        for shard in kinesis.list_shards(StreamName="orders")["Shards"]:
            iterator = kinesis.get_shard_iterator(
                StreamName="orders", ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
            )["ShardIterator"]
            records = kinesis.get_records(ShardIterator=iterator)["Records"]
            found.append([json.loads(record["Data"]) for record in records])
        return found

    return read


def records(module, *numbers: int) -> list[dict]:
    return [
        module.record({"id": f"e-{number}", "order": f"o-{number % 7}"}, key="order") for number in numbers
    ]


def taken(number: int) -> dict:
    return {"SequenceNumber": str(number), "ShardId": "shardId-000000000000"}


def refused(code: str) -> dict:
    return {"ErrorCode": code, "ErrorMessage": "not taken"}


def answer(*results: dict) -> dict:
    return {"Records": list(results)}


def request(*entries: dict) -> dict:
    return {"StreamARN": STREAM, "Records": list(entries)}


def test_all_arrive_with_as_few_calls_as_possible_and_each_key_in_one_shard(module, arrived, waits):
    calls: list[str] = []
    module.kinesis.meta.events.register("before-call", lambda model, **_: calls.append(model.name))

    assert module.put_all(STREAM, records(module, *range(1100))) == []

    assert calls == ["PutRecords"] * 3
    shards = arrived()
    assert sorted(event["id"] for shard in shards for event in shard) == sorted(
        f"e-{number}" for number in range(1100)
    )
    orders = [{event["order"] for event in shard} for shard in shards]
    assert not orders[0] & orders[1]
    assert waits == []


def test_event_without_an_id_is_no_record(module):
    with pytest.raises(ValueError, match="ID"):
        module.record({"order": "o-1"}, key="order")


@pytest.mark.parametrize("order", [None, "", "o" * 257])
def test_event_without_a_usable_key_is_no_record(module, order):
    with pytest.raises(ValueError, match="event e-1: 'order'"):
        module.record({"id": "e-1", "order": order}, key="order")
    with pytest.raises(ValueError, match="event e-1: 'order'"):
        module.record({"id": "e-1"}, key="order")


def test_number_can_be_a_key(module):
    assert module.record({"id": "e-1", "order": 0}, key="order")["PartitionKey"] == "0"


def test_size_counts_bytes_and_keys(module):
    key = "é" * 50  # a hundred bytes
    full = {"Data": b"x" * (module.LARGEST - 100), "PartitionKey": key}

    assert [len(batch) for batch in module.batches([full] * 25)] == [10, 10, 5]
    assert [len(batch) for batch in module.batches([{"Data": b"x", "PartitionKey": "k"}] * 501)] == [500, 1]
    assert list(module.batches([])) == []


def test_event_that_is_too_large_is_named_before_anything_is_sent(module, arrived):
    events = [{"id": f"e-{number}", "order": "o-1", "text": ""} for number in range(502)]
    rest = module.LARGEST - module.length(module.record(events[0], key="order"))
    events[0]["text"] = "x" * rest
    module.record(events[0], key="order")
    events[501]["text"] = "x" * rest

    with pytest.raises(ValueError, match=r"event e-501 is too large.*S3"):
        module.put_all(STREAM, (module.record(event, key="order") for event in events))
    assert arrived() == [[], []]


def test_only_what_failed_is_sent_again(module, waits):
    first, second, third = records(module, 1, 2, 3)
    with Stubber(module.kinesis) as stub:
        stub.add_response(
            "put_records",
            answer(taken(1), refused(THROTTLED), refused("InternalFailure")),
            request(first, second, third),
        )
        stub.add_response("put_records", answer(taken(2), refused(THROTTLED)), request(second, third))
        stub.add_response("put_records", answer(taken(3)), request(third))

        assert module.put_all(STREAM, [first, second, third], jitter=longest) == []
        stub.assert_no_pending_responses()
    assert waits == [0.2, 0.4]


def test_record_that_is_never_taken_is_given_back_with_the_reason(module, waits):
    first, second = records(module, 1, 2)
    with Stubber(module.kinesis) as stub:
        stub.add_response("put_records", answer(taken(1), refused(THROTTLED)), request(first, second))
        for _ in range(2):
            stub.add_response("put_records", answer(refused(THROTTLED)), request(second))

        assert module.put_all(STREAM, [first, second], attempts=3) == [(second, THROTTLED)]
        stub.assert_no_pending_responses()
    assert len(waits) == 2


def test_what_is_given_back_can_be_sent_as_it_is(module, arrived):
    (entry,) = records(module, 1)
    with Stubber(module.kinesis) as stub:
        stub.add_response("put_records", answer(refused(THROTTLED)), request(entry))
        left = module.put_all(STREAM, [entry], attempts=1)

    assert module.put_all(STREAM, [entry for entry, _ in left]) == []
    assert [event["id"] for shard in arrived() for event in shard] == ["e-1"]


def test_failed_call_gives_back_its_records_and_the_next_batch_goes_on(module):
    batch = records(module, *range(501))
    with Stubber(module.kinesis) as stub:
        stub.add_client_error("put_records", "KMSAccessDeniedException")
        stub.add_response("put_records", answer(taken(500)), request(batch[500]))

        left = module.put_all(STREAM, batch)
        stub.assert_no_pending_responses()
    assert left == [(entry, "KMSAccessDeniedException") for entry in batch[:500]]


def test_reason_is_the_code_of_the_service_even_if_the_sdk_has_no_class_for_it(module):
    (entry,) = records(module, 1)
    with Stubber(module.kinesis) as stub:
        stub.add_client_error("put_records", "ExpiredTokenException")

        assert module.put_all(STREAM, [entry]) == [(entry, "ExpiredTokenException")]


def test_lost_answer_leaves_open_what_was_written(module, monkeypatch):
    def lose(**_: object) -> None:
        raise ReadTimeoutError(endpoint_url="https://kinesis.eu-west-1.amazonaws.com")

    monkeypatch.setattr(module.kinesis, "put_records", lose)
    (entry,) = records(module, 1)

    assert module.put_all(STREAM, [entry]) == [(entry, "ReadTimeoutError")]


def test_sample_has_the_limits_of_the_service(module):
    model = boto3.client("kinesis").meta.service_model
    operation = model.operation_model("PutRecords").documentation

    assert model.shape_for("PutRecordsRequestEntryList").metadata["max"] == module.MOST
    assert f"{module.BYTES // 1024**2} MiB for the entire request, including partition keys" in operation
    assert model.shape_for("PartitionKey").metadata["max"] == module.KEY
    assert model.shape_for("MaxRecordSizeInKiB").metadata["min"] * 1024 == module.LARGEST
