"""Brings back what was deleted under a prefix since a given time, in a bucket with versioning."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any


def markers(s3: Any, bucket: str, prefix: str, since: datetime) -> Iterator[dict[str, str]]:
    """A key's markers above its newest version, if all came since then. A repeated DELETE leaves several."""
    newest: dict[str, datetime] = {}
    found: dict[str, list[dict[str, Any]]] = {}
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket, Prefix=prefix):
        for version in page.get("Versions", []):
            newest.setdefault(version["Key"], version["LastModified"])  # a key's newest comes first
        for marker in page.get("DeleteMarkers", []):
            if marker["IsLatest"] or marker["Key"] in found:
                found.setdefault(marker["Key"], []).append(marker)
    for key, of_key in found.items():
        above = [one for one in of_key if key in newest and one["LastModified"] >= newest[key]]
        if all(one["LastModified"] >= since for one in above):
            yield from ({"Key": key, "VersionId": one["VersionId"]} for one in above)


def undelete(s3: Any, bucket: str, prefix: str, since: datetime, dry_run: bool = True) -> list[str]:
    """Returns the keys that come back. Deletes the markers only if it is not a dry run."""
    found = list(markers(s3, bucket, prefix, since))
    back = dict.fromkeys(marker["Key"] for marker in found)
    if dry_run:
        return list(back)
    for start in range(0, len(found), 1000):  # as many as one request takes
        answer = s3.delete_objects(Bucket=bucket, Delete={"Objects": found[start : start + 1000]})
        # The request succeeds as a whole even if some deletions in it are refused.
        for error in answer.get("Errors", []):
            print(f"{error['Key']} stays deleted: {error['Code']}")
            back.pop(error["Key"], None)
    return list(back)
