"""Works off a queue: deletes what is done, hides what still waits, lets come back what failed."""

import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import boto3
from botocore.config import Config

logger = logging.getLogger(__name__)
sqs = boto3.client("sqs", config=Config(read_timeout=30))  # above the long poll, below the visibility timeout


@contextmanager
def kept_hidden(queue_url: str, receipts: dict[str, str], seconds: int, longest: float) -> Iterator[None]:
    """Renews the timeout of what is in `receipts` while the block runs, for `longest` seconds at most."""
    done = threading.Event()
    end = time.monotonic() + longest

    def renew() -> None:
        while not done.wait(seconds / 3):
            if time.monotonic() > end:
                logger.error("the batch hangs or is too slow: its messages come back")
                return
            entries = [
                {"Id": message_id, "ReceiptHandle": receipt, "VisibilityTimeout": seconds}
                for message_id, receipt in list(receipts.items())
            ]
            if not entries:
                continue
            try:  # one deleted meanwhile is a failed entry in the answer, not an exception
                sqs.change_message_visibility_batch(QueueUrl=queue_url, Entries=entries)
            except Exception:
                logger.exception("renewal failed")  # a throttle must not end the heartbeat; it tries again

    thread = threading.Thread(target=renew, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def poll(
    queue_url: str, handle: Callable[[dict[str, Any]], None], visibility: int = 60, longest: float = 600
) -> int:
    """Takes one batch, to be done in `longest` seconds. Returns how many of it were handled and deleted."""
    batch = sqs.receive_message(
        QueueUrl=queue_url,
        MaxNumberOfMessages=10,
        WaitTimeSeconds=20,  # long polling: fewer empty answers, and no server is left out
        VisibilityTimeout=visibility,
    ).get("Messages", [])
    receipts = {message["MessageId"]: message["ReceiptHandle"] for message in batch}
    deleted = 0
    with kept_hidden(queue_url, receipts, visibility, longest):
        for message in batch:
            try:
                handle(json.loads(message["Body"]))  # must bear a repeat: the delete can still fail
                sqs.delete_message(QueueUrl=queue_url, ReceiptHandle=message["ReceiptHandle"])
                deleted += 1
            except Exception:
                # Not deleted, so it is delivered again, and after too many times set aside.
                logger.exception("message %s failed", message["MessageId"])
            del receipts[message["MessageId"]]
    return deleted
