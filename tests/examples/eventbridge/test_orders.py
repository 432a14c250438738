"""The solution beyond the exercise's own tests: a whole bus, from the producer to the stored state."""

from __future__ import annotations

import json
import sqlite3

import boto3
import pytest
from botocore.stub import Stubber

from tests.examples.support.account import messages


@pytest.fixture
def module(load, aws):
    return load()


def test_published_orders_are_stored_in_their_last_state(module):
    events, sqs = boto3.client("events"), boto3.client("sqs")
    queue = module.make_route(events, sqs)
    stock = sqlite3.connect(":memory:")
    stock.execute("CREATE TABLE orders (id TEXT PRIMARY KEY, version INTEGER, state TEXT)")
    changes = [("o-1", 2, "paid"), ("o-1", 1, "placed"), ("o-2", 1, "placed"), ("o-1", 2, "paid")]
    names = ("orderId", "version", "state")

    assert module.publish(events, [dict(zip(names, change, strict=True)) for change in changes]) == []
    assert [module.apply(stock, json.loads(body)) for body in messages(queue)] == [True, False, True, False]
    assert stock.execute("SELECT * FROM orders ORDER BY id").fetchall() == [changes[0], changes[2]]


def test_refused_target_is_an_error(module):
    events = boto3.client("events")
    failure = {"TargetId": "warehouse", "ErrorCode": "LimitExceededException", "ErrorMessage": "too many"}
    with Stubber(events) as stub:
        stub.add_response("create_event_bus", {})
        stub.add_response(
            "put_rule", {"RuleArn": "arn:aws:events:eu-west-1:123456789012:rule/shop/warehouse"}
        )
        stub.add_response("put_targets", {"FailedEntryCount": 1, "FailedEntries": [failure]})

        with pytest.raises(RuntimeError, match="LimitExceededException"):
            module.make_route(events, boto3.client("sqs"))


def test_a_run_that_broke_off_is_finished_by_the_next(module, monkeypatch):
    events, sqs = boto3.client("events"), boto3.client("sqs")
    with monkeypatch.context() as broken:
        broken.setattr(events, "put_targets", lambda **_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            module.make_route(events, sqs)

    queue = module.make_route(events, sqs)

    order = {"orderId": "o-1", "version": 1, "state": "placed"}
    assert module.publish(events, [order]) == []
    assert [json.loads(body)["detail"] for body in messages(queue)] == [order]


def test_every_queue_keeps_its_messages_for_two_weeks(module):
    module.make_route(boto3.client("events"), boto3.client("sqs"))
    sqs = boto3.client("sqs")

    for name in ("warehouse", "warehouse-undelivered"):
        url = queue_url(name)
        found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["MessageRetentionPeriod"])
        assert found["Attributes"]["MessageRetentionPeriod"] == "1209600"


def queue_url(name: str) -> str:
    return boto3.client("sqs").get_queue_url(QueueName=name)["QueueUrl"]
