"""A solution of the exercise: refunds that are paid once, and a queue that loses none."""

import json
import logging
import sqlite3
from collections.abc import Callable
from typing import Any

Refund = dict[str, Any]

logger = logging.getLogger(__name__)


class OtherRefundError(Exception):
    """The ID was used before for another refund."""


def make_queues(sqs: Any) -> tuple[str, str]:
    """Creates a queue and its dead-letter queue and returns both URLs."""
    dead = sqs.create_queue(
        QueueName="refunds-dead-letters",
        Attributes={"MessageRetentionPeriod": str(14 * 86400)},
    )["QueueUrl"]
    queue = sqs.create_queue(
        QueueName="refunds",
        Attributes={
            "ReceiveMessageWaitTimeSeconds": "20",
            "VisibilityTimeout": "60",  # a batch of ten takes 20 seconds at most
            "RedrivePolicy": json.dumps({"deadLetterTargetArn": arn(sqs, dead), "maxReceiveCount": 5}),
        },
    )["QueueUrl"]
    allowed = {"redrivePermission": "byQueue", "sourceQueueArns": [arn(sqs, queue)]}
    sqs.set_queue_attributes(QueueUrl=dead, Attributes={"RedriveAllowPolicy": json.dumps(allowed)})
    return queue, dead


def arn(sqs: Any, queue_url: str) -> str:
    answer = sqs.get_queue_attributes(QueueUrl=queue_url, AttributeNames=["QueueArn"])
    return answer["Attributes"]["QueueArn"]


def poll(sqs: Any, queue_url: str, handle: Callable[[Refund], None]) -> None:
    """Takes one batch, handles each message and deletes what is done."""
    answer = sqs.receive_message(QueueUrl=queue_url, MaxNumberOfMessages=10)
    for message in answer.get("Messages", []):
        try:
            handle(json.loads(message["Body"]))  # reading is part of the attempt, and so is the delete
            sqs.delete_message(QueueUrl=queue_url, ReceiptHandle=message["ReceiptHandle"])
        except Exception:
            logger.exception("message %s failed", message["MessageId"])


def pay(bank: sqlite3.Connection, refund: Refund) -> None:
    """Adds the money to the account, once per ID."""
    entry = (refund["id"], refund["account"], refund["cents"])
    with bank:  # one transaction: an exception takes back both writes
        new = bank.execute("INSERT INTO refunds VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING", entry)
        if new.rowcount:
            paid = bank.execute("UPDATE accounts SET cents = cents + ? WHERE name = ?", (entry[2], entry[1]))
            if not paid.rowcount:
                raise LookupError(entry[1])  # or nobody would get a refund that counts as paid
            return
        stored = bank.execute("SELECT id, account, cents FROM refunds WHERE id = ?", entry[:1]).fetchone()
    if stored != entry:
        raise OtherRefundError(refund["id"])
