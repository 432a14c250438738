"""Gives a failed message back to its queue with a pause that grows from one receive to the next."""

import random
from collections.abc import Callable
from typing import Any

import boto3

sqs = boto3.client("sqs")

FIRST, LONGEST = 10, 900  # seconds


Jitter = Callable[[float, float], float]


def pause(receives: int, jitter: Jitter = random.uniform) -> int:
    """Between the half and the whole of 10, 20, 40 ... seconds, so that not all come back at once."""
    ceiling = min(LONGEST, FIRST * 2 ** (receives - 1))
    return round(jitter(ceiling / 2, ceiling))


def retry_later(queue_url: str, message: dict[str, Any], jitter: Jitter = random.uniform) -> int:
    """Hides the message for a while. Whoever renews its timeout must have stopped doing so."""
    # Received with MessageSystemAttributeNames=["ApproximateReceiveCount"], or it would not be here.
    seconds = pause(int(message["Attributes"]["ApproximateReceiveCount"]), jitter)
    sqs.change_message_visibility(
        QueueUrl=queue_url,
        ReceiptHandle=message["ReceiptHandle"],
        VisibilityTimeout=seconds,
    )
    return seconds
