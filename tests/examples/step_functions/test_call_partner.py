"""Structure of the HTTP Task: what it sends, and what it retries. The emulator cannot make the call."""

import json
import re

import pytest

from tests.examples.support import state_machines

CONNECTION = "arn:aws:events:eu-west-1:123456789012:connection/partner/1"


@pytest.fixture
def definition(example) -> dict:
    return json.loads(example.read_text())


def test_definition_is_valid(definition):
    assert state_machines.problems(definition, ConnectionArn=CONNECTION) == []


def test_retries_and_a_new_execution_carry_the_same_key(definition):
    arguments = definition["States"]["Book shipment"]["Arguments"]

    assert arguments["Headers"] == {"Idempotency-Key": "{% $states.input.id & '-shipment' %}"}


def test_nothing_secret_is_in_the_definition(definition):
    arguments = definition["States"]["Book shipment"]["Arguments"]

    assert arguments["InvocationConfig"] == {"ConnectionArn": "${ConnectionArn}"}
    assert not re.search(r"authorization|api-?key|bearer", json.dumps(arguments), re.IGNORECASE)


def test_errors_of_the_request_itself_are_not_retried(definition):
    (retrier,) = definition["States"]["Book shipment"]["Retry"]

    assert {"States.Http.Socket", "States.Timeout"} < set(retrier["ErrorEquals"])
    assert "States.Http.StatusCode.400" not in retrier["ErrorEquals"]
    assert "States.ALL" not in retrier["ErrorEquals"]
    assert definition["States"]["Book shipment"]["TimeoutSeconds"] <= 60
