"""Whatever the order and number of events, the table ends as the bucket is."""

import itertools
import json

import boto3
import pytest

from tests.examples.support import events

OLD, NEW, LAST = "0055AED6DCD90281E5", "0055AED6DCD90281E6", "0055AED6DCD90281E6A1"


@pytest.fixture
def table(aws_endpoint):
    resource = boto3.resource("dynamodb", endpoint_url=aws_endpoint)
    table = resource.create_table(
        TableName="objects",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "object", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "object", "KeyType": "HASH"}],
    )
    yield table
    table.delete()


@pytest.fixture
def function(table, start):
    return start(TABLE_NAME="objects")


def created(sequencer: str, size: int = 1024, key: str = "orders/1 ä.json") -> dict:
    event = events.s3_created("shop-files", key, size=size)
    event["Records"][0]["s3"]["object"]["sequencer"] = sequencer
    return event


def removed(sequencer: str) -> dict:
    event = created(sequencer)
    record = event["Records"][0]
    record["eventName"] = "ObjectRemoved:DeleteMarkerCreated"
    del record["s3"]["object"]["size"], record["s3"]["object"]["eTag"]
    return event


def stored(table) -> dict:
    return table.get_item(Key={"object": "shop-files/orders/1 ä.json"})["Item"]


def test_object_is_recorded_under_its_decoded_key(function, table):
    assert function.invoke(events.sqs_batch(created(OLD))).payload == {"batchItemFailures": []}

    assert {name: stored(table)[name] for name in ("size", "removed")} == {"size": 1024, "removed": False}


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_order_of_arrival_does_not_matter(function, table, order):
    sent = [created(OLD, 10), removed(NEW), created(LAST, 30)]

    for place in order:
        function.invoke(events.sqs_batch(sent[place], sent[place]))

    assert (stored(table)["size"], stored(table)["removed"]) == (30, False)


def test_sequencers_of_different_length_are_compared_as_numbers(function, table):
    longer, shorter = "010055AED6DCD90281E5", "0FFFFFFFFFFFFFFFFF"

    for sequencer, size in (longer, 20), (shorter, 10):
        function.invoke(events.sqs_batch(created(sequencer, size)))

    assert stored(table)["size"] == 20


def test_late_creation_does_not_bring_a_deleted_object_back(function, table):
    function.invoke(events.sqs_batch(removed(NEW), created(OLD)))

    assert stored(table)["removed"] is True
    assert "size" not in stored(table)


def test_test_message_is_no_failure(function):
    assert function.invoke(events.sqs_batch(events.s3_test("shop-files"))).payload == {
        "batchItemFailures": []
    }


def test_one_bad_message_does_not_hold_up_the_others(function, table):
    batch = events.sqs_batch("no JSON", created(OLD))

    answer = function.invoke(batch).payload

    assert answer == {"batchItemFailures": [{"itemIdentifier": batch["Records"][0]["messageId"]}]}
    assert stored(table)["size"] == 1024
    assert json.loads(batch["Records"][1]["body"])["Records"]
