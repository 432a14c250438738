"""What was deleted since then comes back, and nothing else."""

from datetime import UTC, datetime, timedelta
from unittest.mock import Mock

import boto3
import pytest

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def s3(aws):
    client = boto3.client("s3")
    client.create_bucket(Bucket="shop-files", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    client.put_bucket_versioning(Bucket="shop-files", VersioningConfiguration={"Status": "Enabled"})
    for key in ("orders/1", "orders/2", "orders/3", "other/1"):
        client.put_object(Bucket="shop-files", Key=key, Body=key.encode())
    for key in ("orders/1", "orders/2", "other/1"):
        client.delete_object(Bucket="shop-files", Key=key)
    return client


def keys(s3) -> list[str]:
    return [entry["Key"] for entry in s3.list_objects_v2(Bucket="shop-files").get("Contents", [])]


def test_dry_run_changes_nothing(load, s3):
    assert load().undelete(s3, "shop-files", "orders/", LONG_AGO) == ["orders/1", "orders/2"]
    assert keys(s3) == ["orders/3"]


def test_deleted_objects_of_the_prefix_come_back(load, s3):
    assert sorted(load().undelete(s3, "shop-files", "orders/", LONG_AGO, dry_run=False)) == [
        "orders/1",
        "orders/2",
    ]

    assert keys(s3) == ["orders/1", "orders/2", "orders/3"]
    assert s3.get_object(Bucket="shop-files", Key="orders/1")["Body"].read() == b"orders/1"


def test_second_run_finds_nothing(load, s3):
    sample = load()
    sample.undelete(s3, "shop-files", "orders/", LONG_AGO, dry_run=False)

    assert sample.undelete(s3, "shop-files", "orders/", LONG_AGO, dry_run=False) == []


def test_what_was_written_again_keeps_its_new_content(load, s3):
    s3.put_object(Bucket="shop-files", Key="orders/1", Body=b"new")

    assert load().undelete(s3, "shop-files", "orders/", LONG_AGO, dry_run=False) == ["orders/2"]
    assert s3.get_object(Bucket="shop-files", Key="orders/1")["Body"].read() == b"new"


def test_older_deletions_stay(load, s3):
    later = datetime.now(UTC) + timedelta(hours=1)

    assert load().undelete(s3, "shop-files", "orders/", later, dry_run=False) == []


def listing(*entries: tuple[str, int, str]) -> Mock:
    """S3 with these versions and markers of one key, the latest first, each on a page of its own."""
    s3, pages = Mock(), []
    for place, (kind, day, version) in enumerate(entries):
        entry = {"Key": "orders/1", "VersionId": version, "IsLatest": place == 0}
        pages.append({kind: [entry | {"LastModified": datetime(2026, 11, day, tzinfo=UTC)}]})
    s3.get_paginator.return_value.paginate.return_value = pages
    s3.delete_objects.return_value = {}
    return s3


def deleted(s3: Mock) -> list[str]:
    return [
        one["VersionId"] for call in s3.delete_objects.mock_calls for one in call.kwargs["Delete"]["Objects"]
    ]


VERSION, MARKER = "Versions", "DeleteMarkers"
SINCE = datetime(2026, 11, 10, tzinfo=UTC)


def test_all_markers_of_a_repeated_delete_go(load):
    s3 = listing(
        (MARKER, 12, "again"),
        (MARKER, 12, "first"),
        (VERSION, 9, "v2"),
        (MARKER, 8, "old"),
        (VERSION, 1, "v1"),
    )

    assert load().undelete(s3, "shop-files", "orders/", SINCE, dry_run=False) == ["orders/1"]
    assert deleted(s3) == ["again", "first"]


def test_repeat_of_an_older_deletion_brings_nothing_back(load):
    s3 = listing((MARKER, 12, "again"), (MARKER, 9, "first"), (VERSION, 1, "v1"))

    assert load().undelete(s3, "shop-files", "orders/", SINCE, dry_run=False) == []
    assert deleted(s3) == []


def test_marker_with_nothing_behind_it_brings_nothing_back(load):
    s3 = listing((MARKER, 12, "only"))

    assert load().undelete(s3, "shop-files", "orders/", SINCE) == []


def test_refusals_are_said(load, s3, capsys):
    def refuse(**_: object) -> tuple:
        response = type("Response", (), {"status_code": 200})()
        return response, {
            "Errors": [{"Key": "orders/1", "Code": "AccessDenied"}],
            "Deleted": [{"Key": "orders/2"}],
        }

    s3.meta.events.register("before-call.s3.DeleteObjects", refuse)

    assert load().undelete(s3, "shop-files", "orders/", LONG_AGO, dry_run=False) == ["orders/2"]
    assert "orders/1 stays deleted: AccessDenied" in capsys.readouterr().out


def test_no_request_names_more_keys_than_it_may(load):
    found = [
        {"Key": f"orders/{number}", "VersionId": "v", "IsLatest": True, "LastModified": datetime.now(UTC)}
        for number in range(2001)
    ]
    s3, sizes = Mock(), []
    versions = [{"Key": marker["Key"], "LastModified": LONG_AGO} for marker in found]
    s3.get_paginator.return_value.paginate.return_value = [{"Versions": versions, "DeleteMarkers": found}]
    s3.delete_objects.side_effect = lambda Bucket, Delete: (  # noqa: N803
        sizes.append(len(Delete["Objects"])) or {"Deleted": Delete["Objects"]}
    )

    back = load().undelete(s3, "shop-files", "orders/", LONG_AGO, dry_run=False)

    assert sizes == [1000, 1000, 1]
    assert back == [f"orders/{number}" for number in range(2001)]
