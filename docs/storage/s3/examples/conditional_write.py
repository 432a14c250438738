"""Writes that cannot undo somebody else's: create a key once, and replace only what was read."""

import json
import random
import time
from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError

ATTEMPTS = 5
TAKEN = "PreconditionFailed"  # 412: the condition does not hold, somebody was faster
CONFLICT = "ConditionalRequestConflict"  # 409: another request is at work on the key


def attempt(s3: Any, **request: Any) -> str | None:
    """Writes the object. Returns None, or S3's reason to refuse the condition."""
    try:
        s3.put_object(**request)
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code not in (TAKEN, CONFLICT):
            raise
        return code
    return None


def pause(number: int) -> None:
    """Waits for a random time that grows with each attempt, so that the losers do not meet again."""
    time.sleep(random.uniform(0, 0.05 * 2**number))  # noqa: S311 - no secret


def create_once(s3: Any, bucket: str, key: str, body: bytes) -> bool:
    """Creates the object, or returns False because the key is taken."""
    for number in range(ATTEMPTS):
        refusal = attempt(s3, Bucket=bucket, Key=key, Body=body, IfNoneMatch="*")
        if refusal != CONFLICT:
            # The SDK repeats a request whose answer was lost: "taken" can mean by ourselves.
            return refusal is None
        pause(number)
    raise TimeoutError(f"{key} is in constant use")


def update(s3: Any, bucket: str, key: str, change: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    """Changes a JSON document. Who loses a race applies the change to the winner's version.

    After a lost answer that version is our own. A change that must not count twice leaves a mark to find.
    """
    for number in range(ATTEMPTS):
        current = s3.get_object(Bucket=bucket, Key=key)
        document = json.load(current["Body"])
        change(document)
        body = json.dumps(document).encode()
        # The ETag stands for what was read. Without the condition the last writer would win.
        if not attempt(s3, Bucket=bucket, Key=key, Body=body, IfMatch=current["ETag"]):
            return document
        pause(number)
    raise TimeoutError(f"{key} changes too often")
