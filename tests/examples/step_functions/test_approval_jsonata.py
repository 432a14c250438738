"""Structure and executions of the JSONata state machine: who is asked, and what an answer leads to.

The emulator walks through the states but has no JSONata. Paths are followed here, and what the three other
expressions of the sample mean is written down below: an expression that is in neither group fails.
"""

import json
import re
import time
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto.stepfunctions.parser.asl.component.common.string.string_expression import StringJSONata

from tests.examples.support import state_machines
from tests.examples.support.account import create_queue, create_table, items, messages

MEANING = {
    "$sum($states.input.lines.(price * quantity))": lambda states, _: sum(
        line["price"] * line["quantity"] for line in states.get_input()["lines"]
    ),
    "$total >= 500": lambda _, variables: variables.get("total") >= 500,
    "$string($total)": lambda _, variables: str(variables.get("total")),
}
PATH = re.compile(r"\$\w+(\.\w+)*")


@pytest.fixture
def definition(example) -> dict:
    return json.loads(example.read_text())


def expressions(value: Any) -> Iterator[str]:
    """All texts of a definition that are JSONata."""
    if isinstance(value, str) and value.startswith("{%"):
        yield value
    elif isinstance(value, dict | list):
        for entry in value.values() if isinstance(value, dict) else value:
            yield from expressions(entry)


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    if isinstance(value, dict | list):
        for entry in value.values() if isinstance(value, dict) else value:
            yield from keys(entry)


class Emulated:
    """One emulated account with the queue, the table and the state machine."""

    def __init__(self, definition: str) -> None:
        self.definition = definition
        self.queue = create_queue("approvals")
        create_table("orders", "id")
        self.client = boto3.client("stepfunctions", region_name="eu-west-1")

    def start(self, *lines: tuple[int, int]) -> str:
        order = {"id": "o-17", "lines": [{"price": price, "quantity": quantity} for price, quantity in lines]}
        names = {"ApprovalQueueUrl": self.queue, "OrderTable": "orders"}
        return state_machines.start(self.definition, order, **names)

    def request(self) -> dict:
        """The message that asks for approval, once it is there."""
        end = time.monotonic() + 5
        while not (found := messages(self.queue)):
            assert time.monotonic() < end
            time.sleep(0.02)
        return json.loads(found[0])


@pytest.fixture
def emulated(account, example, monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")

    def evaluate(self: StringJSONata, env: Any) -> None:
        text = self.expression.strip()
        if text in MEANING:
            value = MEANING[text](env.states, env.variable_store)
        else:
            assert PATH.fullmatch(text), f"what does {text} mean?"
            name, *path = text.removeprefix("$").split(".")
            value = env.states._states_data if name == "states" else env.variable_store.get(name)
            for part in path:
                value = value[part]
        env.stack.append(value)

    monkeypatch.setattr(StringJSONata, "_eval_body", evaluate)
    with state_machines.running({}):
        yield Emulated(example.read_text())


def test_definition_is_valid(definition):
    names = {"ApprovalQueueUrl": "https://sqs.eu-west-1.amazonaws.com/123456789012/approvals"}

    assert state_machines.problems(definition, OrderTable="orders", **names) == []


@pytest.mark.parametrize("field", ["InputPath", "OutputPath", "ResultPath"])
def test_linter_objects_to_fields_of_jsonpath(definition, field):
    definition["States"]["Confirm"][field] = "$.id"

    assert state_machines.problems(definition) == [
        f"E3601 Additional properties are not allowed ('{field}' was unexpected)"
    ]


def test_nothing_of_jsonpath_is_left(definition):
    assert not [key for key in keys(definition) if key.endswith((".$", "Path"))]


def test_expressions_are_whole_and_use_variables_that_some_state_assigns(definition):
    found = list(expressions(definition))
    assigned = {name for state in definition["States"].values() for name in state.get("Assign", {})}

    assert len(found) == 14
    for text in found:
        assert re.fullmatch(r"\{% .+ %\}", text)
        used = set(re.findall(r"\$(\w+)\b(?!\()", text)) - {"states"}
        assert used <= assigned, text


def test_approval_of_a_person_is_not_lost_to_a_busy_table(definition):
    (retrier,) = definition["States"]["Confirm"]["Retry"]

    assert retrier["ErrorEquals"] == ["States.ALL"]
    assert retrier["MaxAttempts"] > 0
    assert "Retry" not in definition["States"]["Ask"]  # nobody is asked twice


def test_small_order_is_confirmed_without_asking(emulated):
    execution = state_machines.finish(emulated.start((20, 24), (1, 19)))

    assert json.loads(execution["output"]) == {"order": "o-17", "total": 499, "approver": "none needed"}
    assert messages(emulated.queue) == []
    assert items("orders") == [{"id": {"S": "o-17"}, "status": {"S": "CONFIRMED"}, "total": {"N": "499"}}]


def test_large_order_waits_for_its_token(emulated):
    arn = emulated.start((250, 2))
    request = emulated.request()

    assert (request["order"], request["total"]) == ("o-17", 500)
    assert emulated.client.describe_execution(executionArn=arn)["status"] == "RUNNING"
    emulated.client.send_task_success(taskToken=request["token"], output='{"approver": "sales lead"}')

    execution = state_machines.finish(arn)
    assert json.loads(execution["output"]) == {"order": "o-17", "total": 500, "approver": "sales lead"}


def test_rejected_order_is_not_confirmed_and_no_failure(emulated):
    arn = emulated.start((250, 2))
    emulated.client.send_task_failure(taskToken=emulated.request()["token"], error="Rejected")

    execution = state_machines.finish(arn)
    assert execution["status"] == "SUCCEEDED"
    assert json.loads(execution["output"]) == {"order": "o-17", "reason": "Rejected"}
    assert items("orders") == []


def test_other_errors_fail_the_execution(emulated):
    arn = emulated.start((250, 2))
    emulated.client.send_task_failure(taskToken=emulated.request()["token"], error="Broken")

    execution = state_machines.finish(arn)
    assert (execution["status"], execution["error"]) == ("FAILED", "Broken")
