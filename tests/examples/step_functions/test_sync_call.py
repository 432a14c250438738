"""What the caller makes of the answers of a Synchronous Express workflow. All of them have status 200."""

from datetime import UTC, datetime

import boto3
import pytest
from botocore.stub import Stubber

MACHINE = "arn:aws:states:eu-west-1:123456789012:stateMachine:quote"
EXECUTION = "arn:aws:states:eu-west-1:123456789012:express:quote:x:y"


@pytest.fixture
def call(account, load):
    module = load()

    def answered(**answer: str):
        client = boto3.client("stepfunctions", region_name="eu-west-1")
        times = {"startDate": datetime.now(UTC), "stopDate": datetime.now(UTC)}
        with Stubber(client) as stubber:
            stubber.add_response(
                "start_sync_execution",
                {"executionArn": EXECUTION} | times | answer,
                {"stateMachineArn": MACHINE, "input": '{"order": "o-17"}'},
            )
            return module.call(client, MACHINE, {"order": "o-17"})

    return module, answered


def test_output_of_a_success_is_the_answer(call):
    _, answered = call

    assert answered(status="SUCCEEDED", output='{"cents": 4200}') == {"cents": 4200}


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"status": "FAILED", "error": "NoPrice", "cause": "unknown"}, "NoPrice"),
        ({"status": "TIMED_OUT"}, "TIMED_OUT"),
    ],
)
def test_a_failure_is_raised_though_the_call_succeeded(call, answer, error):
    module, answered = call

    with pytest.raises(module.WorkflowError) as raised:
        answered(**answer)

    assert raised.value.args == (error, EXECUTION)
