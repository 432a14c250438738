"""All ranges arrive, of one state of the object or not at all."""

import os

import boto3
import pytest
from botocore.exceptions import ClientError


@pytest.fixture
def s3(aws):
    client = boto3.client("s3")
    client.create_bucket(Bucket="shop-files", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    return client


@pytest.mark.parametrize("length", [0, 1, 99, 100, 101, 1000])
def test_file_is_the_object(load, s3, tmp_path, length):
    data = os.urandom(length)
    s3.put_object(Bucket="shop-files", Key="backup", Body=data)

    load().download(s3, "shop-files", "backup", tmp_path / "backup.bin", size=100)

    assert (tmp_path / "backup.bin").read_bytes() == data
    assert [path.name for path in tmp_path.iterdir()] == ["backup.bin"]


def test_object_that_is_replaced_meanwhile_is_an_error(load, s3, tmp_path):
    s3.put_object(Bucket="shop-files", Key="backup", Body=b"old" * 100)
    asked = []

    def replace(params: dict, **_: object) -> None:
        asked.append(params["Range"])
        if params["Range"].startswith("bytes=200"):
            s3.put_object(Bucket="shop-files", Key="backup", Body=b"new" * 100)

    s3.meta.events.register("provide-client-params.s3.GetObject", replace)

    with pytest.raises(ClientError, match="PreconditionFailed"):
        load().download(s3, "shop-files", "backup", tmp_path / "backup.bin", size=100)

    assert list(tmp_path.iterdir()) == []
    assert set(asked) <= {"bytes=0-99", "bytes=100-199", "bytes=200-299"}
