"""What the caller makes of the answers of a Synchronous Express workflow. All of them have status 200."""

from datetime import UTC, datetime

import boto3
import pytest
from botocore.exceptions import ReadTimeoutError
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


@pytest.mark.parametrize(("patient", "executions"), [(True, 1), (False, 3)])
def test_a_call_without_an_answer_starts_no_second_execution(load, aws, patient, executions):
    module, sent = load(), []
    client = boto3.client("stepfunctions", config=module.PATIENT if patient else None)

    def lose_the_answer(request, **_):
        sent.append(request.url)
        raise ReadTimeoutError(endpoint_url=request.url)

    client.meta.events.register("before-send.stepfunctions.StartSyncExecution", lose_the_answer)
    with pytest.raises(ReadTimeoutError):
        module.call(client, MACHINE, {})

    assert len(sent) == executions


def test_client_waits_for_the_longest_execution(load):
    assert load().PATIENT.read_timeout > 5 * 60
