"""The token is a signed request to connect: as this user, to this cache, for some minutes."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from urllib.parse import parse_qs, urlsplit

import pytest


@pytest.fixture
def module(load: Callable[[], ModuleType]) -> ModuleType:
    return load()


def parts(token: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(f"//{token}").query).items()}


def test_it_asks_to_connect_as_the_user(module: ModuleType) -> None:
    user, token = module.IamCredentials("orders", "orders-app", "eu-west-1").get_credentials()
    assert user == "orders-app"
    assert token.startswith("orders/?")
    assert parts(token)["Action"] == "connect"
    assert parts(token)["User"] == "orders-app"
    assert "ResourceType" not in parts(token)


def test_it_is_signed_for_the_service_and_region(module: ModuleType) -> None:
    signed = parts(module.IamCredentials("orders", "orders-app", "eu-west-1").get_credentials()[1])
    assert signed["X-Amz-Algorithm"] == "AWS4-HMAC-SHA256"
    assert signed["X-Amz-Credential"].endswith("/eu-west-1/elasticache/aws4_request")
    assert len(signed["X-Amz-Signature"]) == 64


def test_it_lives_for_a_quarter_of_an_hour(module: ModuleType) -> None:
    signed = parts(module.IamCredentials("orders", "orders-app", "eu-west-1").get_credentials()[1])
    assert signed["X-Amz-Expires"] == "900"


def test_a_serverless_cache_is_named_as_such(module: ModuleType) -> None:
    _, token = module.IamCredentials("orders", "orders-app", "eu-west-1", serverless=True).get_credentials()
    assert parts(token)["ResourceType"] == "ServerlessCache"


def test_the_name_is_lower_case_as_the_service_stores_it(module: ModuleType) -> None:
    _, token = module.IamCredentials("Orders", "orders-app", "eu-west-1").get_credentials()
    assert token.startswith("orders/?")
