"""Downloads a large object in parallel ranges that all belong to the same state of the object."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

RANGE = 16 * 1024 * 1024


def download(s3: Any, bucket: str, key: str, target: Path, size: int = RANGE) -> None:
    """Writes the object to a file. Raises PreconditionFailed if somebody replaces it meanwhile."""
    head = s3.head_object(Bucket=bucket, Key=key)
    length = head["ContentLength"]

    def fetch(start: int) -> None:
        end = min(start + size, length) - 1  # both ends count
        # Without the condition half of the old object and half of the new one would look like a success.
        part = s3.get_object(Bucket=bucket, Key=key, Range=f"bytes={start}-{end}", IfMatch=head["ETag"])
        with unfinished.open("r+b") as file:
            file.seek(start)
            file.write(part["Body"].read())

    unfinished = target.with_suffix(target.suffix + ".part")
    with unfinished.open("wb") as file:
        file.truncate(length)
    try:
        with ThreadPoolExecutor(max_workers=4) as pool:
            list(pool.map(fetch, range(0, length, size)))
        unfinished.replace(target)  # nobody sees a half-written file under its name
    finally:
        unfinished.unlink(missing_ok=True)
