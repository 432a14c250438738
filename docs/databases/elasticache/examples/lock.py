"""A lock that saves double work, and a conditional write that keeps the data right without it."""

import uuid
from collections.abc import Callable
from typing import Any

from boto3.dynamodb.conditions import Attr

RELEASE = """
if redis.call("GET", KEYS[1]) == ARGV[1] then
  return redis.call("DEL", KEYS[1])
end
return 0
"""


def recompute(client: Any, table: Any, report: str, work: Callable[[Any], Any], lock_ms: int = 10_000) -> str:
    """Brings a report up to date: "done", "busy" if somebody else is at it, "stale" if they were faster.

    "Stale" can also mean our own write, repeated by the SDK after a lost answer. The table is right anyway.
    """
    lock, owner = f"lock:{report}", uuid.uuid4().hex
    if not client.set(lock, owner, nx=True, px=lock_ms):
        return "busy"
    try:
        item = table.get_item(Key={"id": report}, ConsistentRead=True).get("Item", {})
        version = item.get("version")
        result = work(item.get("result"))
        # The lock may have expired during the work, or been lost in a failover, and somebody else may
        # have finished in the meantime. The table decides, not our belief that we still hold the lock.
        unchanged = Attr("version").not_exists() if version is None else Attr("version").eq(version)
        table.put_item(
            Item={"id": report, "result": result, "version": (version or 0) + 1},
            ConditionExpression=unchanged,
        )
    except table.meta.client.exceptions.ConditionalCheckFailedException:
        return "stale"
    finally:
        client.eval(RELEASE, 1, lock, owner)
    return "done"
