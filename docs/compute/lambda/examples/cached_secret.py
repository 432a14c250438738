"""Checks the signature of a payment notification with a secret that is fetched rarely."""

import base64
import hashlib
import hmac
import os
import time
from typing import Any

import boto3

client = boto3.client("secretsmanager")

SECRET_ID = os.environ["SECRET_ID"]  # the secret's name, never its value
CACHE_SECONDS = float(os.environ["SECRET_CACHE_SECONDS"])  # how late we may see a rotation

cache: dict[str, tuple[bytes, float]] = {}  # lives as long as the execution environment


def secret(secret_id: str) -> bytes:
    """The secret's value, at most CACHE_SECONDS old."""
    # Wall-clock time also passes while the environment is frozen or stored in a snapshot.
    value, expires_at = cache.get(secret_id, (b"", 0.0))
    if time.time() >= expires_at:
        value = client.get_secret_value(SecretId=secret_id)["SecretString"].encode()
        cache[secret_id] = value, time.time() + CACHE_SECONDS
    return value


def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    # Fetched in an invocation: with SnapStart, initialization would put it in the snapshot.
    body = (event.get("body") or "").encode()
    if event.get("isBase64Encoded"):  # a binary content type; the sender signed the bytes, not this text
        body = base64.b64decode(body)
    expected = hmac.new(secret(SECRET_ID), body, hashlib.sha256).hexdigest()
    # compare_digest takes the same time wherever the first difference is. It raises for text that
    # is not ASCII, which a caller could send: hence bytes.
    signature = event["headers"].get("x-signature", "")
    if not hmac.compare_digest(expected.encode(), signature.encode()):
        return {"statusCode": 401}
    return {"statusCode": 204}
