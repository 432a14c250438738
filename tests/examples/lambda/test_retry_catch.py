"""Executions of the state machine whose task is a real handler: success, retries and both ways out."""

import json
import time
from types import SimpleNamespace

import boto3
import pytest
from cfnlint.api import lint
from moto import mock_aws
from moto.awslambda_simple.models import LambdaSimpleBackend
from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl

from tests.examples.support.account import create_queue, messages
from tests.examples.support.runtime import LambdaRuntime

#: Charges an order, and raises first as often as the order says.
CHARGE = """
class ProviderBusyError(Exception):
    pass


class CardDeclinedError(Exception):
    pass


#: What Lambda reports when the function's own timeout ends the invocation.
Timedout = type("Sandbox.Timedout", (Exception,), {})

calls = 0


def handler(order, context):
    global calls
    calls += 1
    if order["card"] == "declined":
        raise CardDeclinedError("insufficient funds")
    if order["card"] == "slow" and calls == 1:
        raise Timedout("Task timed out after 20.00 seconds")
    if calls <= order["busy"]:
        raise ProviderBusyError("try later")
    return {"receipt": f"r-{order['id']}", "internal": "not passed on"}
"""
ROLE = "arn:aws:iam::123456789012:role/state-machine"


@pytest.fixture
def waits(monkeypatch) -> list[float]:
    """The seconds between attempts, noted and not spent."""
    noted: list[float] = []
    monkeypatch.setattr(retrier_decl, "time", SimpleNamespace(sleep=noted.append))
    return noted


@pytest.fixture
def execute(account, example, tmp_path, monkeypatch, waits):
    """Runs an order through the state machine. Returns the execution and the messages of both queues."""
    source = tmp_path / "charge.py"
    source.write_text(CHARGE)
    services = {"stepfunctions": {"execute_state_machine": True}, "lambda": {"use_docker": False}}
    with mock_aws(config=services), LambdaRuntime(source) as function:

        def invoke(_backend, _name, _qualifier, body, _headers, response_headers):
            answer = function.invoke(json.loads(body))
            if answer.error:
                response_headers["x-amz-function-error"] = "Unhandled"
            return json.dumps(answer.error or answer.payload).encode()

        monkeypatch.setattr(LambdaSimpleBackend, "invoke", invoke)
        queues = {name: create_queue(name) for name in ("declined", "review")}
        names = {
            "ChargeFunction": "charge",
            "DeclinedQueueUrl": queues["declined"],
            "ReviewQueueUrl": queues["review"],
        }
        definition = example.read_text()
        for name, value in names.items():
            definition = definition.replace(f"${{{name}}}", value)
        client = boto3.client("stepfunctions", region_name="eu-west-1")
        machine = client.create_state_machine(name="charge", definition=definition, roleArn=ROLE)

        def run(**order):
            started = client.start_execution(
                stateMachineArn=machine["stateMachineArn"], input=json.dumps(order)
            )
            arn, end = started["executionArn"], time.monotonic() + 10
            while (execution := client.describe_execution(executionArn=arn))["status"] == "RUNNING":
                assert time.monotonic() < end
                time.sleep(0.02)
            sent = {name: [json.loads(text) for text in messages(url)] for name, url in queues.items()}
            return execution, sent

        yield run


def test_result_is_added_to_the_order(execute, waits):
    execution, sent = execute(id="o-1", card="good", busy=0)

    assert execution["status"] == "SUCCEEDED"
    assert json.loads(execution["output"]) == {
        "id": "o-1",
        "card": "good",
        "busy": 0,
        "charge": {"receipt": "r-o-1"},
    }
    assert sent == {"declined": [], "review": []}
    assert waits == []


def within(waits, *limits):
    """Whether there was a pause for each limit, of a random length up to it."""
    return len(waits) == len(limits) and all(
        0 <= wait <= limit for wait, limit in zip(waits, limits, strict=True)
    )


def test_busy_provider_is_tried_again_with_random_pauses_from_a_growing_range(execute, waits):
    execution, _ = execute(id="o-2", card="good", busy=2)

    assert execution["status"] == "SUCCEEDED"
    assert within(waits, 2, 4)


def test_function_that_timed_out_is_tried_again(execute, waits):
    execution, sent = execute(id="o-5", card="slow", busy=0)

    assert execution["status"] == "SUCCEEDED"
    assert within(waits, 2)
    assert sent == {"declined": [], "review": []}


def test_order_is_set_aside_when_the_attempts_are_used_up(execute, waits):
    execution, sent = execute(id="o-3", card="good", busy=99)

    assert execution["status"] == "FAILED"
    assert execution["error"] == "ChargeFailed"
    assert within(waits, 2, 4, 8)
    (message,) = sent["review"]
    assert message["id"] == "o-3"
    assert message["error"]["Error"] == "ProviderBusyError"
    assert json.loads(message["error"]["Cause"])["errorMessage"] == "try later"


def test_declined_card_is_not_tried_again(execute, waits):
    execution, sent = execute(id="o-4", card="declined", busy=0)

    assert execution["status"] == "SUCCEEDED"
    assert waits == []
    (message,) = sent["declined"]
    assert message["error"]["Error"] == "CardDeclinedError"
    assert sent["review"] == []


def test_order_is_not_lost_when_its_queue_is_busy(example):
    definition = json.loads(example.read_text())
    sends = [state for state in definition["States"].values() if "sqs:" in state.get("Resource", "")]

    assert len(sends) == 2
    for state in sends:
        (retrier,) = state["Retry"]
        assert retrier["ErrorEquals"] == ["States.ALL"]
        # The longest way: four charges with pauses, then every attempt to send, each until its timeout.
        charge = 4 * 30 + 2 + 4 + 8
        send = (1 + retrier["MaxAttempts"]) * state["TimeoutSeconds"] + 2 ** retrier["MaxAttempts"]
        assert charge + send < definition["TimeoutSeconds"]


def test_definition_is_valid(example):
    machine = {
        "Type": "AWS::StepFunctions::StateMachine",
        "Properties": {
            "RoleArn": ROLE,
            "DefinitionString": example.read_text(),
            "DefinitionSubstitutions": {
                "ChargeFunction": "charge",
                "DeclinedQueueUrl": "https://sqs.eu-west-1.amazonaws.com/123456789012/declined",
                "ReviewQueueUrl": "https://sqs.eu-west-1.amazonaws.com/123456789012/review",
            },
        },
    }
    template = {"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"Charge": machine}}

    assert lint(json.dumps(template), regions=["eu-west-1"]) == []
