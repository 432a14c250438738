"""A counter for more writes than one partition takes: spread over several items, read as their sum."""

import hashlib
import random
import time
from typing import Any

SHARDS = 10  # more make writing faster and reading dearer; never fewer than were ever in use


def shard_key(name: str, event: str) -> str:
    """The item that counts this event. The same event always falls on the same one."""
    digest = hashlib.sha256(event.encode()).digest()
    return f"COUNTER#{name}#{int.from_bytes(digest[:4]) % SHARDS}"


def count(table: Any, name: str, event: str, amount: int = 1) -> None:
    """Adds to the counter. ADD is atomic and begins with zero, so nothing is read or created first."""
    # Sent again after a timeout, it would count twice. Where that matters, put a record of the event and
    # this update into one transaction.
    table.update_item(
        Key={"pk": shard_key(name, event)},
        UpdateExpression="ADD #total :amount",
        ExpressionAttributeNames={"#total": "total"},  # a reserved word
        ExpressionAttributeValues={":amount": amount},
    )


def total(dynamodb: Any, table: str, name: str) -> int:
    """The sum of all shards, in one batch. It is no snapshot: writers go on while it is read."""
    keys: list[dict[str, Any]] = [{"pk": {"S": f"COUNTER#{name}#{shard}"}} for shard in range(SHARDS)]
    found = 0
    for attempt in range(5):
        answer = dynamodb.batch_get_item(RequestItems={table: {"Keys": keys}})
        found += sum(int(item["total"]["N"]) for item in answer["Responses"].get(table, []))
        # A throttled batch answers with what it got and names the rest, which the SDK does not fetch.
        keys = answer["UnprocessedKeys"].get(table, {}).get("Keys", [])
        if not keys:
            return found
        time.sleep(random.uniform(0, 0.02 * 2**attempt))  # noqa: S311 - no secret
    raise TimeoutError(f"{len(keys)} of {SHARDS} shards not read")
