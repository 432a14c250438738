"""Publishes events and makes sure of each: a request that succeeds can still have refused some."""

import random
import time
from collections.abc import Callable
from typing import Any

import boto3

events = boto3.client("events")

BATCH = 10  # fewer if the events are large: what one request may weigh is limited as well
RETRYABLE = {"InternalFailure", "ThrottlingException"}  # any other code would come again
Refused = list[tuple[dict[str, Any], str]]
Jitter = Callable[[float, float], float]


def put_all(entries: list[dict[str, Any]], attempts: int = 5, jitter: Jitter = random.uniform) -> Refused:
    """Publishes the entries. Returns those that EventBridge did not take, each with the error code.

    An exception leaves open which were taken. To publish again then makes repeats, which consumers must bear.
    """
    refused: Refused = []
    for start in range(0, len(entries), BATCH):
        refused += put_batch(entries[start : start + BATCH], attempts, jitter)
    return refused


def put_batch(batch: list[dict[str, Any]], attempts: int, jitter: Jitter, wait: float = 0.1) -> Refused:
    """The same for as many entries as one request takes."""
    answer = events.put_events(Entries=batch)
    if not answer["FailedEntryCount"]:
        return []
    # Results come in the order of the entries: nothing else tells which of them failed.
    failed = [
        (entry, result["ErrorCode"])
        for entry, result in zip(batch, answer["Entries"], strict=True)
        if "ErrorCode" in result
    ]
    again = [entry for entry, code in failed if code in RETRYABLE]
    if not again or attempts == 1:
        return failed
    time.sleep(jitter(0, wait))  # at random: who was throttled together must not come back together
    hopeless = [(entry, code) for entry, code in failed if code not in RETRYABLE]
    # Only the failed ones: with the whole batch, the others would be published twice.
    return hopeless + put_batch(again, attempts - 1, jitter, 2 * wait)
