"""The helpers themselves: they must object, or the tests that use them prove nothing."""

import json
import socket

import boto3
import botocore.session
import pytest
from botocore.exceptions import ParamValidationError
from botocore.model import Shape, StringShape

from tests.examples.support import events, templates
from tests.examples.support.model_limits import compiled
from tests.examples.support.policies import problems
from tests.examples.support.runtime import InitError, LambdaRuntime

SERVICES = (
    "apigatewayv2 cloudformation cloudwatch codedeploy dynamodb ecs events iam kinesis lambda logs rds s3"
    " scheduler secretsmanager sns sqs ssm stepfunctions"
)


@pytest.mark.parametrize(
    ("parameters", "problem"),
    [
        ({"FunctionName": "f", "MemorySize": 999_999}, "MemorySize is 999999, more than 32768"),
        ({"FunctionName": "f", "Runtime": "python1.0"}, "Runtime is 'python1.0', not one of"),
        ({"FunctionName": "no spaces"}, "does not match"),
        ({"FunctionName": "f", "Layers": [], "Description": "x" * 257}, "257 characters, more than 256"),
        ({"FunctionName": "f", "Environment": {"Variables": {"not-a-name": "1"}}}, "key 'not-a-name'"),
        ({"FunctionName": "f", "FileSystemConfigs": [{"Arn": "no", "LocalMountPath": "/tmp"}]}, "FileSystem"),
    ],
)
def test_hook_refuses_what_the_model_rules_out(aws, parameters, problem):
    with pytest.raises(ParamValidationError, match=problem):
        boto3.client("lambda").update_function_configuration(**parameters)


def test_hook_lets_good_parameters_through(aws):
    answer = boto3.client("sqs").create_queue(QueueName="orders", Attributes={"VisibilityTimeout": "180"})

    assert answer["QueueUrl"].endswith("/orders")


def test_models_patterns_can_be_compiled():
    session = botocore.session.get_session()
    for service in SERVICES.split():
        model = session.get_service_model(service)
        for name in model.shape_names:
            shape: Shape = model.shape_for(name)
            if isinstance(shape, StringShape) and "pattern" in shape.metadata:
                compiled(shape.metadata["pattern"])


def test_pattern_may_hold_characters_beyond_the_basic_plane():
    assert compiled(r"[\u0020-\uD7FF\uD800\uDC00-\uDBFF\uDFFF]+").fullmatch("tea \U0001f375")


def function(tmp_path, code: str, **settings) -> LambdaRuntime:
    source = tmp_path / "sample.py"
    source.write_text(code)
    return LambdaRuntime(source, **settings)


def test_runtime_gives_payload_context_and_log_lines(tmp_path):
    code = """
import logging
def handler(event, context):
    logging.getLogger().info("seen", extra={"left": context.get_remaining_time_in_millis()})
    print("printed")
    return {"twice": event["number"] * 2, "id": context.aws_request_id, "arn": context.invoked_function_arn}
"""
    with function(tmp_path, code, timeout=10) as runtime:
        answer = runtime.invoke({"number": 21})

    assert answer.payload == {"twice": 42, "id": answer.request_id, "arn": runtime.function_arn}
    assert answer.error is None
    assert answer.logs[1] == "printed"
    (line,) = answer.json_logs
    assert line["message"] == "seen"
    assert line["requestId"] == answer.request_id
    assert 5000 < line["left"] <= 10_000


def test_runtime_gives_the_error_envelope_and_goes_on(tmp_path):
    code = "def handler(event, context):\n    return 1 // event\n"
    with function(tmp_path, code) as runtime:
        failed, good = runtime.invoke(0), runtime.invoke(1)

    assert failed.payload is None
    assert failed.error["errorType"] == "ZeroDivisionError"
    assert failed.error["requestId"] == failed.request_id
    assert "sample.py" in failed.error["stackTrace"][0]
    assert good.payload == 1
    assert good.logs == []


def test_answer_that_is_no_json_is_an_error(tmp_path):
    with function(tmp_path, "def handler(event, context):\n    return {1, 2}\n") as runtime:
        answer = runtime.invoke({})

    assert answer.error["errorType"] == "Runtime.MarshalError"


def test_error_at_initialization_is_reported(tmp_path):
    with pytest.raises(InitError) as caught, function(tmp_path, "import os\nos.environ['TABLE']\n"):
        pass

    assert caught.value.error["errorType"] == "KeyError"


def test_function_that_takes_too_long_is_ended(tmp_path):
    code = "import time\ndef handler(event, context):\n    print('begun')\n    time.sleep(60)\n"
    with function(tmp_path, code, timeout=1.5) as runtime, pytest.raises(TimeoutError, match="begun"):
        runtime.invoke({})


def test_process_that_dies_is_noticed(tmp_path):
    code = "import os\ndef handler(event, context):\n    os._exit(1)\n"
    with function(tmp_path, code) as runtime, pytest.raises(InitError):
        runtime.invoke({})


def test_connections_to_other_machines_fail():
    with (
        socket.socket(socket.AF_INET, socket.SOCK_STREAM) as connection,
        pytest.raises(AssertionError, match=r"192\.0\.2\.1"),
    ):
        connection.connect(("192.0.2.1", 443))


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ({"Action": "sqs:RecieveMessage"}, "there is no action 'sqs:RecieveMessage'"),
        ({"Action": "sqqs:ReceiveMessage"}, "there is no service prefix 'sqqs'"),
        ({"Action": "ReceiveMessage"}, "'ReceiveMessage' is not of the form service:Action"),
        (
            {"Action": "sqs:Receive*", "Resource": "*"},
            "'sqs:Receive*' can be limited to resources, and is not",
        ),
        ({"Action": "sqs:*"}, "'sqs:*' allows everything"),
        ({"Action": "s3:NoSuch*"}, "there is no action 's3:NoSuch*'"),
        ({"Action": []}, "it names no action"),
    ],
)
def test_policy_problems_are_found(statement, problem):
    resource = {"Effect": "Allow", "Resource": "arn:aws:sqs:eu-west-1:123456789012:orders"}
    document = {"Version": "2012-10-17", "Statement": resource | statement}

    assert problems(document) == [f"statement 1: {problem}"]


def test_policy_may_use_a_star_where_aws_has_no_resources():
    statement = {"Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*"}

    assert problems({"Version": "2012-10-17", "Statement": [statement]}) == []


def test_template_problems_are_found(tmp_path):
    template = tmp_path / "bad.template.yaml"
    template.write_text("""
Transform: AWS::Serverless-2016-10-31
Resources:
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: .
      Handler: worker.handler
      Runtime: python3.14
      Timeout: 901
      Policies:
        - Version: "2012-10-17"
          Statement: [{Effect: Allow, Action: "dynamodb:PutItm", Resource: "*"}]
""")

    found = "\n".join(templates.problems(template))

    assert "901 is greater than the maximum of 900" in found
    assert "there is no action 'dynamodb:PutItm'" in found


def test_events_have_the_shape_of_real_ones():
    assert events.s3_created("files", "a b/ü.png")["Records"][0]["s3"]["object"]["key"] == "a+b/%C3%BC.png"
    record = events.sqs_batch({"id": 1})["Records"][0]
    assert json.loads(record["body"]) == {"id": 1}
    assert record["eventSource"] == "aws:sqs"
    assert events.http_api("GET", "/", headers={"X-Id": "7"})["headers"] == {"x-id": "7"}
    assert "Records" not in events.s3_test("files")
