"""Who may assume the role: the vendor's role, and only with the ID that stands for this customer."""

import json

import boto3
import pytest
from botocore.exceptions import ClientError
from cfnlint.api import lint
from moto.core import set_initial_no_auth_action_count

from tests.examples.support.decisions import decide
from tests.examples.support.policies import problems, unsupported_keys

ROLE = "arn:aws:iam::123456789012:role/vendor"
VENDOR = "arn:aws:iam::444455556666:role/collector"
OURS = {"sts:ExternalId": "shop-5f0c2b8e9d7a41c3"}


@pytest.fixture
def policy(example) -> dict:
    return json.loads(example.read_text())


def test_policy_is_valid(policy):
    role = {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": policy}}

    assert problems(policy) == []
    assert unsupported_keys(policy) == []
    assert lint(json.dumps({"Resources": {"Role": role}}), regions=["eu-west-1"]) == []


@pytest.mark.parametrize(
    ("principal", "context", "decision"),
    [
        (VENDOR, OURS, "Allow"),
        (VENDOR, {"sts:ExternalId": "other-customer"}, "Nothing"),
        (VENDOR, {}, "Nothing"),
        ("arn:aws:iam::444455556666:role/intern", OURS, "Nothing"),
        ("arn:aws:iam::777788889999:role/collector", OURS, "Nothing"),
    ],
)
def test_role_and_external_id_must_both_fit(policy, principal, context, decision):
    assert decide(policy, "sts:AssumeRole", ROLE, context, principal=principal) == decision


@set_initial_no_auth_action_count(4)
def test_emulated_sts_refuses_another_external_id(aws, policy):
    """With a user of the same account as the principal: the emulator does not look into other accounts."""
    iam = boto3.client("iam")
    user = iam.create_user(UserName="collector")["User"]["Arn"]
    policy["Statement"][0]["Principal"] = {"AWS": user}
    iam.create_role(RoleName="vendor", AssumeRolePolicyDocument=json.dumps(policy))
    allow = {
        "Version": "2012-10-17",
        "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": ROLE},
    }
    iam.put_user_policy(UserName="collector", PolicyName="assume", PolicyDocument=json.dumps(allow))
    key = iam.create_access_key(UserName="collector")["AccessKey"]
    sts = boto3.Session(key["AccessKeyId"], key["SecretAccessKey"], region_name="eu-west-1").client("sts")
    request = {"RoleArn": ROLE, "RoleSessionName": "nightly"}

    assumed = sts.assume_role(**request, ExternalId=OURS["sts:ExternalId"])

    assert assumed["AssumedRoleUser"]["Arn"].endswith("assumed-role/vendor/nightly")
    with pytest.raises(ClientError, match="AccessDenied"):
        sts.assume_role(**request, ExternalId="other-customer")
