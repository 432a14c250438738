"""S3 gets a form with narrow conditions, and nothing unchecked leaves the inbox."""

import base64
import json
from datetime import UTC, datetime
from urllib.request import Request, urlopen

import boto3
import pytest
from botocore.config import Config

#: What the sample demands of its client.
TOLD = Config(signature_version="s3v4")
PNG = b"\x89PNG\r\n\x1a\n and so on"


@pytest.fixture
def s3(aws):
    client = boto3.client("s3", config=TOLD)
    client.create_bucket(Bucket="shop-files", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    return client


@pytest.fixture
def sample(load):
    return load()


def upload(s3, key: str, body: bytes = PNG) -> str:
    s3.put_object(Bucket="shop-files", Key=key, Body=body, ContentType="image/png")
    return key


def policy(form: dict) -> dict:
    return json.loads(base64.b64decode(form["fields"]["policy"]))


def test_form_holds_for_one_key_one_type_and_a_size(sample, s3):
    form = sample.offer(s3, "shop-files", "ann")

    conditions = policy(form)["conditions"]
    assert form["fields"]["key"].startswith("inbox/ann/")
    for wanted in (
        {"bucket": "shop-files"},
        {"key": form["fields"]["key"]},
        {"Content-Type": "image/png"},
        ["content-length-range", 1, 2 * 1024 * 1024],
    ):
        assert wanted in conditions
    assert not any("starts-with" in condition for condition in conditions)


def test_form_is_signed_as_a_kms_key_demands(sample, s3):
    assert sample.offer(s3, "shop-files", "ann")["fields"]["x-amz-algorithm"] == "AWS4-HMAC-SHA256"


@pytest.mark.parametrize("region", ["us-east-1", "eu-west-1"])
def test_boto3_signs_the_old_way_unless_told(sample, region):
    """When this fails, boto3 has a new default, and the sample need not ask for a version any longer."""
    fields = sample.offer(boto3.client("s3", region_name=region), "shop-files", "ann")["fields"]

    assert "signature" in fields
    assert "x-amz-algorithm" not in fields


def test_form_ends_soon(sample, s3):
    end = datetime.fromisoformat(policy(sample.offer(s3, "shop-files", "ann"))["expiration"])

    assert 0 < (end - datetime.now(UTC)).total_seconds() <= 300


def test_no_two_forms_share_a_key(sample, s3):
    first, second = (sample.offer(s3, "shop-files", "ann")["fields"]["key"] for _ in range(2))

    assert first != second


def test_form_uploads(sample, aws_endpoint):
    s3 = boto3.client("s3", endpoint_url=aws_endpoint, config=TOLD)
    s3.create_bucket(Bucket="form-files", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    form = sample.offer(s3, "form-files", "ann")
    edge = "b0undary"
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'
        for n, v in form["fields"].items()
    ]
    start = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
    body = "".join(parts).encode() + start.encode() + PNG + f"\r\n--{edge}--\r\n".encode()
    request = Request(form["url"], body, {"Content-Type": f"multipart/form-data; boundary={edge}"})

    with urlopen(request, timeout=10) as response:
        assert response.status in {200, 201, 204}

    assert s3.get_object(Bucket="form-files", Key=form["fields"]["key"])["Body"].read() == PNG


def test_checked_upload_is_copied_and_a_repeat_changes_nothing(sample, s3):
    key = upload(s3, "inbox/ann/1")

    assert [sample.accept(s3, "shop-files", "ann", key) for _ in range(2)] == ["avatars/ann/1"] * 2

    copied = s3.get_object(Bucket="shop-files", Key="avatars/ann/1")
    assert (copied["Body"].read(), copied["ContentType"]) == (PNG, "image/png")


@pytest.mark.parametrize("key", ["inbox/bob/1", "inbox/annabel/1", "inbox/ann/bel/1", "avatars/ann/1"])
def test_others_uploads_are_refused(sample, s3, key):
    upload(s3, key)

    with pytest.raises(PermissionError):
        sample.accept(s3, "shop-files", "ann", key)


def test_what_only_claims_to_be_an_image_is_refused(sample, s3):
    key = upload(s3, "inbox/ann/1", b"<script>alert(1)</script>")

    with pytest.raises(ValueError, match="no PNG"):
        sample.accept(s3, "shop-files", "ann", key)

    assert "Contents" not in s3.list_objects_v2(Bucket="shop-files", Prefix="avatars/")


def test_copy_is_bound_to_the_checked_bytes(sample, s3):
    key = upload(s3, "inbox/ann/1")
    asked = []  # moto does not evaluate this condition, so the test looks at the request
    s3.meta.events.register(
        "provide-client-params.s3.CopyObject", lambda params, **_: asked.append(params["CopySourceIfMatch"])
    )

    sample.accept(s3, "shop-files", "ann", key)

    assert asked == [s3.head_object(Bucket="shop-files", Key=key)["ETag"]]
