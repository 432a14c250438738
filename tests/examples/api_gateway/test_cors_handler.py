"""What a browser gets to see, for its own site, for a stranger's, and when something goes wrong."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.examples.support.runtime import LambdaRuntime

SHOP = "https://shop.example.com"
ALLOW = "Access-Control-Allow-Origin"


def request(method: str, origin: str | None = SHOP, body: str | None = None) -> dict:
    """A proxy event of a REST API, which passes header names as the client wrote them."""
    headers = {"Host": "api.example.com"} | ({"Origin": origin} if origin else {})
    return {"httpMethod": method, "path": "/orders", "headers": headers, "body": body}


@pytest.fixture
def function(start: Callable[..., LambdaRuntime]) -> LambdaRuntime:
    return start(ORIGINS=f"{SHOP},http://localhost:5173")


def test_preflight_names_methods_and_headers(function: LambdaRuntime) -> None:
    answer = function.invoke(request("OPTIONS")).payload

    assert answer["statusCode"] == 204
    assert answer["headers"][ALLOW] == SHOP
    assert answer["headers"]["Access-Control-Allow-Methods"] == "GET,POST"
    assert "authorization" in answer["headers"]["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("origin", [f"{SHOP}.evil.example", "https://evil.example", "null", None])
@pytest.mark.parametrize("method", ["OPTIONS", "GET"])
def test_strangers_are_not_allowed(function: LambdaRuntime, method: str, origin: str | None) -> None:
    headers = function.invoke(request(method, origin)).payload["headers"]

    assert not [name for name in headers if name.startswith("Access-Control-")]
    assert headers["Vary"] == "Origin"


@pytest.mark.parametrize(
    ("body", "status"), [('{"sku": "CUP-1"}', 201), ("{}", 400), ("[]", 400), ("{", 400), (None, 400)]
)
def test_every_answer_can_be_read_by_the_site(function: LambdaRuntime, body: str | None, status: int) -> None:
    answer = function.invoke(request("POST", body=body)).payload

    assert answer["statusCode"] == status
    assert answer["headers"][ALLOW] == SHOP
    assert isinstance(answer["body"], str)
    json.loads(answer["body"])


def test_bug_is_a_500_with_headers_and_a_log_line(function: LambdaRuntime) -> None:
    invocation = function.invoke(request("POST", body=5))

    assert invocation.error is None
    assert invocation.payload["statusCode"] == 500
    assert invocation.payload["headers"][ALLOW] == SHOP
    assert any(line.get("level") == "ERROR" for line in invocation.json_logs)
