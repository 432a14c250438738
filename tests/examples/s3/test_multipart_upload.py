"""All parts arrive, and a failed upload leaves none."""

import base64
import os
import time
import zlib
from threading import Barrier

import boto3
import pytest
from botocore.exceptions import ClientError

PART = 5 * 1024 * 1024  # the smallest that S3 takes, except for the last


@pytest.fixture
def s3(aws):
    client = boto3.client("s3")
    place = {"LocationConstraint": "eu-west-1"}
    client.create_bucket(Bucket="shop-files", CreateBucketConfiguration=place)
    return client


@pytest.fixture
def source(tmp_path):
    file = tmp_path / "backup.bin"
    file.write_bytes(os.urandom(2 * PART + 1000))
    return file


def calls(s3, operation: str) -> list[dict]:
    """The parameters of these calls, as they come."""
    seen = []
    s3.meta.events.register(
        f"provide-client-params.s3.{operation}", lambda params, **_: seen.append(dict(params))
    )
    return seen


def test_object_is_the_file(load, s3, source):
    completed = calls(s3, "CompleteMultipartUpload")

    etag = load().upload(s3, source, "shop-files", "backup.bin", PART)

    stored = s3.get_object(Bucket="shop-files", Key="backup.bin")
    assert stored["Body"].read() == source.read_bytes()
    assert stored["ETag"] == etag
    assert etag.endswith('-3"')  # of three parts
    assert "Uploads" not in s3.list_multipart_uploads(Bucket="shop-files")
    parts = completed[0]["MultipartUpload"]["Parts"]
    data = source.read_bytes()
    sums = [zlib.crc32(data[place : place + PART]) for place in range(0, len(data), PART)]
    assert [part["PartNumber"] for part in parts] == [1, 2, 3]
    assert [part["ChecksumCRC32"] for part in parts] == [
        base64.b64encode(value.to_bytes(4, "big")).decode() for value in sums
    ]


def test_empty_file_is_one_empty_part(load, s3, tmp_path):
    source = tmp_path / "empty.bin"
    source.touch()
    completed = calls(s3, "CompleteMultipartUpload")

    load().upload(s3, source, "shop-files", "empty.bin", PART)

    assert s3.get_object(Bucket="shop-files", Key="empty.bin")["Body"].read() == b""
    assert [part["PartNumber"] for part in completed[0]["MultipartUpload"]["Parts"]] == [1]


def test_default_parts_keep_within_the_limits(load, s3):
    size = load().PART_SIZE

    assert PART <= size <= 5 * 1024**3
    assert 10_000 * size > 100 * 1024**3  # enough parts for 100 GiB


def test_failed_part_leaves_nothing(load, s3, source):
    finished, everybody = [], Barrier(3)

    def fail_on_first(params: dict, **_: object) -> None:
        if params["PartNumber"] == 1:
            everybody.wait(10)
            raise ConnectionError("the network is gone")
        everybody.wait(10)
        time.sleep(0.2)  # still at work when part 1, whose result is asked for first, has failed
        finished.append(params["PartNumber"])

    s3.meta.events.register("provide-client-params.s3.UploadPart", fail_on_first)
    aborted = []
    s3.meta.events.register(
        "provide-client-params.s3.AbortMultipartUpload", lambda **_: aborted.append(sorted(finished))
    )

    with pytest.raises(ConnectionError, match="the network is gone"):
        load().upload(s3, source, "shop-files", "backup.bin", PART)

    assert aborted == [[2, 3]]  # after the others had ended, and once
    assert "Uploads" not in s3.list_multipart_uploads(Bucket="shop-files")
    assert "Contents" not in s3.list_objects_v2(Bucket="shop-files")


def test_completion_whose_answer_is_lost_is_no_other_error(load, s3, source):
    def lose(**_: object) -> None:
        raise ConnectionError("no answer")

    s3.meta.events.register("after-call.s3.CompleteMultipartUpload", lose)

    with pytest.raises(ConnectionError, match="no answer"):
        load().upload(s3, source, "shop-files", "backup.bin", PART)

    assert s3.head_object(Bucket="shop-files", Key="backup.bin")["ContentLength"] == 2 * PART + 1000


def test_failure_at_the_end_leaves_nothing(load, s3, source):
    with pytest.raises(ClientError, match="EntityTooSmall"):
        load().upload(s3, source, "shop-files", "backup.bin", part_size=PART // 2)

    assert "Uploads" not in s3.list_multipart_uploads(Bucket="shop-files")
    assert "Contents" not in s3.list_objects_v2(Bucket="shop-files")
