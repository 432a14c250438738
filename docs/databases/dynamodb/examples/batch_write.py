"""Writes many items in batches, and sends again what DynamoDB hands back."""

import random
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

BATCH = 25  # as many as BatchWriteItem takes


class NotWrittenError(Exception):
    """These requests were handed back to the end, and items after them were not tried."""

    def __init__(self, requests: list[dict[str, Any]]) -> None:
        super().__init__(f"{len(requests)} items not written")
        self.requests = requests


def batches(items: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Put requests in groups of BATCH. No two items of a group may have the same key."""
    rest = iter(items)
    while group := list(islice(rest, BATCH)):
        yield [{"PutRequest": {"Item": item}} for item in group]


def write(
    dynamodb: Any,
    table: str,
    items: Iterable[dict[str, Any]],
    attempts: int = 8,
    jitter: Callable[[float, float], float] = random.uniform,
) -> None:
    """Puts all items. Each is written or not by itself: a batch is no transaction."""
    for requests in batches(items):
        for attempt in range(attempts):
            answer = dynamodb.batch_write_item(RequestItems={table: requests})
            # As long as one item gets through the call succeeds and names the others here. The SDK
            # retries calls that fail, so it does nothing about them.
            requests = answer["UnprocessedItems"].get(table, [])
            if not requests:
                break
            # With a pause that grows: the table would still be as busy as before.
            time.sleep(jitter(0, min(5, 0.05 * 2**attempt)))
        else:
            raise NotWrittenError(requests)
