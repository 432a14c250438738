"""The template locks what is put into the bucket, and S3's emulator holds the lock."""

from datetime import UTC, datetime, timedelta

import boto3
import pytest
from botocore.exceptions import ClientError

from tests.examples.support import templates


@pytest.fixture
def bucket(example) -> dict:
    return templates.resolve(templates.load(example)["Resources"], {"RetentionDays": 1})["Evidence"][
        "Properties"
    ]


@pytest.fixture
def s3(aws, bucket):
    client = boto3.client("s3")
    client.create_bucket(
        Bucket="evidence",
        CreateBucketConfiguration={"LocationConstraint": "eu-west-1"},
        ObjectLockEnabledForBucket=bucket["ObjectLockEnabled"],
    )
    client.put_object_lock_configuration(
        Bucket="evidence", ObjectLockConfiguration=bucket["ObjectLockConfiguration"]
    )
    return client


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_first_try_locks_for_one_day_only(example):
    assert templates.load(example)["Parameters"]["RetentionDays"]["Default"] == 1


def test_version_is_locked_without_a_word_of_the_writer(s3):
    s3.put_object(Bucket="evidence", Key="log", Body=b"true")

    lock = s3.head_object(Bucket="evidence", Key="log")

    assert lock["ObjectLockMode"] == "COMPLIANCE"
    assert timedelta(hours=23) < lock["ObjectLockRetainUntilDate"] - datetime.now(UTC) <= timedelta(days=1)


def test_version_cannot_be_deleted_even_with_the_bypass_header(s3):
    version = s3.put_object(Bucket="evidence", Key="log", Body=b"true")["VersionId"]

    for extra in ({}, {"BypassGovernanceRetention": True}):
        with pytest.raises(ClientError, match="AccessDenied"):
            s3.delete_object(Bucket="evidence", Key="log", VersionId=version, **extra)


def test_plain_delete_and_overwrite_leave_the_version(s3):
    version = s3.put_object(Bucket="evidence", Key="log", Body=b"true")["VersionId"]
    s3.put_object(Bucket="evidence", Key="log", Body=b"false")
    s3.delete_object(Bucket="evidence", Key="log")

    stored = s3.get_object(Bucket="evidence", Key="log", VersionId=version)

    assert stored["Body"].read() == b"true"
