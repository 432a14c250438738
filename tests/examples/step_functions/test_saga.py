"""Executions of the saga: what is called, in which order, and what is left when an undo fails too."""

import json
from types import SimpleNamespace

import pytest
from moto.stepfunctions.parser.asl.component.common.error_name.error_equals_decl import ErrorEqualsDecl
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name import StatesErrorName
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name_type import (
    StatesErrorNameType,
)
from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl

from tests.examples.support import state_machines
from tests.examples.support.account import create_queue, messages

NAMES = {"Reserve": "reserve", "Charge": "charge", "Refund": "refund", "Release": "release"}
ORDER = {"id": "o-17", "total": 30}
TOO_MUCH = "x" * 256 * 1024


class BusyError(Exception):
    """What a function raises when a repeat may help."""


class DeclinedError(Exception):
    """What the charge raises when no repeat will help."""


class SoldOutError(Exception):
    """What the reservation raises when no repeat will help."""


@pytest.fixture
def _wildcard_as_in_aws(monkeypatch):
    """The emulator's `States.ALL` matches every error, that of AWS not a payload that is too large."""
    too_large = StatesErrorName(StatesErrorNameType.StatesStatesDataLimitExceeded)
    evaluate = ErrorEqualsDecl._eval_body

    def strict(self, env) -> None:
        error = env.stack[-1]
        evaluate(self, env)
        env.stack[-1] = too_large in self.error_names if error == too_large else env.stack[-1]

    monkeypatch.setattr(ErrorEqualsDecl, "_eval_body", strict)


@pytest.fixture
def execute(account, example, monkeypatch, _wildcard_as_in_aws):
    """Runs the order with the failures that the test names. Returns the execution, calls and messages."""
    monkeypatch.setattr(retrier_decl, "time", SimpleNamespace(sleep=lambda _: None))

    def run(shipping: str | None = None, **failures: list[Exception | str]) -> tuple[dict, list[str], dict]:
        calls: list[str] = []

        def function(name: str):
            def call(order: dict) -> dict:
                assert order == ({"id": "o-17"} if name in {"refund", "release"} else ORDER)
                calls.append(name)
                outcome = failures[name].pop(0) if failures.get(name) else name
                if isinstance(outcome, Exception):
                    raise outcome
                return {"done": outcome}

            return call

        with state_machines.running({name: function(name) for name in NAMES.values()}):
            queues = {name: create_queue(name) for name in ("shipping", "review")}
            urls = {"ShippingQueueUrl": shipping or queues["shipping"], "ReviewQueueUrl": queues["review"]}
            execution = state_machines.execute(example.read_text(), ORDER, **NAMES, **urls)
            sent = {name: [json.loads(text) for text in messages(url)] for name, url in queues.items()}
        return execution, calls, sent

    return run


def test_order_is_shipped_when_all_goes_well(execute):
    execution, calls, sent = execute()

    assert execution["status"] == "SUCCEEDED"
    assert json.loads(execution["output"]) == ORDER
    assert calls == ["reserve", "charge"]
    assert sent == {"shipping": [ORDER], "review": []}


def test_declined_card_is_not_tried_again_and_the_stock_released(execute):
    execution, calls, sent = execute(charge=[DeclinedError("insufficient funds")])

    assert calls == ["reserve", "charge", "refund", "release"]
    assert (execution["status"], execution["error"]) == ("FAILED", "OrderUndone")
    error = json.loads(execution["cause"])
    assert error["Error"] == "DeclinedError"
    assert json.loads(error["Cause"])["errorMessage"] == "insufficient funds"
    assert sent == {"shipping": [], "review": []}


def test_busy_service_is_tried_again(execute):
    execution, calls, sent = execute(reserve=[BusyError()], charge=[BusyError(), BusyError(), BusyError()])

    assert execution["status"] == "SUCCEEDED"
    assert calls == ["reserve"] * 2 + ["charge"] * 4
    assert sent["shipping"] == [ORDER]


@pytest.mark.parametrize(
    ("failures", "attempts"), [([BusyError() for _ in range(4)], 4), ([SoldOutError()], 1)]
)
def test_first_step_that_fails_needs_no_refund(execute, failures, attempts):
    name = type(failures[0]).__name__
    execution, calls, _ = execute(reserve=failures)

    assert calls == ["reserve"] * attempts + ["release"]
    assert (execution["status"], execution["error"]) == ("FAILED", "OrderUndone")
    assert json.loads(execution["cause"])["Error"] == name


def test_order_that_cannot_be_shipped_is_undone_in_reverse(execute):
    execution, calls, sent = execute(shipping="https://sqs.eu-west-1.amazonaws.com/123456789012/gone")

    assert execution["status"] == "FAILED"
    assert calls == ["reserve", "charge", "refund", "release"]
    assert sent == {"shipping": [], "review": []}


def test_undo_is_tried_more_often_than_the_step(execute):
    _, calls, sent = execute(charge=[DeclinedError()], refund=[BusyError() for _ in range(6)])

    assert calls == ["reserve", "charge"] + ["refund"] * 7 + ["release"]
    assert sent["review"] == []


def test_undo_that_fails_for_good_reaches_a_person_with_both_errors(execute):
    execution, calls, sent = execute(charge=[DeclinedError()], refund=[BusyError() for _ in range(7)])

    assert execution["error"] == "CompensationFailed"
    assert "release" not in calls
    (message,) = sent["review"]
    assert set(message) == {"id", "error", "undo"}
    assert message["id"] == "o-17"
    assert (message["error"]["Error"], message["undo"]["Error"]) == ("DeclinedError", "BusyError")


def test_step_that_answers_with_too_much_is_undone(execute):
    execution, calls, _ = execute(charge=[TOO_MUCH])

    assert calls == ["reserve", "charge", "refund", "release"]
    assert json.loads(execution["cause"])["Error"] == "States.DataLimitExceeded"


@pytest.mark.parametrize(
    ("undo", "called"),
    [("refund", ["refund"]), ("release", ["refund", "release"])],
    ids=["refund", "release"],
)
def test_undo_that_answers_with_too_much_reaches_a_person(execute, undo, called):
    execution, calls, sent = execute(charge=[DeclinedError()], **{undo: [TOO_MUCH]})

    assert calls == ["reserve", "charge", *called]
    assert execution["error"] == "CompensationFailed"
    (message,) = sent["review"]
    assert (message["error"]["Error"], message["undo"]["Error"]) == (
        "DeclinedError",
        "States.DataLimitExceeded",
    )


def test_every_catch_names_what_the_wildcard_leaves_out(example):
    states = json.loads(example.read_text())["States"]
    catching = {name: state["Catch"] for name, state in states.items() if "Catch" in state}

    assert set(catching) == {"Reserve stock", "Charge card", "Ship", "Refund card", "Release stock"}
    for too_large, anything in catching.values():
        assert anything == too_large | {"ErrorEquals": ["States.ALL"]}
        assert too_large["ErrorEquals"] == ["States.DataLimitExceeded"]


def test_definition_is_valid(example):
    names = (*NAMES, "ShippingQueueUrl", "ReviewQueueUrl")

    assert state_machines.problems(json.loads(example.read_text()), **dict.fromkeys(names, "x")) == []


def test_missing_state_would_be_noticed(example):
    definition = json.loads(example.read_text())
    definition["States"]["Charge card"]["Catch"][0]["Next"] = "Refund"

    found = state_machines.problems(definition)

    assert "there is no state 'Refund'" in found
