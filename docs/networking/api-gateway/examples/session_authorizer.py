"""Lambda authorizer of a REST API, type REQUEST: turns a session token into an IAM policy."""

import hashlib
import os
import time
from typing import Any

import boto3

dynamodb = boto3.client("dynamodb")

TABLE = os.environ["TABLE_NAME"]  # key `token_hash`: who reads the table still has no token
ROUTES = {"customer": ["GET/orders", "GET/orders/*", "POST/orders"], "support": ["GET/*"]}


def session(token: str) -> dict[str, Any] | None:
    """The session that the token stands for, unless it has ended."""
    key = {"token_hash": {"S": hashlib.sha256(token.encode()).hexdigest()}}
    item = dynamodb.get_item(TableName=TABLE, Key=key).get("Item")
    # TTL deletes late, so the time counts.
    return item if item and int(item["expires_at"]["N"]) > time.time() else None


def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    headers = {name.lower(): value for name, value in event["headers"].items()}
    scheme, _, token = headers.get("authorization", "").partition(" ")
    found = session(token) if scheme == "Bearer" else None
    if found is None:
        raise Exception("Unauthorized")  # just this message becomes a 401, any other a 500
    # The policy is cached by identity source, here the token, and used for other routes too. So it
    # must name them all: with methodArn alone, the caller's next route would get a 403.
    api_and_stage = "/".join(event["methodArn"].split("/")[:2])
    return {
        "principalId": found["user"]["S"],
        "policyDocument": {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": "execute-api:Invoke",
                    "Resource": [f"{api_and_stage}/{route}" for route in ROUTES[found["role"]["S"]]],
                }
            ],
        },
        # Reaches the backend as requestContext.authorizer; text, numbers and booleans only.
        "context": {"role": found["role"]["S"]},
    }
