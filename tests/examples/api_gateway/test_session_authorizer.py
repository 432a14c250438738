"""What API Gateway gets back for a token, in the runtime and against an emulated table."""

import hashlib
import time

import boto3
import pytest

from tests.examples.support.account import create_table
from tests.examples.support.decisions import decide
from tests.examples.support.policies import problems

STAGE = "arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5/prod"


def request(route: str, **headers: str) -> dict:
    """The event of a REQUEST authorizer. A REST API passes header names as the client wrote them."""
    return {
        "type": "REQUEST",
        "methodArn": f"{STAGE}/{route}",
        "headers": {"Host": "api.example.com"} | headers,
        "queryStringParameters": {},
    }


@pytest.fixture
def authorizer(start, aws):
    create_table("sessions", "token_hash")
    for token, role, seconds in (("t-1", "customer", 60), ("t-2", "support", 60), ("t-old", "customer", -1)):
        item = {
            "token_hash": {"S": hashlib.sha256(token.encode()).hexdigest()},
            "user": {"S": f"user-of-{token}"},
            "role": {"S": role},
            "expires_at": {"N": str(int(time.time()) + seconds)},
        }
        boto3.client("dynamodb").put_item(TableName="sessions", Item=item)
    return start(TABLE_NAME="sessions")


def allowed(policy: dict, *routes: str) -> list[str]:
    return [route for route in routes if decide(policy, "execute-api:Invoke", f"{STAGE}/{route}") == "Allow"]


def test_policy_covers_all_routes_of_the_role_whichever_was_called(authorizer):
    answers = [
        authorizer.invoke(request(route, Authorization="Bearer t-1")).payload
        for route in ("GET/orders", "POST/orders")
    ]

    assert answers[0] == answers[1]
    policy = answers[0]["policyDocument"]
    assert problems(policy) == []
    routes = ("GET/orders", "GET/orders/17", "POST/orders", "DELETE/orders/17", "GET/customers")
    assert allowed(policy, *routes) == ["GET/orders", "GET/orders/17", "POST/orders"]
    other = STAGE.replace("prod", "test")
    assert decide(policy, "execute-api:Invoke", f"{other}/GET/orders") == "Nothing"


def test_roles_differ_and_reach_the_backend(authorizer):
    answer = authorizer.invoke(request("GET/customers", authorization="Bearer t-2")).payload

    assert answer["principalId"] == "user-of-t-2"
    assert answer["context"] == {"role": "support"}
    routes = ("GET/customers", "POST/orders")
    assert allowed(answer["policyDocument"], *routes) == ["GET/customers"]


def test_anything_else_is_a_401(authorizer):
    values = ("Bearer t-3", "Bearer t-old", "Bearer ", "Basic t-1", "t-1")

    for headers in ({}, *({"Authorization": value} for value in values)):
        answer = authorizer.invoke(request("GET/orders", **headers))
        assert answer.error["errorMessage"] == "Unauthorized", headers
        assert answer.payload is None


def test_token_is_not_written_anywhere(authorizer):
    logs = authorizer.invoke(request("GET/orders", Authorization="Bearer t-1")).logs

    assert not any("t-1" in line for line in logs)
    items = boto3.client("dynamodb").scan(TableName="sessions")["Items"]
    assert "t-1" not in {item["token_hash"]["S"] for item in items}
