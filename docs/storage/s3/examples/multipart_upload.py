"""Uploads a large file in parallel parts and leaves nothing behind when it fails.

`s3.upload_file` does the same. This is what happens inside, for when you need the steps yourself.
"""

import contextlib
import math
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

PART_SIZE = 16 * 1024 * 1024


def upload(s3: Any, source: Path, bucket: str, key: str, part_size: int = PART_SIZE) -> str:
    """Uploads the file and returns the object's ETag."""
    target = {"Bucket": bucket, "Key": key}
    created = s3.create_multipart_upload(**target, ChecksumAlgorithm="CRC32")
    target["UploadId"] = created["UploadId"]

    def send(number: int) -> dict[str, Any]:
        with source.open("rb") as file:
            file.seek((number - 1) * part_size)
            body = file.read(part_size)
        # The client's retries repeat one part, not the file.
        part = s3.upload_part(**target, PartNumber=number, Body=body, ChecksumAlgorithm="CRC32")
        return {"PartNumber": number, "ETag": part["ETag"], "ChecksumCRC32": part["ChecksumCRC32"]}

    try:
        count = max(1, math.ceil(source.stat().st_size / part_size))  # an empty file becomes one empty part
        with ThreadPoolExecutor(max_workers=4) as pool:
            parts = list(pool.map(send, range(1, count + 1)))
        done = s3.complete_multipart_upload(**target, MultipartUpload={"Parts": parts})
    except BaseException:
        # The pool has ended: a part still on its way could be stored after the abort, and billed.
        # A crash gets no chance to abort at all, so the bucket also needs a lifecycle rule.
        # No such upload: it was completed, and only the answer got lost.
        with contextlib.suppress(s3.exceptions.NoSuchUpload):
            s3.abort_multipart_upload(**target)
        raise
    return done["ETag"]
