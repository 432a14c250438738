"""Where the exercise starts. Each step has a test that fails until you have written the function for it.

pip install boto3 "moto[events,sqs]" pytest
pytest -x orders_start.py
"""

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from moto import mock_aws

Order = dict[str, Any]  # {"orderId": "o-1", "version": 1, "state": "placed"}


def publish(events: Any, orders: list[Order]) -> list[Order]:
    """Publishes OrderChanged events on the bus "shop". Returns the orders that were refused. Step 2."""
    raise NotImplementedError


def make_route(events: Any, sqs: Any) -> str:
    """Makes bus, rule, queue and dead-letter queue. Returns the URL of the queue "warehouse". Step 3."""
    raise NotImplementedError


def apply(stock: sqlite3.Connection, event: dict[str, Any]) -> bool:
    """Stores the order's state. Returns False for an event that is a repeat or too old. Step 4."""
    raise NotImplementedError


def replay(events: Any, start: datetime, end: datetime) -> str:
    """Replays the archive "orders", for the rule "warehouse" alone. Returns the replay's ARN. Step 5."""
    raise NotImplementedError


def order(number: str, version: int = 1, state: str = "placed") -> Order:
    return {"orderId": number, "version": version, "state": state}


class Refusing:
    """A client whose third event of each request is throttled."""

    def __init__(self) -> None:
        self.sent: list[list[Order]] = []

    def put_events(self, Entries: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N803
        assert len(Entries) <= 10
        assert {entry["EventBusName"] for entry in Entries} == {"shop"}
        self.sent.append([json.loads(entry["Detail"]) for entry in Entries])
        results = [{"EventId": "1"}] * len(Entries)
        if len(Entries) > 2:
            results[2] = {"ErrorCode": "ThrottlingException", "ErrorMessage": "slow down"}
        return {"FailedEntryCount": int(len(Entries) > 2), "Entries": results}


@pytest.fixture
def clients() -> Iterator[tuple[Any, Any]]:
    with mock_aws():  # EventBridge and SQS in this process, empty for each test
        yield boto3.client("events", region_name="eu-west-1"), boto3.client("sqs", region_name="eu-west-1")


def test_step_2_refused_events_are_given_back() -> None:
    client = Refusing()
    orders = [order(f"o-{number}") for number in range(12)]
    assert publish(client, orders) == [orders[2]]
    assert [len(batch) for batch in client.sent] == [10, 2]


def test_step_3_only_changes_of_orders_arrive(clients: tuple[Any, Any]) -> None:
    events, sqs = clients
    url = make_route(events, sqs)
    publish(events, [order("o-1")])
    other = {"Source": "shop.orders", "DetailType": "OrderViewed", "Detail": "{}", "EventBusName": "shop"}
    events.put_events(Entries=[other])
    messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    assert [json.loads(message["Body"])["detail"] for message in messages] == [order("o-1")]


def test_step_3_what_cannot_be_delivered_is_kept(clients: tuple[Any, Any]) -> None:
    events, sqs = clients
    url = make_route(events, sqs)
    rule = events.describe_rule(Name="warehouse", EventBusName="shop")["Arn"]
    (target,) = events.list_targets_by_rule(Rule="warehouse", EventBusName="shop")["Targets"]
    dead = sqs.get_queue_url(QueueName=target["DeadLetterConfig"]["Arn"].split(":")[-1])["QueueUrl"]
    assert target["RetryPolicy"]["MaximumEventAgeInSeconds"] < 86400
    for queue in (url, dead):
        found = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["Policy"])["Attributes"]
        (statement,) = json.loads(found["Policy"])["Statement"]
        assert statement["Principal"] == {"Service": "events.amazonaws.com"}
        assert statement["Condition"] == {"ArnEquals": {"aws:SourceArn": rule}}


def test_step_4_repeats_and_late_events_change_nothing() -> None:
    stock = sqlite3.connect(":memory:")
    stock.execute("CREATE TABLE orders (id TEXT PRIMARY KEY, version INTEGER, state TEXT)")
    placed, canceled = order("o-1"), order("o-1", 2, "canceled")
    assert [apply(stock, {"detail": each}) for each in (placed, placed, canceled, placed)] == [
        True,
        False,
        True,
        False,
    ]
    assert stock.execute("SELECT state FROM orders").fetchall() == [("canceled",)]


def test_step_5_the_replay_reaches_one_rule(clients: tuple[Any, Any]) -> None:
    events, sqs = clients
    make_route(events, sqs)
    bus = events.describe_event_bus(Name="shop")["Arn"]
    events.create_archive(ArchiveName="orders", EventSourceArn=bus, RetentionDays=30)
    arn = replay(events, datetime(2026, 11, 26, 7, tzinfo=UTC), datetime(2026, 11, 26, 9, tzinfo=UTC))
    found = events.describe_replay(ReplayName=arn.split("/")[-1])
    rule = events.describe_rule(Name="warehouse", EventBusName="shop")["Arn"]
    assert found["Destination"] == {"Arn": bus, "FilterArns": [rule]}
