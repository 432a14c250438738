"""Checks state machines, and runs them in the emulated Step Functions with Python functions as tasks."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import boto3
from cfnlint.api import lint
from moto import mock_aws
from moto.awslambda_simple.models import LambdaSimpleBackend

ROLE = "arn:aws:iam::123456789012:role/state-machine"
REGION = "eu-west-1"
_SERVICES = {"stepfunctions": {"execute_state_machine": True}, "lambda": {"use_docker": False}}
_FOLLOWING = {"Next", "Default", "StartAt"}


def problems(definition: dict[str, Any], **substitutions: str) -> list[str]:
    """What cfn-lint says of a definition, which states nobody reaches and which targets do not exist."""
    properties: dict[str, Any] = {"RoleArn": ROLE, "Definition": definition}
    if substitutions:
        properties["DefinitionSubstitutions"] = substitutions
    machine = {"Type": "AWS::StepFunctions::StateMachine", "Properties": properties}
    template = {"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"Machine": machine}}
    found = [f"{match.rule.id} {match.message}" for match in lint(json.dumps(template), regions=[REGION])]
    for scope in scopes(definition):
        targets, names = set(_targets(scope)), set(scope["States"])
        found += [f"there is no state '{name}'" for name in sorted(targets - names)]
        found += [f"nothing leads to '{name}'" for name in sorted(names - targets)]
    text = json.dumps(definition)
    found += [f"'{name}' is not used" for name in substitutions if f"${{{name}}}" not in text]
    return found


def scopes(definition: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The state machine and those inside its Map and Parallel states, each with states of its own."""
    yield definition
    for state in definition["States"].values():
        for inner in [state["ItemProcessor"]] if "ItemProcessor" in state else state.get("Branches", []):
            yield from scopes(inner)


def _targets(value: Any) -> Iterator[str]:
    """The names of states that something leads to, without going into inner state machines."""
    if isinstance(value, list):
        for entry in value:
            yield from _targets(entry)
    elif isinstance(value, dict):
        for key, entry in value.items():
            if key in _FOLLOWING and isinstance(entry, str):
                yield entry
            elif key not in {"ItemProcessor", "Branches"}:
                yield from _targets(entry)


@contextmanager
def running(functions: Mapping[str, Callable[[Any], Any]]) -> Iterator[None]:
    """An emulated AWS whose Step Functions executes, and whose Lambda functions are these, by name.

    An exception of a function becomes an error of the class's name, as with Lambda's Python runtime.
    """

    def invoke(_backend: Any, name: str, _qualifier: Any, body: str, _headers: Any, answer: Any) -> bytes:
        try:
            return json.dumps(functions[name](json.loads(body))).encode()
        except Exception as error:
            answer["x-amz-function-error"] = "Unhandled"
            envelope = {"errorType": type(error).__name__, "errorMessage": str(error)}
            return json.dumps(envelope).encode()

    with mock_aws(config=_SERVICES), patch.object(LambdaSimpleBackend, "invoke", invoke):
        yield


def start(definition: str, event: Any, **substitutions: str) -> str:
    """Starts a state machine, inside of `running`. Returns the execution's ARN."""
    for name, value in substitutions.items():
        definition = definition.replace(f"${{{name}}}", value)
    client = boto3.client("stepfunctions", region_name=REGION)
    machine = client.create_state_machine(name="sample", definition=definition, roleArn=ROLE)
    started = client.start_execution(stateMachineArn=machine["stateMachineArn"], input=json.dumps(event))
    return started["executionArn"]


def finish(execution_arn: str) -> dict[str, Any]:
    """Waits until an execution has ended. Returns what DescribeExecution says."""
    client = boto3.client("stepfunctions", region_name=REGION)
    end = time.monotonic() + 10
    while (execution := client.describe_execution(executionArn=execution_arn))["status"] == "RUNNING":
        assert time.monotonic() < end, "the execution does not end"
        time.sleep(0.02)
    return execution


def execute(definition: str, event: Any, **substitutions: str) -> dict[str, Any]:
    """Runs a state machine to its end, inside of `running`. Returns what DescribeExecution says."""
    return finish(start(definition, event, **substitutions))
