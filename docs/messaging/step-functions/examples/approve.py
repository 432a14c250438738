"""A workflow waits for a person. The token stays in the table: who approves sees an ID alone.

`ask` is invoked by the state `lambda:invoke.waitForTaskToken`, `decide` by an HTTP API with a JWT authorizer.
The ID is the execution's name, so another run for the same order asks anew. Token and decision meet in one
item: whoever writes the second of the two tells the workflow.
"""

import json
import os
from typing import Any

import boto3

approvals = boto3.resource("dynamodb").Table(os.environ["TABLE"])
workflows = boto3.client("stepfunctions")
GONE = (
    workflows.exceptions.TaskTimedOut,
    workflows.exceptions.TaskDoesNotExist,
    workflows.exceptions.InvalidToken,
)


def ask(event: dict[str, Any], _context: Any) -> None:
    """Keeps the token. A retry brings a new one, which replaces the old."""
    approval = approvals.update_item(
        Key={"id": event["approval"]},
        UpdateExpression="SET #token = :token, approver = :approver",
        ExpressionAttributeNames={"#token": "token"},
        ExpressionAttributeValues={":token": event["token"], ":approver": event["approver"]},
        ReturnValues="ALL_NEW",
    )["Attributes"]
    if "decision" in approval:
        tell(approval)


def decide(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    decision = json.loads(event["body"])["decision"]
    if decision not in ("approved", "rejected"):
        return {"statusCode": 400}
    try:
        approval = approvals.update_item(
            Key={"id": event["pathParameters"]["approval"]},
            UpdateExpression="SET decision = :decision",
            ConditionExpression="approver = :caller AND "
            "(attribute_not_exists(decision) OR decision = :decision)",
            ExpressionAttributeValues={
                ":decision": decision,
                ":caller": event["requestContext"]["authorizer"]["jwt"]["claims"]["sub"],
            },
            ReturnValues="ALL_NEW",
        )["Attributes"]
    except approvals.meta.client.exceptions.ConditionalCheckFailedException:
        return {"statusCode": 403}  # somebody else's, unknown, or decided otherwise
    # Somebody who repeats a decision, or who is late, learns that nobody waits for it.
    return {"statusCode": 200 if tell(approval) else 409}


def tell(approval: dict[str, Any]) -> bool:
    try:
        if approval["decision"] == "approved":
            workflows.send_task_success(
                taskToken=approval["token"], output=json.dumps({"approver": approval["approver"]})
            )
        else:
            workflows.send_task_failure(taskToken=approval["token"], error="Rejected")
    except GONE:
        return False
    return True
