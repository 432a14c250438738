"""A workflow that waits for its token in an emulated account: who may answer it, how often, and how late."""

import json
import time

import boto3
import pytest

from tests.examples.support import state_machines
from tests.examples.support.account import create_table, items

DEFINITION = {
    "StartAt": "Ask",
    "States": {
        "Ask": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
            "Parameters": {
                "FunctionName": "ask",
                "Payload": {"approval.$": "$.id", "approver": "lead-1", "token.$": "$$.Task.Token"},
            },
            "TimeoutSecondsPath": "$.patience",
            "End": True,
        }
    },
}


@pytest.fixture
def desk(account, load, monkeypatch):
    monkeypatch.setenv("TABLE", "approvals")
    functions: dict = {}
    with state_machines.running(functions):
        create_table("approvals", "id")
        module = load()
        functions["ask"] = lambda event: module.ask(event, None)
        yield module


def start(patience: int = 600) -> str:
    execution = state_machines.start(json.dumps(DEFINITION), {"id": "o-17", "patience": patience})
    wait_for("token")
    return execution


def wait_for(name: str) -> None:
    end = time.monotonic() + 5
    while not any(name in item for item in items("approvals")):
        assert time.monotonic() < end
        time.sleep(0.02)


def decide(module, decision: str, caller: str = "lead-1", order: str = "o-17") -> int:
    event = {
        "body": json.dumps({"decision": decision}),
        "pathParameters": {"approval": order},
        "requestContext": {"authorizer": {"jwt": {"claims": {"sub": caller}}}},
    }
    return module.decide(event, None)["statusCode"]


def test_approval_goes_on_with_who_approved(desk):
    execution = start()

    assert decide(desk, "approved") == 200
    end = state_machines.finish(execution)
    assert (end["status"], json.loads(end["output"])) == ("SUCCEEDED", {"approver": "lead-1"})


def test_rejection_fails_the_state_by_its_name(desk):
    execution = start()

    assert decide(desk, "rejected") == 200
    assert state_machines.finish(execution)["error"] == "Rejected"


@pytest.mark.parametrize(
    ("decision", "caller", "order", "status"),
    [
        ("approved", "lead-2", "o-17", 403),
        ("approved", "lead-1", "o-18", 403),
        ("yes", "lead-1", "o-17", 400),
    ],
)
def test_others_other_orders_and_other_words_change_nothing(desk, decision, caller, order, status):
    execution = start()

    assert decide(desk, decision, caller, order) == status
    assert (
        boto3.client("stepfunctions", region_name="eu-west-1").describe_execution(executionArn=execution)[
            "status"
        ]
        == "RUNNING"
    )
    decide(desk, "approved")
    state_machines.finish(execution)
    assert len(items("approvals")) == 1


def test_a_second_answer_cannot_change_the_first(desk):
    execution = start()
    decide(desk, "approved")
    state_machines.finish(execution)

    assert decide(desk, "rejected") == 403
    assert decide(desk, "approved") == 409
    assert items("approvals")[0]["decision"] == {"S": "approved"}


def test_who_is_late_learns_it(desk):
    execution = start(patience=1)

    assert state_machines.finish(execution)["error"] == "States.Timeout"
    assert decide(desk, "approved") == 409


def test_a_new_token_meets_a_decision_that_came_between(desk):
    """As after a timeout with a retry: the decision found nobody who waited, and the next token finds it."""
    desk.approvals.put_item(Item={"id": "o-17", "token": "old", "approver": "lead-1", "decision": "approved"})

    end = state_machines.finish(start())

    assert end["status"] == "SUCCEEDED"
