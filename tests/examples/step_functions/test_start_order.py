"""Starting twice: what an emulated Step Functions says, and what the caller makes of it."""

import json

import boto3
import pytest

ROLE = "arn:aws:iam::123456789012:role/state-machine"
ORDER = {"id": "o-17", "cents": 4200}
WAITING = {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 600, "End": True}}}


@pytest.fixture
def client(aws):
    return boto3.client("stepfunctions")


@pytest.fixture
def machine(client) -> str:
    return client.create_state_machine(name="orders", definition=json.dumps(WAITING), roleArn=ROLE)[
        "stateMachineArn"
    ]


def test_a_repeat_is_the_same_execution(load, client, machine):
    start_once = load().start_once

    first = start_once(client, machine, ORDER)

    assert first.endswith(":execution:orders:order-o-17")
    assert start_once(client, machine, ORDER) == first


def test_a_repeat_after_the_end_is_found_too_with_keys_in_any_order(load, client, machine):
    module = load()
    first = module.start_once(client, machine, ORDER)
    client.stop_execution(executionArn=first)

    assert module.start_once(client, machine, dict(reversed(ORDER.items()))) == first
    assert len(client.list_executions(stateMachineArn=machine)["executions"]) == 1


def test_other_data_under_the_same_name_is_refused(load, client, machine):
    module = load()
    module.start_once(client, machine, ORDER)

    with pytest.raises(module.OtherOrderError):
        module.start_once(client, machine, ORDER | {"cents": 1})


def test_an_alias_is_no_part_of_the_executions_arn(load, client):
    module = load()

    class Repeated:
        exceptions = client.exceptions

        def start_execution(self, **_: object) -> None:
            raise self.exceptions.ExecutionAlreadyExists({"Error": {}}, "StartExecution")

        def describe_execution(self, **_: str) -> dict:
            return {"input": json.dumps(ORDER)}

    found = module.start_once(
        Repeated(), "arn:aws:states:eu-west-1:123456789012:stateMachine:orders:live", ORDER
    )

    assert found == "arn:aws:states:eu-west-1:123456789012:execution:orders:order-o-17"
