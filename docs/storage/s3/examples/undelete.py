"""Brings back what was deleted under a prefix since a given time, in a bucket with versioning."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any


def markers(s3: Any, bucket: str, prefix: str, since: datetime) -> Iterator[dict[str, str]]:
    """Delete markers that are the current version, so that their keys look deleted."""
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket, Prefix=prefix):
        for marker in page.get("DeleteMarkers", []):
            if marker["IsLatest"] and marker["LastModified"] >= since:
                yield {"Key": marker["Key"], "VersionId": marker["VersionId"]}


def undelete(s3: Any, bucket: str, prefix: str, since: datetime, dry_run: bool = True) -> list[str]:
    """Returns the keys that come back. Deletes the markers only if it is not a dry run."""
    found = list(markers(s3, bucket, prefix, since))
    if dry_run:
        return [marker["Key"] for marker in found]
    back = []
    for start in range(0, len(found), 1000):  # as many as one request takes
        answer = s3.delete_objects(Bucket=bucket, Delete={"Objects": found[start : start + 1000]})
        # The request succeeds as a whole even if some deletions in it are refused.
        back += [deleted["Key"] for deleted in answer.get("Deleted", [])]
        for error in answer.get("Errors", []):
            print(f"{error['Key']} stays deleted: {error['Code']}")
    return back
