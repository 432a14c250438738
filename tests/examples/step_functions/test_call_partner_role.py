"""What the workflow's role may call, and with which secret."""

import json

import pytest

from tests.examples.support import policies
from tests.examples.support.decisions import decide

MACHINE = "arn:aws:states:eu-west-1:123456789012:stateMachine:call-partner"
ENDPOINT = "https://api.partner.example/v1/shipments"


@pytest.fixture
def policy(example) -> dict:
    return json.loads(example.read_text())


def test_actions_and_their_condition_keys_exist(policy):
    assert policies.problems(policy) == []
    known = ["states:HTTPEndpoint", "states:HTTPMethod"]  # the data has them for the service, not the action
    assert [key for key in policies.unsupported_keys(policy) if key.split()[-1] not in known] == []


@pytest.mark.parametrize(
    ("method", "endpoint", "answer"),
    [
        ("POST", ENDPOINT, "Allow"),
        ("DELETE", ENDPOINT, "Nothing"),
        ("POST", "https://evil.example/v1/shipments", "Nothing"),
    ],
)
def test_one_method_at_one_address(policy, method, endpoint, answer):
    context = {"states:HTTPMethod": method, "states:HTTPEndpoint": endpoint}

    assert decide(policy, "states:InvokeHTTPEndpoint", MACHINE, context) == answer


def test_address_is_the_one_that_the_definition_calls(policy, examples):
    definition = json.loads((examples / "call_partner.asl.json").read_text())

    assert definition["States"]["Book shipment"]["Arguments"]["ApiEndpoint"] == ENDPOINT
