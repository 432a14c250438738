"""When the secret is fetched, and what a rotation changes."""

import base64
import hashlib
import hmac

import boto3
import pytest

from tests.examples.support.events import http_api

BODY = '{"order":"o-17","paid":true}'


def notification(key: str) -> dict:
    """A notification that was signed with the key."""
    signature = hmac.new(key.encode(), BODY.encode(), hashlib.sha256).hexdigest()
    return http_api("POST", "/payments", body=BODY, headers={"X-Signature": signature})


@pytest.fixture
def rotate(aws):
    client = boto3.client("secretsmanager")
    client.create_secret(Name="payment-key", SecretString="first")
    return lambda value: client.put_secret_value(SecretId="payment-key", SecretString=value)


def test_rotation_is_noticed_after_the_time_limit(load, rotate, monkeypatch):
    monkeypatch.setenv("SECRET_ID", "payment-key")
    monkeypatch.setenv("SECRET_CACHE_SECONDS", "300")
    module = load()
    now = 1_000_000.0
    monkeypatch.setattr(module.time, "time", lambda: now)
    fetches = []
    module.client.meta.events.register("before-call", lambda model, **_: fetches.append(model.name))

    assert module.secret("payment-key") == b"first"
    rotate("second")
    now += 299
    assert module.secret("payment-key") == b"first"
    now += 1
    assert module.secret("payment-key") == b"second"
    assert fetches == ["GetSecretValue", "GetSecretValue"]


def test_environment_keeps_the_secret_between_invocations(start, rotate):
    runtime = start(SECRET_ID="payment-key", SECRET_CACHE_SECONDS="300")

    assert runtime.invoke(notification("first")).payload == {"statusCode": 204}
    rotate("second")

    assert runtime.invoke(notification("first")).payload == {"statusCode": 204}
    assert runtime.invoke(notification("second")).payload == {"statusCode": 401}
    fresh = start(SECRET_ID="payment-key", SECRET_CACHE_SECONDS="300")
    assert fresh.invoke(notification("second")).payload == {"statusCode": 204}


def test_missing_signature_is_refused(start, rotate):
    runtime = start(SECRET_ID="payment-key", SECRET_CACHE_SECONDS="300")

    assert runtime.invoke(http_api("POST", "/payments", body=BODY)).payload == {"statusCode": 401}


def test_signature_that_is_not_ascii_is_refused_like_any_other(start, rotate):
    runtime = start(SECRET_ID="payment-key", SECRET_CACHE_SECONDS="300")
    event = http_api("POST", "/payments", body=BODY, headers={"X-Signature": "schlüssel"})

    assert runtime.invoke(event).payload == {"statusCode": 401}


def test_body_in_base64_is_decoded_before_the_check(start, rotate):
    runtime = start(SECRET_ID="payment-key", SECRET_CACHE_SECONDS="300")
    event = notification("first")
    event |= {"body": base64.b64encode(BODY.encode()).decode(), "isBase64Encoded": True}

    assert runtime.invoke(event).payload == {"statusCode": 204}
