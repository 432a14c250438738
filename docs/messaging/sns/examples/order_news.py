"""A solution of the exercise: one event, several readers, and nothing lost that somebody wanted."""

import json
import sqlite3
from typing import Any

Event = dict[str, Any]


class OtherEventError(Exception):
    """The ID was used before for another event."""


def connect(sns: Any, sqs: Any, topic: str, name: str, wanted: dict[str, Any] | None) -> str:
    """Gives a reader its queue, subscribed to the topic, and returns the queue's URL."""
    queue = make_queue(sqs, topic, name)
    # A dead-letter queue of its own: whose delivery failed is then plain.
    dead = make_queue(sqs, topic, f"{name}-undelivered", MessageRetentionPeriod=str(14 * 86400))
    attributes = {
        "RawMessageDelivery": "true",
        "RedrivePolicy": json.dumps({"deadLetterTargetArn": arn(sqs, dead)}),
    }
    if wanted is not None:
        attributes["FilterPolicy"] = json.dumps(wanted)
    # Last of all, and with everything in one call: nothing arrives unfiltered or finds the door shut.
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn(sqs, queue), Attributes=attributes)
    return queue


def make_queue(sqs: Any, topic: str, name: str, **attributes: str) -> str:
    url = sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": arn(sqs, url),
        "Condition": {"ArnEquals": {"aws:SourceArn": topic}},
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
    return url


def arn(sqs: Any, url: str) -> str:
    return sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]


def publish(sns: Any, topic: str, event: Event) -> None:
    """Says what happened, once, whoever listens."""
    sns.publish(
        TopicArn=topic,
        Message=json.dumps(event),
        MessageAttributes={"kind": {"DataType": "String", "StringValue": event["kind"]}},
    )


def book(audit: sqlite3.Connection, event: Event) -> None:
    """Writes an event into the audit log, once per ID."""
    text = json.dumps(event, sort_keys=True)
    with audit:
        audit.execute("INSERT INTO events VALUES (?, ?) ON CONFLICT (id) DO NOTHING", (event["id"], text))
        (stored,) = audit.execute("SELECT event FROM events WHERE id = ?", (event["id"],)).fetchone()
    if stored != text:
        raise OtherEventError(event["id"])


def bring_back(sqs: Any, dead_url: str, queue_url: str) -> int:
    """Takes up to ten messages from the dead-letter queue to the reader's queue; says how many."""
    answer = sqs.receive_message(QueueUrl=dead_url, MaxNumberOfMessages=10, MessageAttributeNames=["All"])
    found = answer.get("Messages", [])
    for message in found:
        sqs.send_message(
            QueueUrl=queue_url,
            MessageBody=message["Body"],
            MessageAttributes=message.get("MessageAttributes", {}),
        )
        # After the send: a crash between the two makes a repeat, which book() bears, and no loss.
        sqs.delete_message(QueueUrl=dead_url, ReceiptHandle=message["ReceiptHandle"])
    return len(found)
