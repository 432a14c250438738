"""The template as CloudFormation gets it: no password in it, rotation on, and a failure is told."""

import json
import re

import boto3
import pytest
from moto.awslambda.models import LambdaBackend
from moto.events.models import EventPattern

from tests.examples.support import templates

ARN = "arn:aws:lambda:eu-west-1:123456789012:function:rotate"
NAMES = {
    "SubnetGroup": "private",
    "RotationFunctionArn": ARN,
    "OnCallTopicArn": "arn:aws:sns:eu-west-1:123456789012:on-call",
    "Database.Endpoint.Address": "orders.internal",
    "Database.Endpoint.Port": "5432",
    "AppSecret": "orders/prod/database",
}


@pytest.fixture
def resources(example) -> dict:
    return templates.resolve(templates.load(example)["Resources"], NAMES)


def properties(resources: dict, name: str) -> dict:
    return resources[name]["Properties"]


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_no_password_is_resolved_into_the_template(resources):
    database = properties(resources, "Database")

    assert "MasterUserPassword" not in database
    assert database["ManageMasterUserPassword"] is True
    assert "resolve:secretsmanager" not in json.dumps(resources)


def test_the_setting_is_of_a_certain_version(resources):
    reference = properties(resources, "Database")["DBInstanceClass"]

    assert re.fullmatch(r"\{\{resolve:ssm:[a-zA-Z0-9_.\-/]+:\d+\}\}", reference)


def test_generated_secret_is_what_the_rotation_function_reads(aws, resources):
    generate = properties(resources, "AppSecret")["GenerateSecretString"]
    value = json.loads(generate["SecretStringTemplate"])

    assert set(value) | {generate["GenerateStringKey"]} == {"host", "port", "username", "password"}
    assert value["username"] == "orders_a"


def test_schedule_is_accepted_by_the_api(aws, resources, monkeypatch):
    monkeypatch.setattr(LambdaBackend, "get_function", lambda *_: None)
    monkeypatch.setattr(LambdaBackend, "invoke", lambda *_, **__: None)
    client, rotation = boto3.client("secretsmanager"), properties(resources, "AppRotation")
    client.create_secret(Name=rotation["SecretId"], SecretString="{}")

    client.rotate_secret(
        SecretId=rotation["SecretId"],
        RotationLambdaARN=rotation["RotationLambdaARN"],
        RotationRules=rotation["RotationRules"],
        RotateImmediately=rotation["RotateImmediatelyOnUpdate"],
    )


@pytest.mark.parametrize(
    ("name", "matches"),
    [
        ("RotationFailed", True),
        ("RotationAbandoned", True),
        ("RotationSucceeded", False),
        ("GetSecretValue", False),
    ],
)
def test_only_a_failed_or_abandoned_rotation_matches_the_rule(resources, name, matches):
    pattern = EventPattern.load(json.dumps(properties(resources, "RotationFailed")["EventPattern"]))
    detail = {"eventSource": "secretsmanager.amazonaws.com", "eventName": name}

    assert pattern.matches_event({"source": "aws.secretsmanager", "detail": detail}) is matches


def test_first_rotation_waits_until_the_users_exist(resources):
    assert properties(resources, "AppRotation")["RotateImmediatelyOnUpdate"] is False


def test_data_and_secret_survive_the_stack(resources):
    assert properties(resources, "Database")["DeletionProtection"] is True
    assert resources["Database"]["DeletionPolicy"] == "Snapshot"
    secret = resources["AppSecret"]
    assert (secret["DeletionPolicy"], secret["UpdateReplacePolicy"]) == ("RetainExceptOnCreate", "Retain")
