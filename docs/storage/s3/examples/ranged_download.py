"""Downloads a large object in parallel ranges that all belong to the same state of the object."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from botocore.exceptions import IncompleteReadError, ReadTimeoutError, ResponseStreamingError

RANGE = 16 * 1024 * 1024
ATTEMPTS = 3
BROKEN = (IncompleteReadError, ReadTimeoutError, ResponseStreamingError)  # while the bytes came


def download(s3: Any, bucket: str, key: str, target: Path, size: int = RANGE) -> None:
    """Writes the object to a file. Raises PreconditionFailed if somebody replaces it meanwhile."""
    head = s3.head_object(Bucket=bucket, Key=key)
    length = head["ContentLength"]

    def fetch(start: int) -> None:
        end = min(start + size, length) - 1  # both ends count
        for attempt in range(1, ATTEMPTS + 1):
            # Without the condition half of the old object and half of the new one would look like a success.
            part = s3.get_object(Bucket=bucket, Key=key, Range=f"bytes={start}-{end}", IfMatch=head["ETag"])
            try:
                body = part["Body"].read()
                break
            except BROKEN:  # the client repeats requests, but not a body that breaks off
                if attempt == ATTEMPTS:
                    raise
        with unfinished.open("r+b") as file:
            file.seek(start)
            file.write(body)

    # A name of its own: two that download at once would mix their states in one file.
    unfinished = target.with_name(f"{target.name}.{uuid.uuid4().hex}.part")
    try:
        with unfinished.open("wb") as file:
            file.truncate(length)
        with ThreadPoolExecutor(max_workers=4) as pool:
            list(pool.map(fetch, range(0, length, size)))
        unfinished.replace(target)  # nobody sees a half-written file under its name
    finally:
        unfinished.unlink(missing_ok=True)
