"""A solution of the exercise: book a seat, or leave none taken."""

import json
from typing import Any

Booking = dict[str, Any]

FIELDS = {"id", "trip", "cents", "patience"}


class OtherBookingError(Exception):
    """The ID was used before for another booking."""


def take_seat() -> dict[str, Any]:
    """A booking that holds a seat finds it again, so a retry takes no second one."""
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::dynamodb:updateItem",
        "Parameters": {
            "TableName": "trips",
            "Key": {"id": {"S.$": "$.trip"}},
            "UpdateExpression": "SET holders.#booking = :held",
            "ConditionExpression": "attribute_exists(holders.#booking) OR size(holders) < seats",
            "ExpressionAttributeNames": {"#booking.$": "$.id"},
            "ExpressionAttributeValues": {":held": {"BOOL": True}},
        },
        "ResultPath": None,
        "TimeoutSeconds": 10,
        "Retry": [
            {"ErrorEquals": ["DynamoDB.ConditionalCheckFailedException"], "MaxAttempts": 0},
            {"ErrorEquals": ["States.ALL"], "MaxAttempts": 3, "JitterStrategy": "FULL"},
        ],
        "Catch": [
            {"ErrorEquals": ["DynamoDB.ConditionalCheckFailedException"], "Next": "Sold out"},
            # Whether the seat was taken is not known. To give it back is right either way.
            {"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Give back"},
        ],
        "Next": "Ask for payment",
    }


def ask_for_payment(queue: str) -> dict[str, Any]:
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters": {
            "QueueUrl": queue,
            "MessageBody": {"booking.$": "$.id", "cents.$": "$.cents", "token.$": "$$.Task.Token"},
        },
        "ResultPath": "$.payment",
        "TimeoutSecondsPath": "$.patience",
        "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Give back"}],
        "End": True,
    }


def give_back() -> dict[str, Any]:
    """Removing what is not there is no error, so this may run as often as it must."""
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::dynamodb:updateItem",
        "Parameters": {
            "TableName": "trips",
            "Key": {"id": {"S.$": "$.trip"}},
            "UpdateExpression": "REMOVE holders.#booking",
            "ExpressionAttributeNames": {"#booking.$": "$.id"},
        },
        "ResultPath": None,
        "TimeoutSeconds": 10,
        "Retry": [
            {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 5, "MaxAttempts": 8, "JitterStrategy": "FULL"}
        ],
        "Next": "Not booked",
    }


def book(workflows: Any, machine: str, booking: Booking) -> str:
    # Found only after "Take seat", a field that the payment lacks may fail the execution past every catcher.
    if not booking.keys() >= FIELDS or type(booking["patience"]) is not int or booking["patience"] < 1:
        raise ValueError("incomplete booking")
    try:
        return workflows.start_execution(
            stateMachineArn=machine, name=booking["id"], input=json.dumps(booking)
        )["executionArn"]
    except workflows.exceptions.ExecutionAlreadyExists:
        execution = machine.replace(":stateMachine:", ":execution:") + ":" + booking["id"]
        if json.loads(workflows.describe_execution(executionArn=execution)["input"]) != booking:
            raise OtherBookingError(booking["id"]) from None
        return execution
