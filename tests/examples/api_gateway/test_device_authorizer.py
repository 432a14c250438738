"""Which device may do what, for events as an HTTP API sends them in format 2.0."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import boto3
import pytest

from tests.examples.support.account import create_table
from tests.examples.support.runtime import LambdaRuntime


def request(key: str | None, route: str = "POST /readings") -> dict:
    method, _, path = route.partition(" ")
    return {
        "version": "2.0",
        "type": "REQUEST",
        "routeArn": f"arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5/$default/{method}{path}",
        "identitySource": [key, route],
        "routeKey": route,
        "rawPath": path,
        "headers": {"host": "api.example.com"} | ({"x-device-key": key} if key is not None else {}),
    }


@pytest.fixture
def authorizer(start: Callable[..., LambdaRuntime], aws: None) -> LambdaRuntime:
    create_table("devices", "device")
    item = {
        "device": {"S": "d-1"},
        "secret_hash": {"S": hashlib.sha256(b"s3cret").hexdigest()},
        "routes": {"SS": ["POST /readings"]},
        "site": {"S": "berlin"},
    }
    boto3.client("dynamodb").put_item(TableName="devices", Item=item)
    return start(TABLE_NAME="devices")


def test_known_device_on_its_route(authorizer: LambdaRuntime) -> None:
    answer = authorizer.invoke(request("d-1.s3cret")).payload

    assert answer == {"isAuthorized": True, "context": {"device": "d-1", "site": "berlin"}}


@pytest.mark.parametrize(
    "key", ["d-1.wrong", "d-2.s3cret", "d-1.", ".s3cret", "d-1", "", "D-1.s3cret", "d-1.s3cret.x", None]
)
def test_others_are_denied(authorizer: LambdaRuntime, key: str | None) -> None:
    assert authorizer.invoke(request(key)).payload == {"isAuthorized": False}


def test_another_route_is_denied(authorizer: LambdaRuntime) -> None:
    assert authorizer.invoke(request("d-1.s3cret", "GET /readings")).payload == {"isAuthorized": False}


def test_table_that_is_missing_lets_nobody_in(start: Callable[..., LambdaRuntime], aws: None) -> None:
    answer = start(TABLE_NAME="no-table").invoke(request("d-1.s3cret"))

    assert answer.payload is None
    assert answer.error


def test_secret_is_not_written(authorizer: LambdaRuntime) -> None:
    logs = authorizer.invoke(request("d-1.s3cret")).logs

    assert not any("s3cret" in line for line in logs)
