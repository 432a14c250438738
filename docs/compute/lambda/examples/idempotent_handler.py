"""Ships an order once, although its event may be delivered several times."""

import json
import os
import time
from typing import Any

import boto3

dynamodb = boto3.client("dynamodb")
sqs = boto3.client("sqs")

TABLE = os.environ["TABLE_NAME"]  # key `id`, TTL attribute `expires_at`
SHIPPING_QUEUE = os.environ["SHIPPING_QUEUE_URL"]
KEEP_SECONDS = 21 * 24 * 3600  # longer than any repeat can take, a redrive included


class InProgressError(Exception):
    """Another delivery is at work. Raising lets this one come back later."""


class OtherOrderError(Exception):
    """The ID is known with other content. That is no repeat: let the on-failure destination have it."""


def claim(key: str, body: str, seconds: int) -> dict[str, Any] | None:
    """Takes the key for this body and returns None, or returns the result of an earlier delivery."""
    now = int(time.time())
    expiry = {"N": str(now + seconds)}
    try:
        dynamodb.put_item(
            TableName=TABLE,
            Item={
                "id": {"S": key},
                "body": {"S": body},
                "status": {"S": "IN_PROGRESS"},
                "expires_at": expiry,
            },
            # Of two simultaneous writes one wins. TTL deletes late, hence the look at the time.
            ConditionExpression="attribute_not_exists(id) OR expires_at < :now",
            ExpressionAttributeValues={":now": {"N": str(now)}},
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        )
    except dynamodb.exceptions.ConditionalCheckFailedException as taken:
        record = taken.response["Item"]
        if record["body"]["S"] != body:
            raise OtherOrderError(key) from taken
        if record["status"]["S"] == "IN_PROGRESS":
            raise InProgressError(key) from taken
        return json.loads(record["result"]["S"])
    return None


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    order = event["detail"]
    key = f"ship#{order['order_id']}"  # a producer that repeats itself makes new event IDs
    body = json.dumps(order, sort_keys=True)
    # The claim ends with this invocation, so a crash does not block the order for good.
    if earlier := claim(key, body, context.get_remaining_time_in_millis() // 1000 + 1):
        return earlier
    try:
        sent = sqs.send_message(QueueUrl=SHIPPING_QUEUE, MessageBody=body)
    except Exception:
        dynamodb.delete_item(TableName=TABLE, Key={"id": {"S": key}})  # for the retry
        raise
    # A crash just here would still repeat the effect, so the receiver gets the order ID too.
    result = {"order_id": order["order_id"], "shipment": sent["MessageId"]}
    done = {"body": {"S": body}, "status": {"S": "DONE"}, "result": {"S": json.dumps(result)}}
    expiry = {"N": str(int(time.time()) + KEEP_SECONDS)}
    dynamodb.put_item(TableName=TABLE, Item={"id": {"S": key}, "expires_at": expiry} | done)
    return result
