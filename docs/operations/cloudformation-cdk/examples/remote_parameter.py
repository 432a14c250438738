"""Custom resource: a parameter in another Region, for readers there that are not stacks."""

import contextlib
import json
import logging
import urllib.request
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

# Three calls in a row still end before the function's timeout, so that there is time to answer.
CONFIG = Config(connect_timeout=3, read_timeout=5, retries={"total_max_attempts": 2})


class RefusedError(Exception):
    """Something in the template has to change first."""


def owner(event: dict[str, Any]) -> list[dict[str, str]]:
    """Marks the parameter as this resource's, so that nobody else's is changed or deleted."""
    return [
        {"Key": "owner-stack", "Value": event["StackId"]},
        {"Key": "owner-resource", "Value": event["LogicalResourceId"]},
    ]


def put(ssm: Any, name: str, value: str, event: dict[str, Any]) -> None:
    """Creates or updates the parameter. A repeat with the same event changes nothing.

    One that comes after a later event brings the older value back.
    """
    try:
        ssm.put_parameter(Name=name, Value=value, Type="String", Tags=owner(event))
    except ssm.exceptions.ParameterAlreadyExists:
        if not owned(ssm, name, event):
            raise RefusedError(f"{name} exists and is not this resource's") from None
        ssm.put_parameter(Name=name, Value=value, Type="String", Overwrite=True)


def owned(ssm: Any, name: str, event: dict[str, Any]) -> bool:
    """Whether the tags name this stack and this resource. False if there is no such parameter."""
    try:
        tags = ssm.list_tags_for_resource(ResourceType="Parameter", ResourceId=name)["TagList"]
    except ClientError as error:
        if error.response["Error"]["Code"] == "InvalidResourceId":
            return False
        raise
    return all(tag in tags for tag in owner(event))


def provision(event: dict[str, Any]) -> str:
    """Does what was asked for and returns the physical ID."""
    if event["RequestType"] == "Delete":
        # Comes after a failed Create too, and then names what never was, or somebody else's.
        region, _, name = event["PhysicalResourceId"].partition("|")
        if name:
            ssm = boto3.client("ssm", region_name=region, config=CONFIG)
            if owned(ssm, name, event):
                # The SDK repeats a request whose answer was lost. Then it is gone already.
                with contextlib.suppress(ssm.exceptions.ParameterNotFound):
                    ssm.delete_parameter(Name=name)
        return event["PhysicalResourceId"]
    wanted = event["ResourceProperties"]
    put(
        boto3.client("ssm", region_name=wanted["Region"], config=CONFIG),
        wanted["Name"],
        wanted["Value"],
        event,
    )
    # Another Region or name makes another ID: CloudFormation then deletes the old one in its cleanup.
    return f"{wanted['Region']}|{wanted['Name']}"


def handler(event: dict[str, Any], context: Any) -> None:
    """Answers whatever happens. Silence makes the stack wait for the service timeout."""
    answer = {key: event[key] for key in ("StackId", "RequestId", "LogicalResourceId")}
    answer["PhysicalResourceId"] = event.get("PhysicalResourceId", f"failed-{event['RequestId']}")
    try:
        answer |= {"Status": "SUCCESS", "PhysicalResourceId": provision(event)}
    except Exception as error:
        logging.exception(
            "%s of %s failed", event["RequestType"], event["LogicalResourceId"]
        )  # not the event: its URL is a key
        answer |= {"Status": "FAILED", "Reason": f"{type(error).__name__}: {error}"[:500]}
    request = urllib.request.Request(  # noqa: S310 - the URL comes from CloudFormation
        event["ResponseURL"], data=json.dumps(answer).encode(), method="PUT", headers={"Content-Type": ""}
    )
    with urllib.request.urlopen(request, timeout=10):  # noqa: S310
        pass
