"""Sends many messages in few calls and tells which of them the queue did not take."""

import random
import time
from collections.abc import Callable, Iterable, Iterator

import boto3

sqs = boto3.client("sqs")

MOST = 10  # messages in one request
BYTES = 1_048_576  # of one message, and of all messages in one request


def batches(bodies: Iterable[str]) -> Iterator[list[str]]:
    """Groups that fit one request, by number and by size."""
    batch: list[str] = []
    size = 0
    for body in bodies:
        length = len(body.encode())  # the limit counts bytes, and attributes if there are any
        if length > BYTES:
            raise ValueError(f"a message of {length} bytes: put it into S3 and send its key")
        if batch and (len(batch) == MOST or size + length > BYTES):
            yield batch
            batch, size = [], 0
        batch.append(body)
        size += length
    if batch:
        yield batch


def send_all(
    queue_url: str,
    bodies: list[str],
    attempts: int = 4,
    jitter: Callable[[float, float], float] = random.uniform,
) -> list[str]:
    """Returns the bodies that were not taken. An exception says nothing about what was sent before it.

    Whoever sends again after an exception sends some messages twice; consumers have to bear that anyway.
    """
    refused: list[str] = []
    for batch in list(batches(bodies)):  # all are measured before the first is sent
        pending = {str(number): body for number, body in enumerate(batch)}
        for attempt in range(attempts):
            answer = sqs.send_message_batch(
                QueueUrl=queue_url,
                Entries=[{"Id": number, "MessageBody": body} for number, body in pending.items()],
            )
            failed = answer.get("Failed", [])  # the call succeeds even if every entry has failed
            refused += [pending[entry["Id"]] for entry in failed if entry["SenderFault"]]
            pending = {entry["Id"]: pending[entry["Id"]] for entry in failed if not entry["SenderFault"]}
            if not pending:
                break
            if attempt < attempts - 1:
                time.sleep(jitter(0, 0.2 * 2**attempt))
        refused += pending.values()
    return refused
