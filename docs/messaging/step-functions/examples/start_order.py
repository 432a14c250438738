"""Starts the workflow of an order once, however often somebody asks for it. For Standard workflows."""

import json
from typing import Any


class OtherOrderError(Exception):
    """There was an execution for this order already, with other data."""


def start_once(client: Any, machine: str, order: dict[str, Any]) -> str:
    """Returns the execution's ARN. `machine` is the ARN of a state machine, a version or an alias."""
    name = f"order-{order['id']}"  # the name is the idempotency key, so it comes from the business
    try:
        started = client.start_execution(stateMachineArn=machine, name=name, input=json.dumps(order))
    except client.exceptions.ExecutionAlreadyExists:
        # It has ended, or its input was another one.
        parts = machine.split(":")
        execution = ":".join([*parts[:5], "execution", parts[6], name])
        if json.loads(client.describe_execution(executionArn=execution)["input"]) != order:
            raise OtherOrderError(order["id"]) from None
        return execution
    return started["executionArn"]
