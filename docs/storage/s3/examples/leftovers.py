"""What a bucket holds that no listing of its objects shows: old versions, markers, unfinished uploads."""

import contextlib
import sys
from collections import Counter
from typing import Any

import boto3


def old_versions(s3: Any, bucket: str) -> Counter[str]:
    """Bytes of noncurrent versions by the first part of the key, and the number of delete markers."""
    found: Counter[str] = Counter()
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
        for version in page.get("Versions", []):
            if not version["IsLatest"]:
                found[version["Key"].split("/")[0]] += version["Size"]
        found["(delete markers)"] += len(page.get("DeleteMarkers", []))
    return found


def unfinished(s3: Any, bucket: str) -> Counter[str]:
    """Bytes of the parts of uploads that nobody completed or aborted."""
    found: Counter[str] = Counter()
    for page in s3.get_paginator("list_multipart_uploads").paginate(Bucket=bucket):
        for upload in page.get("Uploads", []):
            place = {"Bucket": bucket, "Key": upload["Key"], "UploadId": upload["UploadId"]}
            with contextlib.suppress(s3.exceptions.NoSuchUpload):  # it has ended since the listing
                for parts in s3.get_paginator("list_parts").paginate(**place):
                    found[upload["Key"]] += sum(part["Size"] for part in parts.get("Parts", []))
    return found


if __name__ == "__main__":
    # For a look at one bucket. Over many objects S3 Inventory or Storage Lens costs less than listing.
    client = boto3.client("s3")
    for name, numbers in ("old versions", old_versions), ("unfinished uploads", unfinished):
        for place, number in numbers(client, sys.argv[1]).most_common():
            print(f"{name:20}{number:>16,}  {place}")
