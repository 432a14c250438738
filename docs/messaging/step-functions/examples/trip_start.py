"""Where the exercise starts. Each step has a test that fails until you have written the function for it.

pip install boto3 "moto[stepfunctions,dynamodb,sqs]" pytest
pytest -x trip_start.py
"""

import json
import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import boto3
import pytest
from moto import mock_aws

Booking = dict[str, Any]  # {"id": "b-1", "trip": "t-1", "cents": 4200, "patience": 3600}
ROLE = "arn:aws:iam::123456789012:role/workflow"


class OtherBookingError(Exception):
    """The ID was used before for another booking."""


def take_seat() -> dict[str, Any]:
    """The state that takes a seat, or leads to "Sold out". Step 2."""
    raise NotImplementedError


def ask_for_payment(queue: str) -> dict[str, Any]:
    """The state that sends a task token to the cashier and waits. Step 3."""
    raise NotImplementedError


def give_back() -> dict[str, Any]:
    """The state that undoes the first one, and leads to "Not booked". Step 4."""
    raise NotImplementedError


def book(workflows: Any, machine: str, booking: Booking) -> str:
    """Starts the workflow once for each booking and returns the execution's ARN. Step 5."""
    raise NotImplementedError


def workflow(queue: str) -> dict[str, Any]:
    return {
        "StartAt": "Take seat",
        "States": {
            "Take seat": take_seat(),
            "Ask for payment": ask_for_payment(queue),
            "Give back": give_back(),
            "Sold out": {"Type": "Fail", "Error": "SoldOut"},
            "Not booked": {"Type": "Fail", "Error": "NotBooked", "CausePath": "$.error.Error"},
        },
    }


class Agency:
    """A trip with one seat, a cashier's queue, and your workflow, in an emulated account."""

    def __init__(self) -> None:
        region = {"region_name": "eu-west-1"}
        self.sqs, self.dynamodb = boto3.client("sqs", **region), boto3.client("dynamodb", **region)
        self.workflows = boto3.client("stepfunctions", **region)
        self.queue = self.sqs.create_queue(QueueName="cashier")["QueueUrl"]
        self.dynamodb.create_table(
            TableName="trips",
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        trip = {"id": {"S": "t-1"}, "seats": {"N": "1"}, "holders": {"M": {}}}
        self.dynamodb.put_item(TableName="trips", Item=trip)
        self.machine = self.workflows.create_state_machine(
            name="trips", definition=json.dumps(workflow(self.queue)), roleArn=ROLE
        )["stateMachineArn"]

    def run(self, booking: Booking) -> str:
        return self.workflows.start_execution(
            stateMachineArn=self.machine, name=str(uuid4()), input=json.dumps(booking)
        )["executionArn"]

    def bill(self) -> dict[str, Any]:
        for _ in range(250):
            for message in self.sqs.receive_message(QueueUrl=self.queue).get("Messages", []):
                return json.loads(message["Body"])
            time.sleep(0.02)
        raise AssertionError("nobody asked for payment")

    def end(self, execution: str) -> dict[str, Any]:
        for _ in range(250):
            found = self.workflows.describe_execution(executionArn=execution)
            if found["status"] != "RUNNING":
                return found
            time.sleep(0.02)
        raise AssertionError("the execution does not end")

    def holders(self) -> set[str]:
        item = self.dynamodb.get_item(TableName="trips", Key={"id": {"S": "t-1"}})["Item"]
        return set(item["holders"]["M"])


@pytest.fixture
def agency() -> Iterator[Agency]:
    with mock_aws(config={"stepfunctions": {"execute_state_machine": True}}):
        yield Agency()


def booking(name: str, **changes: Any) -> Booking:
    return {"id": name, "trip": "t-1", "cents": 4200, "patience": 3600} | changes


def test_step_2_and_3_paid_is_booked(agency: Agency) -> None:
    execution = agency.run(booking("b-1"))
    bill = agency.bill()
    assert (bill["booking"], bill["cents"]) == ("b-1", 4200)
    agency.workflows.send_task_success(taskToken=bill["token"], output='{"receipt": "r-9"}')
    end = agency.end(execution)
    assert end["status"] == "SUCCEEDED"
    assert json.loads(end["output"])["payment"] == {"receipt": "r-9"}
    assert agency.holders() == {"b-1"}


def test_step_2_a_repeat_finds_its_own_seat(agency: Agency) -> None:
    for _ in range(2):
        agency.run(booking("b-1"))
        assert agency.bill()["booking"] == "b-1"
    assert agency.holders() == {"b-1"}


def test_step_2_no_seat_means_no_bill(agency: Agency) -> None:
    agency.run(booking("b-1"))
    agency.bill()
    end = agency.end(agency.run(booking("b-2")))
    assert (end["status"], end["error"]) == ("FAILED", "SoldOut")
    assert agency.holders() == {"b-1"}


def test_step_4_declined_gives_the_seat_back(agency: Agency) -> None:
    execution = agency.run(booking("b-1"))
    agency.workflows.send_task_failure(taskToken=agency.bill()["token"], error="Declined")
    end = agency.end(execution)
    assert (end["error"], end["cause"]) == ("NotBooked", "Declined")
    assert agency.holders() == set()


def test_step_4_silence_gives_the_seat_back_too(agency: Agency) -> None:
    end = agency.end(agency.run(booking("b-1", patience=1)))
    assert (end["error"], end["cause"]) == ("NotBooked", "States.Timeout")
    assert agency.holders() == set()


def test_step_5_twice_is_once_even_afterwards(agency: Agency) -> None:
    first = book(agency.workflows, agency.machine, booking("b-1"))
    agency.workflows.send_task_failure(taskToken=agency.bill()["token"], error="Declined")
    agency.end(first)
    assert book(agency.workflows, agency.machine, booking("b-1")) == first
    with pytest.raises(OtherBookingError):
        book(agency.workflows, agency.machine, booking("b-1", cents=1))
