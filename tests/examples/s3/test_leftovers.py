"""What no listing of objects shows is counted."""

import boto3
import pytest


@pytest.fixture
def s3(aws):
    client = boto3.client("s3")
    client.create_bucket(Bucket="shop-files", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    client.put_bucket_versioning(Bucket="shop-files", VersioningConfiguration={"Status": "Enabled"})
    return client


def test_only_old_versions_and_markers_are_counted(load, s3):
    for body in (b"12345", b"123", b"1"):
        s3.put_object(Bucket="shop-files", Key="orders/1", Body=body)
    s3.put_object(Bucket="shop-files", Key="carts/1", Body=b"1234")
    s3.delete_object(Bucket="shop-files", Key="carts/1")
    s3.put_object(Bucket="shop-files", Key="current", Body=b"123456789")

    assert load().old_versions(s3, "shop-files") == {"orders": 8, "carts": 4, "(delete markers)": 1}


def test_parts_of_unfinished_uploads_are_counted(load, s3):
    upload = s3.create_multipart_upload(Bucket="shop-files", Key="backup")["UploadId"]
    for number in (1, 2):
        s3.upload_part(Bucket="shop-files", Key="backup", UploadId=upload, PartNumber=number, Body=b"x" * 100)

    assert load().unfinished(s3, "shop-files") == {"backup": 200}
    assert "Contents" not in s3.list_objects_v2(Bucket="shop-files")


def test_upload_that_ends_meanwhile_is_no_error(load, s3):
    upload = {"Bucket": "shop-files", "Key": "backup"}
    upload["UploadId"] = s3.create_multipart_upload(**upload)["UploadId"]
    s3.meta.events.register(
        "before-parameter-build.s3.ListParts", lambda **_: s3.abort_multipart_upload(**upload)
    )

    assert not load().unfinished(s3, "shop-files")


def test_bucket_without_leftovers(load, s3):
    sample = load()

    assert not sample.unfinished(s3, "shop-files")
    assert not +sample.old_versions(s3, "shop-files")
