"""Which instances a principal may operate, by the tags of both."""

import json

import boto3
import pytest
from botocore.exceptions import ClientError
from cfnlint.api import lint
from moto.core import set_initial_no_auth_action_count

from tests.examples.support.decisions import decide
from tests.examples.support.policies import problems, unsupported_keys

INSTANCE = "arn:aws:ec2:eu-west-1:123456789012:instance/i-0a1b2c3d4e5f60718"


@pytest.fixture
def policy(example) -> dict:
    return json.loads(example.read_text())


def tags(principal: str | None, resource: str | None, *written: str) -> dict:
    """The team of both sides, and the keys of the tags that the request writes or deletes."""
    teams = {"aws:PrincipalTag/team": principal, "aws:ResourceTag/team": resource}
    known = {key: team for key, team in teams.items() if team is not None}
    return known | ({"aws:TagKeys": list(written)} if written else {})


def test_policy_is_valid(policy):
    managed = {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": policy}}

    assert problems(policy) == []
    assert unsupported_keys(policy) == []
    assert lint(json.dumps({"Resources": {"Policy": managed}}), regions=["eu-west-1"]) == []


@pytest.mark.parametrize(
    ("context", "decision"),
    [
        (tags("orders", "orders"), "Allow"),
        (tags("orders", "search"), "Nothing"),
        (tags("orders", "Orders"), "Nothing"),
        (tags("orders", None), "Nothing"),
        (tags(None, "orders"), "Nothing"),
        (tags(None, None), "Nothing"),
    ],
)
def test_only_the_own_teams_instances_can_be_stopped(policy, context, decision):
    assert decide(policy, "ec2:StopInstances", INSTANCE, context) == decision


def test_same_policy_serves_a_team_that_is_new(policy):
    assert decide(policy, "ec2:StartInstances", INSTANCE, tags("returns", "returns")) == "Allow"


@pytest.mark.parametrize(
    ("action", "written", "decision"),
    [
        ("ec2:CreateTags", ["note"], "Allow"),
        ("ec2:CreateTags", ["note", "team"], "Deny"),
        ("ec2:CreateTags", ["Team"], "Deny"),  # another tag in EC2, but the condition key matches both
        ("ec2:DeleteTags", ["team"], "Deny"),
        ("ec2:DeleteTags", ["note"], "Allow"),
        ("ec2:DeleteTags", [], "Deny"),  # without keys, all tags would go
    ],
)
def test_nobody_gives_an_instance_to_another_team(policy, action, written, decision):
    assert decide(policy, action, INSTANCE, tags("orders", "orders", *written)) == decision


def test_tags_of_others_instances_cannot_be_written(policy):
    assert decide(policy, "ec2:CreateTags", INSTANCE, tags("orders", "search", "note")) == "Nothing"


@set_initial_no_auth_action_count(4)
def test_emulated_ec2_lets_see_and_not_terminate(aws, policy):
    """Actions alone: the emulator takes the conditions for met."""
    ec2, iam = boto3.client("ec2"), boto3.client("iam")
    (instance,) = ec2.run_instances(ImageId="ami-12c6146b", MinCount=1, MaxCount=1)["Instances"]
    iam.create_user(UserName="operator")
    iam.put_user_policy(UserName="operator", PolicyName="abac", PolicyDocument=json.dumps(policy))
    key = iam.create_access_key(UserName="operator")["AccessKey"]
    session = boto3.Session(key["AccessKeyId"], key["SecretAccessKey"], region_name="eu-west-1")
    operator = session.client("ec2")

    (reservation,) = operator.describe_instances()["Reservations"]
    assert reservation["Instances"][0]["InstanceId"] == instance["InstanceId"]
    for call in (operator.terminate_instances, operator.reboot_instances):
        with pytest.raises(ClientError, match="AccessDenied"):
            call(InstanceIds=[instance["InstanceId"]])
