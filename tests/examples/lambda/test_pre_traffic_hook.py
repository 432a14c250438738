"""What the hook tells CodeDeploy about good, wrong, failing and unreachable versions."""

import io
import json

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

VERSION = "arn:aws:lambda:eu-west-1:123456789012:function:orders:8"
EVENT = {"DeploymentId": "d-1", "LifecycleEventHookExecutionId": "hook-1"}


@pytest.fixture
def hook(load, aws, monkeypatch):
    monkeypatch.setenv("NEW_VERSION", VERSION)
    return load()


def answer(hook, status: str, **response):
    """The stubs for one run: Lambda's answer, and the status that CodeDeploy expects."""
    functions, codedeploy = Stubber(hook.functions), Stubber(hook.codedeploy)
    functions.add_response("invoke", response, {"FunctionName": VERSION, "Payload": json.dumps(hook.REQUEST)})
    report(codedeploy, status)
    return functions, codedeploy


def report(codedeploy: Stubber, status: str) -> None:
    expected = {"deploymentId": "d-1", "lifecycleEventHookExecutionId": "hook-1", "status": status}
    codedeploy.add_response("put_lifecycle_event_hook_execution_status", {}, expected)


@pytest.mark.parametrize(
    ("response", "status"),
    [
        ({"StatusCode": 200, "Payload": io.BytesIO(b'{"statusCode": 202}')}, "Succeeded"),
        ({"StatusCode": 200, "Payload": io.BytesIO(b'{"statusCode": 422}')}, "Failed"),
        ({"StatusCode": 200, "FunctionError": "Unhandled", "Payload": io.BytesIO(b"{}")}, "Failed"),
    ],
    ids=["accepts the order", "refuses the order", "raises"],
)
def test_codedeploy_hears_how_the_version_answered(hook, response, status):
    functions, codedeploy = answer(hook, status, **response)

    with functions, codedeploy:
        hook.handler(EVENT, None)

    codedeploy.assert_no_pending_responses()


def test_codedeploy_hears_of_a_version_that_cannot_be_invoked(hook):
    functions, codedeploy = Stubber(hook.functions), Stubber(hook.codedeploy)
    functions.add_client_error("invoke", "TooManyRequestsException")
    report(codedeploy, "Failed")

    with functions, codedeploy, pytest.raises(ClientError, match="TooManyRequests"):
        hook.handler(EVENT, None)

    codedeploy.assert_no_pending_responses()


def test_request_is_one_that_the_released_function_accepts(hook, start, examples):
    released = start(examples / "structured_logging.py")

    assert released.invoke(hook.REQUEST).payload["statusCode"] == 202


def test_status_is_one_that_codedeploy_knows(hook):
    model = boto3.client("codedeploy").meta.service_model
    shape = model.operation_model("PutLifecycleEventHookExecutionStatus").input_shape
    assert {"Succeeded", "Failed"} <= set(shape.members["status"].enum)
