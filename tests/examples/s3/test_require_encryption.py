"""Requests that the bucket policy refuses, and those it leaves to other policies."""

import json

import boto3
import pytest

from tests.examples.support.decisions import decide
from tests.examples.support.policies import problems

BUCKET = "arn:aws:s3:::shop-invoices"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/1f2e3d4c-5b6a-4798-8a9b-0c1d2e3f4a5b"
OTHER_KEY = KEY.replace("1f2e3d4c", "99999999")
HTTPS = {"aws:SecureTransport": "true"}
KIND = "s3:x-amz-server-side-encryption"


@pytest.fixture
def policy(example) -> dict:
    return json.loads(example.read_text())


def put(policy: dict, **headers: str) -> str:
    context = {f"{KIND}{name.replace('_', '-')}": value for name, value in headers.items()}
    return put_with(policy, HTTPS | context)


def put_with(policy: dict, context: dict[str, str]) -> str:
    return decide(policy, "s3:PutObject", f"{BUCKET}/2026/11.pdf", context)


def test_actions_exist_and_a_bucket_takes_the_policy(aws, policy):
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket="shop-invoices", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})

    s3.put_bucket_policy(Bucket="shop-invoices", Policy=json.dumps(policy))

    assert problems(policy) == []
    assert json.loads(s3.get_bucket_policy(Bucket="shop-invoices")["Policy"]) == policy


def test_it_only_refuses(policy):
    assert {statement["Effect"] for statement in policy["Statement"]} == {"Deny"}
    assert {statement["Principal"] for statement in policy["Statement"]} == {"*"}


@pytest.mark.parametrize("action", ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"])
def test_objects_are_reached_by_https_only(policy, action):
    assert decide(policy, action, f"{BUCKET}/2026/11.pdf", {"aws:SecureTransport": "false"}) == "Deny"
    assert decide(policy, action, f"{BUCKET}/2026/11.pdf", HTTPS) == "Nothing"


def test_bucket_itself_is_reached_by_https_only(policy):
    assert decide(policy, "s3:ListBucket", BUCKET, {"aws:SecureTransport": "false"}) == "Deny"
    assert decide(policy, "s3:ListBucket", BUCKET, HTTPS) == "Nothing"


def test_upload_without_headers_gets_the_buckets_default(policy):
    assert put(policy) == "Nothing"


def test_upload_may_ask_for_the_right_key(policy):
    assert put(policy, **{"": "aws:kms", "_aws_kms_key_id": KEY}) == "Nothing"


@pytest.mark.parametrize(
    "headers",
    [
        {"": "AES256"},
        {"": "aws:kms:dsse", "_aws_kms_key_id": KEY},
        {"": "aws:kms"},
        {"": "aws:kms", "_aws_kms_key_id": OTHER_KEY},
        {"_customer_algorithm": "AES256"},
    ],
)
def test_upload_cannot_choose_another_encryption(policy, headers):
    assert put(policy, **headers) == "Deny"


def test_existing_objects_cannot_be_put_under_another_key(policy):
    def update(key: str) -> str:
        context = HTTPS | {KIND: "aws:kms", f"{KIND}-aws-kms-key-id": key}
        return decide(policy, "s3:UpdateObjectEncryption", f"{BUCKET}/2026/11.pdf", context)

    assert update(OTHER_KEY) == "Deny"
    assert update(KEY) == "Nothing"


#: For each statement an upload that it alone refuses.
REFUSED = {
    "RefusePlainHttp": {"aws:SecureTransport": "false"},
    "RefuseAnotherKindOfEncryption": {KIND: "AES256"},
    "RefuseKeysThatCallersBring": {f"{KIND}-customer-algorithm": "AES256"},
    "RefuseKmsWithoutAKey": {KIND: "aws:kms"},
    "RefuseAnotherKmsKey": {KIND: "aws:kms", f"{KIND}-aws-kms-key-id": OTHER_KEY},
}


def test_every_denial_has_its_upload(policy):
    assert [statement["Sid"] for statement in policy["Statement"]] == list(REFUSED)


@pytest.mark.parametrize("sid", REFUSED)
def test_denial_beats_a_grant_and_no_other_statement_stands_in_for_it(policy, sid):
    grant = {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}
    others = [statement for statement in policy["Statement"] if statement["Sid"] != sid]

    def upload(*statements: dict) -> str:
        return put_with({"Statement": [grant, *statements]}, HTTPS | REFUSED[sid])

    assert upload(*policy["Statement"]) == "Deny"
    assert upload(*others) == "Allow"
