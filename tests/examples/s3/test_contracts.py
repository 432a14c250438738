"""The solution beyond the steps, and naive variants that the steps must catch."""

from __future__ import annotations

import json

import boto3
import pytest

from tests.examples.support import exercises, modules


@pytest.fixture
def module(load, aws):
    return load()


@pytest.fixture
def start(examples, monkeypatch, aws):
    return modules.load(examples / "contracts_start.py", monkeypatch)


def test_number_is_indexed_once(module):
    s3 = boto3.client("s3")
    module.make_bucket(s3)
    for _ in range(2):
        module.add_to_index(s3, "c-1", "ann")

    assert json.load(s3.get_object(Bucket="contracts", Key="index.json")["Body"]) == {"ann": ["c-1"]}


def test_conflict_is_tried_again(module):
    s3 = boto3.client("s3")
    module.make_bucket(s3)
    codes = ["ConditionalRequestConflict"] * 2

    def answer(**_: object) -> tuple | None:
        if not codes:
            return None
        response = type("Response", (), {"status_code": 409})()
        return response, {"Error": {"Code": codes.pop()}, "ResponseMetadata": {"HTTPStatusCode": 409}}

    s3.meta.events.register("before-call.s3.PutObject", answer)

    module.file_contract(s3, "c-1", b"for ann")

    assert s3.get_object(Bucket="contracts", Key="contracts/c-1.pdf")["Body"].read() == b"for ann"


def test_index_that_never_rests_is_given_up(module):
    s3 = boto3.client("s3")
    module.make_bucket(s3)
    busy = iter(range(100))

    def overtake(params: dict, **_: object) -> None:
        if "IfMatch" in params or "IfNoneMatch" in params:
            s3.put_object(
                Bucket="contracts", Key="index.json", Body=json.dumps({"bob": [next(busy)]}).encode()
            )

    s3.meta.events.register("provide-client-params.s3.PutObject", overtake)

    with pytest.raises(TimeoutError):
        module.add_to_index(s3, "c-1", "ann")


@pytest.mark.parametrize("look_first", [True, False])
def test_writing_without_a_condition_fails_step_2(module, start, monkeypatch, look_first):
    def careless(s3, number, pdf):
        key = f"contracts/{number}.pdf"
        if look_first and "Contents" in s3.list_objects_v2(Bucket="contracts", Prefix=key):
            return
        s3.put_object(Bucket="contracts", Key=key, Body=pdf)

    monkeypatch.setattr(start, "make_bucket", module.make_bucket)
    monkeypatch.setattr(start, "file_contract", careless)

    with exercises.failing():
        start.test_step_2_repeat_is_fine_and_another_contract_is_not(boto3.client("s3"))


def test_taking_the_latest_version_fails_step_4(module, start, monkeypatch):
    def latest(s3, number):
        key = f"contracts/{number}.pdf"
        for marker in s3.list_object_versions(Bucket="contracts", Prefix=key).get("DeleteMarkers", []):
            s3.delete_object(Bucket="contracts", Key=key, VersionId=marker["VersionId"])
        return s3.get_object(Bucket="contracts", Key=key)["Body"].read()

    for name in ("make_bucket", "file_contract"):
        monkeypatch.setattr(start, name, getattr(module, name))
    monkeypatch.setattr(start, "bring_back", latest)

    with pytest.raises(AssertionError):
        start.test_step_4_contract_comes_back_as_it_was_filed(boto3.client("s3"))
