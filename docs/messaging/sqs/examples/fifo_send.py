"""Sends the events of orders: in sequence for each order, and each once."""

import json
from collections.abc import Callable, Iterable
from typing import Any

import boto3

sqs = boto3.client("sqs")


def send(queue_url: str, event: dict[str, Any]) -> str:
    """Sends one event and returns the sequence number that SQS gave it."""
    sent = sqs.send_message(
        QueueUrl=queue_url,
        MessageBody=json.dumps(event),
        # The order holds within a group. A group per order lets others go on when one is stuck.
        MessageGroupId=event["order_id"],
        # Stored together with the event: whoever repeats the sending repeats the ID as well.
        MessageDeduplicationId=event["event_id"],
    )
    return sent["SequenceNumber"]


def send_pending(queue_url: str, pending: Iterable[dict[str, Any]], mark_sent: Callable[[str], None]) -> None:
    """Sends what an outbox still holds, oldest first.

    An error ends it, so that no later event overtakes. If the process dies before `mark_sent`,
    the next run sends the event again, which SQS accepts and drops within the deduplication interval.
    """
    for event in pending:
        send(queue_url, event)
        mark_sent(event["event_id"])
