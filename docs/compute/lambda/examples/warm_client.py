"""Answers GET /orders/{id} with a client that is made once per execution environment."""

import json
import os
from typing import Any

import boto3
from botocore.config import Config

# Code out here runs at initialization. Only a cold start pays for loading the service model,
# and later invocations can use the open connection again.
dynamodb = boto3.client(
    "dynamodb",
    # The default timeouts may outlast the function's. Better to fail early and try again.
    config=Config(
        connect_timeout=1,
        read_timeout=2,
        retries={"mode": "standard", "total_max_attempts": 3},
    ),
)
TABLE = os.environ["TABLE_NAME"]


def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    # What belongs to one request stays in here: the environment serves others afterwards.
    order_id = event["pathParameters"]["id"]
    item = dynamodb.get_item(TableName=TABLE, Key={"id": {"S": order_id}}).get("Item")
    if item is None:
        return {"statusCode": 404}
    order = {"id": order_id, "status": item["status"]["S"]}
    return {"statusCode": 200, "body": json.dumps(order)}
