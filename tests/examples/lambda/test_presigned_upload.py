"""The form that the browser gets: its conditions, its life, and an upload with it."""

import base64
import json
import urllib.request
import uuid
from datetime import UTC, datetime

import boto3
import pytest

from tests.examples.support.events import http_api


def request(content_type: str) -> dict:
    claims = {"sub": "customer-7"}
    return http_api("POST", "/uploads", body={"content_type": content_type}, claims=claims)


@pytest.fixture
def bucket(aws) -> str:
    place = {"LocationConstraint": "eu-west-1"}
    boto3.client("s3").create_bucket(Bucket="shop-files", CreateBucketConfiguration=place)
    return "shop-files"


@pytest.fixture
def form_for(load, bucket, monkeypatch):
    monkeypatch.setenv("BUCKET_NAME", bucket)
    module = load()
    return lambda content_type: module.handler(request(content_type), None)


def test_policy_fixes_key_type_size_and_time(form_for):
    answer = form_for("image/png")

    body = json.loads(answer["body"])
    assert answer["statusCode"] == 201
    assert body["form"]["url"] == "https://shop-files.s3.eu-west-1.amazonaws.com/"
    assert body["form"]["fields"]["x-amz-algorithm"] == "AWS4-HMAC-SHA256"
    policy = json.loads(base64.b64decode(body["form"]["fields"]["policy"]))
    for condition in (
        {"bucket": "shop-files"},
        {"key": body["key"]},
        {"Content-Type": "image/png"},
        ["content-length-range", 1, 10485760],
    ):
        assert condition in policy["conditions"]
    end = datetime.strptime(policy["expiration"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert (end - datetime.now(UTC)).total_seconds() == pytest.approx(300, abs=10)


def test_each_upload_gets_its_own_key_below_the_customers(form_for):
    first, second = (json.loads(form_for("image/jpeg")["body"])["key"] for _ in range(2))

    assert first != second
    assert first.startswith("uploads/customer-7/")
    assert first.endswith(".jpg")


def test_other_types_are_refused(form_for):
    answer = form_for("text/html")

    assert answer["statusCode"] == 415
    assert json.loads(answer["body"]) == {"accepted": ["image/jpeg", "image/png"]}


def test_browser_can_send_the_form(start, bucket):
    answer = start(BUCKET_NAME=bucket).invoke(request("image/png")).payload

    body = json.loads(answer["body"])
    post(body["form"]["url"], body["form"]["fields"], b"\x89PNG")

    stored = boto3.client("s3").get_object(Bucket=bucket, Key=body["key"])
    assert stored["Body"].read() == b"\x89PNG"


def post(url: str, fields: dict[str, str], content: bytes) -> None:
    """What a browser does with a form that has a file in it."""
    border = uuid.uuid4().hex
    parts = [
        f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    parts.append(f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="tea.png"\r\n\r\n')
    data = "".join(parts).encode() + content + f"\r\n--{border}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={border}"}
    urllib.request.urlopen(urllib.request.Request(url, data, headers), timeout=5).close()
