"""Contracts in S3 that nobody overwrites, an index that two writers may change, and a way back."""

import json
import random
import time
from typing import Any

from botocore.exceptions import ClientError

BUCKET = "contracts"
ATTEMPTS = 5


class TakenError(Exception):
    """Another contract has this number."""


def make_bucket(s3: Any) -> None:
    s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    tidy = {
        "ID": "tidy",
        "Status": "Enabled",
        "Filter": {"Prefix": ""},
        "NoncurrentVersionExpiration": {"NoncurrentDays": 30},
        "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 3},
    }
    s3.put_bucket_lifecycle_configuration(Bucket=BUCKET, LifecycleConfiguration={"Rules": [tidy]})


def refused(s3: Any, key: str, body: bytes, **condition: str) -> bool:
    """Writes under a condition. Returns whether S3 refused it: 412, or 409 while others write."""
    try:
        s3.put_object(Bucket=BUCKET, Key=key, Body=body, **condition)
    except ClientError as error:
        if error.response["Error"]["Code"] not in ("PreconditionFailed", "ConditionalRequestConflict"):
            raise
        return True
    return False


def pause(number: int) -> None:
    """At random, so that those who met do not meet again."""
    time.sleep(random.uniform(0, 0.05 * 2**number))  # noqa: S311 - no secret


def file_contract(s3: Any, number: str, pdf: bytes) -> None:
    key = f"contracts/{number}.pdf"
    for attempt in range(ATTEMPTS):
        if not refused(s3, key, pdf, IfNoneMatch="*"):
            return
        try:
            stored = s3.get_object(Bucket=BUCKET, Key=key)["Body"].read()
        except s3.exceptions.NoSuchKey:
            pause(attempt)
            continue  # it was a 409: somebody is at work, and nothing is there yet
        if stored != pdf:
            raise TakenError(number)
        return  # our own first attempt, whose answer was lost
    raise TimeoutError(key)


def add_to_index(s3: Any, number: str, customer: str) -> None:
    for attempt in range(ATTEMPTS):
        try:
            current = s3.get_object(Bucket=BUCKET, Key="index.json")
            index, condition = json.load(current["Body"]), {"IfMatch": current["ETag"]}
        except s3.exceptions.NoSuchKey:
            index, condition = {}, {"IfNoneMatch": "*"}
        numbers = index.setdefault(customer, [])
        if number in numbers:
            return
        numbers.append(number)
        if not refused(s3, "index.json", json.dumps(index).encode(), **condition):
            return
        pause(attempt)
    raise TimeoutError("index.json")


def bring_back(s3: Any, number: str) -> bytes:
    key = f"contracts/{number}.pdf"
    pages = s3.get_paginator("list_object_versions").paginate(Bucket=BUCKET, Prefix=key)
    # A prefix also finds longer keys. Of one key, the latest version comes first.
    found = [version for page in pages for version in page.get("Versions", []) if version["Key"] == key]
    if not found:
        raise LookupError(number)
    source = {"Bucket": BUCKET, "Key": key, "VersionId": found[-1]["VersionId"]}
    s3.copy_object(Bucket=BUCKET, Key=key, CopySource=source)
    return s3.get_object(Bucket=BUCKET, Key=key)["Body"].read()
