"""Tries a new version before it gets traffic, and tells CodeDeploy what came of it."""

import json
import os
from typing import Any

import boto3

codedeploy = boto3.client("codedeploy")
functions = boto3.client("lambda")

NEW_VERSION = os.environ["NEW_VERSION"]  # its ARN: the alias still leads to the old version
REQUEST = {
    "headers": {"x-correlation-id": "before-traffic"},
    "body": json.dumps({"id": "test-order", "quantity": 1}),
}


def works() -> bool:
    """Whether the new version accepts an order."""
    answer = functions.invoke(FunctionName=NEW_VERSION, Payload=json.dumps(REQUEST))
    # Invoke also succeeds if the function raised: FunctionError tells.
    return "FunctionError" not in answer and json.load(answer["Payload"])["statusCode"] == 202


def handler(event: dict[str, str], _context: Any) -> None:
    status = "Failed"
    try:
        if works():
            status = "Succeeded"
    finally:  # without an answer CodeDeploy waits until its own time limit
        codedeploy.put_lifecycle_event_hook_execution_status(
            deploymentId=event["DeploymentId"],
            lifecycleEventHookExecutionId=event["LifecycleEventHookExecutionId"],
            status=status,
        )
