"""Updates a stack by way of a change set: shows what would happen, and loses nothing unasked."""

import time
from collections.abc import Collection
from typing import Any

import boto3
from botocore.exceptions import WaiterError

cloudformation = boto3.client("cloudformation")

LOSSES = {"Delete", "ReplaceAndDelete"}  # the others retain the resource or take a snapshot
NOTHING_TO_DO = ("didn't contain changes", "No updates are to be performed")


class LossError(Exception):
    """The update would delete something for good without anybody's consent."""


def propose(stack: str, template: str, parameters: dict[str, str], role: str | None = None) -> str | None:
    """Makes a change set and returns its ARN, or None if there is nothing to change.

    CloudFormation acts with `role`, or else with the stack's own role, or with the caller's permissions.
    """
    name = f"release-{time.time_ns()}"
    change_set = cloudformation.create_change_set(
        StackName=stack,
        ChangeSetName=name,
        ClientToken=name,  # or a request that the SDK repeats after a lost answer would fail: the name exists
        ChangeSetType="UPDATE",
        TemplateBody=template,
        Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
        **({"RoleARN": role} if role else {}),
    )["Id"]
    created = cloudformation.get_waiter("change_set_create_complete")
    try:
        created.wait(ChangeSetName=change_set, WaiterConfig={"Delay": 5})
    except WaiterError as error:
        # "Nothing to do" counts as a failure too, and only the text tells it from the others.
        if not any(text in error.last_response.get("StatusReason", "") for text in NOTHING_TO_DO):
            raise
        cloudformation.delete_change_set(ChangeSetName=change_set)
        return None
    return change_set


def changes(change_set: str) -> list[dict[str, Any]]:
    """What the change set does to each resource."""
    pages = cloudformation.get_paginator("describe_change_set").paginate(ChangeSetName=change_set)
    return [change["ResourceChange"] for page in pages for change in page["Changes"]]


def deploy(
    stack: str,
    template: str,
    parameters: dict[str, str],
    may_lose: Collection[str] = (),
    role: str | None = None,
) -> bool:
    """Updates the stack and returns whether anything changed. `may_lose` holds logical IDs."""
    if (change_set := propose(stack, template, parameters, role)) is None:
        return False
    losses = []
    for change in changes(change_set):
        name, fate = change["LogicalResourceId"], change.get("PolicyAction", "")
        print(change["Action"], name, f"replacement: {change.get('Replacement', 'False')}", fate)
        if fate in LOSSES and name not in may_lose:
            losses.append(name)
    if losses:
        raise LossError(f"would delete {', '.join(losses)}")  # the change set stays, to be looked at
    token = change_set.rpartition("/")[2]  # likewise: a repeat would find it running
    cloudformation.execute_change_set(ChangeSetName=change_set, ClientRequestToken=token)
    cloudformation.get_waiter("stack_update_complete").wait(StackName=stack)
    return True
