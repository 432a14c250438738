"""A solution of the exercise: events that are routed, kept when undeliverable, and applied in any order."""

import json
import sqlite3
from contextlib import suppress
from datetime import datetime
from typing import Any

Order = dict[str, Any]


def publish(events: Any, orders: list[Order]) -> list[Order]:
    """Publishes OrderChanged events on the bus "shop". Returns the orders that were refused."""
    refused = []
    for start in range(0, len(orders), 10):
        batch = orders[start : start + 10]
        answer = events.put_events(
            Entries=[
                {
                    "EventBusName": "shop",
                    "Source": "shop.orders",
                    "DetailType": "OrderChanged",
                    "Detail": json.dumps(each),
                }
                for each in batch
            ]
        )
        # A request that succeeded can have refused some. Results come in the order of the entries.
        results = zip(batch, answer["Entries"], strict=True)
        refused += [each for each, result in results if "ErrorCode" in result]
    return refused


def make_route(events: Any, sqs: Any) -> str:
    """Makes bus, rule, queue and dead-letter queue. Returns the URL of the queue "warehouse"."""
    with suppress(events.exceptions.ResourceAlreadyExistsException):  # of a run that did not get to the end
        events.create_event_bus(Name="shop")
    rule = events.put_rule(
        Name="warehouse",
        EventBusName="shop",
        EventPattern=json.dumps({"source": ["shop.orders"], "detail-type": ["OrderChanged"]}),
    )["RuleArn"]
    queue, queue_arn = make_queue(sqs, "warehouse", rule)
    _, dead_arn = make_queue(sqs, "warehouse-undelivered", rule)
    answer = events.put_targets(
        Rule="warehouse",
        EventBusName="shop",
        Targets=[
            {
                "Id": "warehouse",
                "Arn": queue_arn,
                "RetryPolicy": {"MaximumEventAgeInSeconds": 7200, "MaximumRetryAttempts": 50},
                "DeadLetterConfig": {"Arn": dead_arn},
            }
        ],
    )
    if answer["FailedEntryCount"]:  # this call, too, can fail in part
        raise RuntimeError(answer["FailedEntries"])
    return queue


def make_queue(sqs: Any, name: str, rule: str) -> tuple[str, str]:
    """A standard queue to which this rule may send, and no other."""
    url = sqs.create_queue(QueueName=name, Attributes={"MessageRetentionPeriod": "1209600"})["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "events.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": arn,
        "Condition": {"ArnEquals": {"aws:SourceArn": rule}},
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
    return url, arn


def apply(stock: sqlite3.Connection, event: dict[str, Any]) -> bool:
    """Stores the order's state. Returns False for an event that is a repeat or too old."""
    order = event["detail"]
    with stock:
        changed = stock.execute(
            "INSERT INTO orders VALUES (:orderId, :version, :state) "
            "ON CONFLICT (id) DO UPDATE SET version = excluded.version, state = excluded.state "
            "WHERE excluded.version > orders.version",  # the database decides, not a read before it
            order,
        )
    return changed.rowcount == 1


def replay(events: Any, start: datetime, end: datetime) -> str:
    """Replays the archive "orders", for the rule "warehouse" alone. Returns the replay's ARN."""
    archive = events.describe_archive(ArchiveName="orders")
    rule = events.describe_rule(Name="warehouse", EventBusName="shop")["Arn"]
    return events.start_replay(
        ReplayName=f"warehouse-{start:%Y%m%dT%H%M}",  # the same name again is refused
        EventSourceArn=archive["ArchiveArn"],
        EventStartTime=start,
        EventEndTime=end,
        # Without the filter every rule of the bus gets the old events again.
        Destination={"Arn": archive["EventSourceArn"], "FilterArns": [rule]},
    )["ReplayArn"]
