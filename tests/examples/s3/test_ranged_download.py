"""All ranges arrive, of one state of the object or not at all."""

import os
from pathlib import Path

import boto3
import pytest
from botocore.exceptions import ClientError, IncompleteReadError
from botocore.response import StreamingBody


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


def test_two_downloads_at_once_do_not_share_a_file(load, s3, tmp_path, monkeypatch):
    sample, target = load(), tmp_path / "backup.bin"
    s3.put_object(Bucket="shop-files", Key="backup", Body=b"data" * 100)
    replace, others = Path.replace, [1]

    def overtaken(self: Path, name: Path) -> Path:
        if others:  # all is written, and another process begins
            others.pop()
            sample.download(s3, "shop-files", "backup", target, size=100)
        return replace(self, name)

    monkeypatch.setattr(Path, "replace", overtaken)
    sample.download(s3, "shop-files", "backup", target, size=100)

    assert target.read_bytes() == b"data" * 100
    assert list(tmp_path.iterdir()) == [target]


@pytest.fixture
def breaking(s3, monkeypatch):
    """The number of times that the second range breaks off, to be set."""
    left = {"times": 0}
    read = StreamingBody.read

    def broken(self: StreamingBody, *args: object) -> bytes:
        data = read(self, *args)
        if left["times"] and data.startswith(b"1"):
            left["times"] -= 1
            raise IncompleteReadError(actual_bytes=1, expected_bytes=100)
        return data

    monkeypatch.setattr(StreamingBody, "read", broken)
    s3.put_object(Bucket="shop-files", Key="backup", Body=b"0" * 100 + b"1" * 100 + b"2" * 100)
    return left


def test_range_that_breaks_off_is_read_again_and_no_other(load, s3, tmp_path, breaking):
    asked = []
    s3.meta.events.register(
        "provide-client-params.s3.GetObject", lambda params, **_: asked.append(params["Range"])
    )
    breaking["times"] = 2

    load().download(s3, "shop-files", "backup", tmp_path / "backup.bin", size=100)

    assert (tmp_path / "backup.bin").read_bytes() == b"0" * 100 + b"1" * 100 + b"2" * 100
    assert sorted(asked) == ["bytes=0-99", *["bytes=100-199"] * 3, "bytes=200-299"]


def test_range_that_always_breaks_off_is_an_error(load, s3, tmp_path, breaking):
    breaking["times"] = 99

    with pytest.raises(IncompleteReadError):
        load().download(s3, "shop-files", "backup", tmp_path / "backup.bin", size=100)

    assert list(tmp_path.iterdir()) == []
