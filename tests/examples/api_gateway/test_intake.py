"""What passes the model, and what the mapping template makes of it, sent to an emulated queue."""

from __future__ import annotations

import json
import re
import urllib.request
from pathlib import Path
from urllib.parse import quote_plus

import boto3
import jsonschema
import pytest

from tests.examples.support import templates
from tests.examples.support.account import create_queue
from tests.examples.support.decisions import decide

ORDER = {"id": "0d1f6f0e-5a0c-4c9e-9a53-0a1f2b3c4d5e", "sku": "CUP-1", "quantity": 2}
CALLER = "arn:aws:iam::123456789012:user/shop"


@pytest.fixture
def resources(example: Path) -> dict:
    return templates.load(example)["Resources"]


@pytest.fixture
def integration(resources: dict) -> dict:
    return resources["Post"]["Properties"]["Integration"]


def rendered(template: str, body: str) -> str:
    """The template with what the request holds, as the Velocity engine would print it."""
    values = {"$input.body": body, "$context.identity.userArn": CALLER}
    return re.sub(r"\$util\.urlEncode\(([^)]+)\)", lambda found: quote_plus(values[found[1]]), template)


def test_no_linter_objects(example: Path) -> None:
    assert templates.problems(example) == []


@pytest.mark.parametrize(
    "change",
    [
        {"sku": "cup"},
        {"quantity": 0},
        {"quantity": 101},
        {"quantity": "2"},
        {"quantity": None},
        {"price": 1},
        {"id": "1"},
    ],
)
def test_model_refuses(resources: dict, change: dict) -> None:
    schema = resources["OrderModel"]["Properties"]["Schema"]

    jsonschema.validate(ORDER, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(ORDER | change, schema)


def test_bodies_are_validated_and_no_others_get_through(resources: dict, integration: dict) -> None:
    method = resources["Post"]["Properties"]

    assert method["RequestValidatorId"] == {"Ref": "Validator"}
    assert resources["Validator"]["Properties"]["ValidateRequestBody"] is True
    assert method["RequestModels"].keys() == integration["RequestTemplates"].keys()
    assert integration["PassthroughBehavior"] == "NEVER"


def test_template_makes_one_message_whatever_the_body_says(
    aws: None, aws_endpoint: str, integration: dict
) -> None:
    create_queue("orders")
    body = json.dumps(ORDER | {"sku": "CUP-1&MessageAttribute.1.Value.StringValue=root"})

    form = rendered(integration["RequestTemplates"]["application/json"], body)
    assert " " not in form
    request = urllib.request.Request(
        f"{aws_endpoint}/123456789012/orders",
        data=form.encode(),
        headers={
            "Content-Type": integration["RequestParameters"]["integration.request.header.Content-Type"].strip(
                "'"
            ),
            "Authorization": "AWS4-HMAC-SHA256 Credential=testing/20261126/eu-west-1/sqs/aws4_request",
        },
    )
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 200

    sqs = boto3.client("sqs")
    url = sqs.get_queue_url(QueueName="orders")["QueueUrl"]
    (message,) = sqs.receive_message(QueueUrl=url, MessageAttributeNames=["All"])["Messages"]
    assert message["Body"] == body
    assert message["MessageAttributes"]["Caller"]["StringValue"] == CALLER


def test_client_hears_202_only_when_the_queue_took_it(integration: dict) -> None:
    default, error = integration["IntegrationResponses"]

    assert (default["StatusCode"], "SelectionPattern" in default) == ("202", False)
    assert error["StatusCode"] == "502"
    pattern = error["SelectionPattern"]
    assert [bool(re.fullmatch(pattern, code)) for code in ("200", "400", "403", "500", "503")] == [
        False,
        True,
        True,
        True,
        True,
    ]


def test_role_may_send_to_this_queue_only(resources: dict) -> None:
    (policy,) = resources["SendRole"]["Properties"]["Policies"]
    arn = "arn:aws:sqs:eu-west-1:123456789012:orders"
    document = templates.resolve(policy["PolicyDocument"], {"Queue.Arn": arn})

    assert decide(document, "sqs:SendMessage", arn) == "Allow"
    assert decide(document, "sqs:SendMessage", f"{arn}-other") == "Nothing"
    assert decide(document, "sqs:ReceiveMessage", arn) == "Nothing"


def test_what_makes_no_sense_is_set_aside_and_kept_long(resources: dict) -> None:
    redrive = resources["Queue"]["Properties"]["RedrivePolicy"]

    assert redrive == {"deadLetterTargetArn": {"Fn::GetAtt": ["Refused", "Arn"]}, "maxReceiveCount": 5}
    assert resources["Refused"]["Properties"]["MessageRetentionPeriod"] == 14 * 86400


def test_snapshot_is_taken_when_the_method_is_there(resources: dict) -> None:
    (deployment,) = (one for one in resources.values() if one["Type"] == "AWS::ApiGateway::Deployment")
    assert deployment["DependsOn"] == "Post"  # no reference says so: a snapshot without methods is refused
