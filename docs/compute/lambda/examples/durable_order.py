"""Accepts an order, leaves an hour to cancel it, then ships: one durable function."""

import json
import os
from contextlib import suppress
from typing import Any

import boto3
from aws_durable_execution_sdk_python import (
    DurableContext,
    StepContext,
    durable_execution,
    durable_step,
)
from aws_durable_execution_sdk_python.config import Duration

dynamodb = boto3.client("dynamodb")
sqs = boto3.client("sqs")

TABLE = os.environ["TABLE_NAME"]
SHIPPING_QUEUE = os.environ["SHIPPING_QUEUE_URL"]


@durable_step
def accept(_step: StepContext, order: dict[str, Any]) -> str:
    """Stores the order once. A step can be interrupted and run again, after a cancellation too."""
    item = {"id": {"S": order["id"]}, "status": {"S": "ACCEPTED"}}
    with suppress(dynamodb.exceptions.ConditionalCheckFailedException):  # an earlier run stored it
        dynamodb.put_item(TableName=TABLE, Item=item, ConditionExpression="attribute_not_exists(id)")
    return "ACCEPTED"


def decide(order_id: str, status: str) -> bool:
    """Sets the status of an accepted order. The first decision stands, and making it again is harmless."""
    try:
        dynamodb.update_item(
            TableName=TABLE,
            Key={"id": {"S": order_id}},
            UpdateExpression="SET #status = :new",
            ConditionExpression="#status IN (:accepted, :new)",
            ExpressionAttributeNames={"#status": "status"},
            ExpressionAttributeValues={":accepted": {"S": "ACCEPTED"}, ":new": {"S": status}},
        )
    except dynamodb.exceptions.ConditionalCheckFailedException:
        return False
    return True


def cancel(order_id: str) -> bool:
    """For the API that the customer calls. False: nothing to cancel, or too late and a case for a return."""
    return decide(order_id, "CANCELLED")


@durable_step
def claim(_step: StepContext, order_id: str) -> bool:
    """Takes the order for shipping, unless it was cancelled. In a step, so each replay hears the same."""
    return decide(order_id, "SHIPPING")


@durable_step
def ship(_step: StepContext, order: dict[str, Any]) -> str:
    """Sends the order to the warehouse, which ignores an order ID that it knows."""
    return sqs.send_message(QueueUrl=SHIPPING_QUEUE, MessageBody=json.dumps(order))["MessageId"]


@durable_execution
def handler(event: dict[str, Any], context: DurableContext) -> dict[str, Any]:
    # After the wait Lambda runs this from the first line; finished steps return what they saved.
    context.step(accept(event))
    context.wait(Duration.from_hours(1), name="time-to-cancel")  # no environment is held
    if not context.step(claim(event["id"])):
        return {"id": event["id"], "status": "CANCELLED"}
    return {"id": event["id"], "status": "SHIPPING", "shipment": context.step(ship(event))}
