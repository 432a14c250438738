"""Who comes second notices, and nobody's write is lost."""

import json

import boto3
import pytest
from botocore.exceptions import ClientError


@pytest.fixture
def s3(aws):
    client = boto3.client("s3")
    place = {"LocationConstraint": "eu-west-1"}
    client.create_bucket(Bucket="shop-files", CreateBucketConfiguration=place)
    return client


@pytest.fixture
def sample(load):
    return load()


def content(s3, key: str) -> bytes:
    return s3.get_object(Bucket="shop-files", Key=key)["Body"].read()


def refusing(s3, *codes: str) -> list[dict]:
    """The next writes fail with these errors. Returns what was asked for, as it grows."""
    waiting, seen = list(codes), []

    def answer(params: dict, **_: object) -> tuple | None:
        seen.append(params["headers"])
        if not waiting:
            return None
        code = waiting.pop(0)
        status = {"ConditionalRequestConflict": 409, "AccessDenied": 403}[code]
        response = type("Response", (), {"status_code": status})()
        return response, {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}

    s3.meta.events.register("before-call.s3.PutObject", answer)
    return seen


def test_only_the_first_creates(sample, s3):
    assert sample.create_once(s3, "shop-files", "lock", b"mine") is True
    assert sample.create_once(s3, "shop-files", "lock", b"theirs") is False
    assert content(s3, "lock") == b"mine"


def test_conflict_is_tried_again(sample, s3):
    seen = refusing(s3, "ConditionalRequestConflict", "ConditionalRequestConflict")

    assert sample.create_once(s3, "shop-files", "lock", b"mine") is True
    assert [headers["If-None-Match"] for headers in seen] == ["*"] * 3


def test_endless_conflict_is_given_up(sample, s3):
    refusing(s3, *["ConditionalRequestConflict"] * sample.ATTEMPTS)

    with pytest.raises(TimeoutError, match="lock"):
        sample.create_once(s3, "shop-files", "lock", b"mine")


def test_other_errors_are_raised(sample, s3):
    refusing(s3, "AccessDenied")

    with pytest.raises(ClientError, match="AccessDenied"):
        sample.create_once(s3, "shop-files", "lock", b"mine")


def test_loser_applies_its_change_to_the_winners_version(sample, s3):
    s3.put_object(Bucket="shop-files", Key="cart", Body=b'{"items": ["pot"]}')
    seen = []

    def add_cup(cart: dict) -> None:
        seen.append(list(cart["items"]))
        if len(seen) == 1:  # between our reading and our writing
            s3.put_object(Bucket="shop-files", Key="cart", Body=b'{"items": ["pot", "tea"]}')
        cart["items"].append("cup")

    assert sample.update(s3, "shop-files", "cart", add_cup) == {"items": ["pot", "tea", "cup"]}
    assert seen == [["pot"], ["pot", "tea"]]
    assert json.loads(content(s3, "cart")) == {"items": ["pot", "tea", "cup"]}


def test_change_meets_its_own_result_after_a_lost_answer(sample, s3):
    s3.put_object(Bucket="shop-files", Key="cart", Body=b'{"items": []}')
    sent = []

    def again(**_: object) -> None:  # as the SDK does
        if not sent:
            sent.append(True)
            s3.put_object(Bucket="shop-files", Key="cart", Body=b'{"items": ["cup"]}')

    s3.meta.events.register("provide-client-params.s3.PutObject", again)

    assert sample.update(s3, "shop-files", "cart", lambda cart: cart["items"].append("cup")) == {
        "items": ["cup", "cup"]
    }


def test_document_that_never_rests_is_given_up(sample, s3):
    s3.put_object(Bucket="shop-files", Key="cart", Body=b'{"version": 0}')

    def race(cart: dict) -> None:
        newer = json.dumps({"version": cart["version"] + 1}).encode()
        s3.put_object(Bucket="shop-files", Key="cart", Body=newer)

    with pytest.raises(TimeoutError, match="cart"):
        sample.update(s3, "shop-files", "cart", race)


def test_missing_document_is_no_race(sample, s3):
    with pytest.raises(s3.exceptions.NoSuchKey):
        sample.update(s3, "shop-files", "cart", lambda cart: None)
