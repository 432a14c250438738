"""Behind a WebSocket API: remembers who is connected and sends messages to all users of a tenant."""

import contextlib
import json
import os
import time
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectTimeoutError, HTTPClientError

dynamodb = boto3.resource("dynamodb")
# Key `connection_id`; the index `by-tenant` has `tenant` as its partition key.
table = dynamodb.Table(os.environ["TABLE_NAME"])
connections = boto3.client(
    "apigatewaymanagementapi",
    endpoint_url=os.environ["PUSH_ENDPOINT"],
    # Once each: by default the SDK repeats a 429, after pauses in which all the others would wait.
    config=Config(connect_timeout=1, read_timeout=2, retries={"total_max_attempts": 1}),
)

LIFETIME = 2 * 60 * 60  # no connection lasts longer; TTL removes those whose $disconnect never came
OPENING = 60


def handler(event: dict[str, Any], _context: Any) -> dict[str, int]:
    """Routes $connect and $disconnect."""
    context = event["requestContext"]
    key = {"connection_id": context["connectionId"]}
    if context["routeKey"] == "$connect":
        now = int(time.time())
        # The tenant is from the authorizer. One in the query string would be the caller's choice.
        tenant = context["authorizer"]["tenant"]
        table.put_item(Item=key | {"tenant": tenant, "opened_at": now, "expires_at": now + LIFETIME})
    elif context["routeKey"] == "$disconnect":  # best effort: it may not arrive
        table.delete_item(Key=key)
    return {"statusCode": 200}


def publish(event: dict[str, Any], _context: Any) -> dict[str, int]:
    """Sends `message` to all connections of `tenant`. Invoked by other services, not by clients."""
    data = json.dumps(event["message"]).encode()
    counts = {"sent": 0, "gone": 0, "busy": 0}
    for connection_id in _connection_ids(event["tenant"]):
        try:
            connections.post_to_connection(ConnectionId=connection_id, Data=data)
            counts["sent"] += 1
        except connections.exceptions.GoneException:  # 410
            _forget(connection_id)
            counts["gone"] += 1
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] < 429:
                raise  # a message too large or no permission: the same for all
            counts["busy"] += 1  # 429 (the rate, or a client that reads too slowly) or 5xx
        except (ConnectTimeoutError, HTTPClientError):
            counts["busy"] += 1  # no answer. Whoever was busy asks for what was missed.
    return counts


def _forget(connection_id: str) -> None:
    """Deletes an ended connection, but not one whose $connect is not through yet: it is not there either."""
    with contextlib.suppress(dynamodb.meta.client.exceptions.ConditionalCheckFailedException):
        table.delete_item(
            Key={"connection_id": connection_id},
            ConditionExpression="opened_at < :opening",
            ExpressionAttributeValues={":opening": int(time.time()) - OPENING},
        )


def _connection_ids(tenant: str) -> list[str]:
    query = {
        "IndexName": "by-tenant",
        "KeyConditionExpression": "tenant = :tenant",
        "ExpressionAttributeValues": {":tenant": tenant},
    }
    page = table.query(**query)
    found = page["Items"]
    while "LastEvaluatedKey" in page:
        page = table.query(**query, ExclusiveStartKey=page["LastEvaluatedKey"])
        found += page["Items"]
    return [item["connection_id"] for item in found]
