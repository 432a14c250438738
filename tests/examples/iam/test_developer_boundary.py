"""What is left of full permissions under the boundary."""

import json

import boto3
import pytest
from botocore.exceptions import ClientError
from cfnlint.api import lint
from moto.core import set_initial_no_auth_action_count

from tests.examples.support.decisions import decide
from tests.examples.support.policies import problems, unsupported_keys

ADMIN = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
BOUNDARY = "arn:aws:iam::123456789012:policy/developer-boundary"
BOUND = {"iam:PermissionsBoundary": BOUNDARY}
TO_LAMBDA = {"iam:PassedToService": "lambda.amazonaws.com"}
APP_ROLE = "arn:aws:iam::123456789012:role/app/orders"
ADMIN_ROLE = "arn:aws:iam::123456789012:role/admin"
TABLE = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders"
INSTANCE = "arn:aws:ec2:eu-west-1:123456789012:instance/i-0a1b2c3d4e5f60718"


@pytest.fixture
def policy(example) -> dict:
    return json.loads(example.read_text())


def test_policy_is_valid_and_only_its_ceiling_is_wide(policy):
    boundary = {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": policy}}

    assert [problem.split("'")[1] for problem in problems(policy)] == [
        action for action in policy["Statement"][0]["Action"] if action.endswith(":*")
    ]
    assert unsupported_keys(policy) == []
    assert lint(json.dumps({"Resources": {"Boundary": boundary}}), regions=["eu-west-1"]) == []


def allowed(identity: dict, boundary: dict, *request: object) -> bool:
    """IAM within one account: the boundary must allow what the identity's policy allows."""
    return decide(identity, *request) == decide(boundary, *request) == "Allow"


@pytest.mark.parametrize(
    ("action", "resource", "context", "expected"),
    [
        ("dynamodb:PutItem", TABLE, {}, True),
        ("iam:GetRole", ADMIN_ROLE, {}, True),
        ("ec2:RunInstances", INSTANCE, {}, False),
        ("iam:CreateRole", APP_ROLE, BOUND, True),
        ("iam:CreateRole", APP_ROLE, {}, False),
        ("iam:CreateRole", APP_ROLE, {"iam:PermissionsBoundary": BOUNDARY + "-wide"}, False),
        ("iam:CreateRole", ADMIN_ROLE, BOUND, False),
        ("iam:AttachRolePolicy", APP_ROLE, BOUND, True),
        ("iam:AttachRolePolicy", ADMIN_ROLE, {}, False),
        ("iam:PassRole", APP_ROLE, TO_LAMBDA, True),
        ("iam:PassRole", APP_ROLE, {"iam:PassedToService": "ec2.amazonaws.com"}, False),
        ("iam:PassRole", ADMIN_ROLE, TO_LAMBDA, False),
        ("iam:CreateUser", "arn:aws:iam::123456789012:user/me", BOUND, False),
        ("iam:DeleteRolePermissionsBoundary", APP_ROLE, BOUND, False),
        ("iam:CreatePolicyVersion", BOUNDARY, {}, False),
    ],
)
def test_administrator_within_the_boundary(policy, action, resource, context, expected):
    assert allowed(ADMIN, policy, action, resource, context) is expected


def test_boundary_alone_grants_nothing(policy):
    assert not allowed({"Statement": []}, policy, "dynamodb:PutItem", TABLE)


def test_denials_would_also_bind_whoever_has_the_policy_attached(policy):
    for action, resource in (
        ("iam:DeleteRolePermissionsBoundary", APP_ROLE),
        ("iam:DeleteUserPermissionsBoundary", "arn:aws:iam::123456789012:user/me"),
        ("iam:CreatePolicyVersion", BOUNDARY),
        ("iam:SetDefaultPolicyVersion", BOUNDARY),
        ("iam:DeletePolicyVersion", BOUNDARY),
        ("iam:DeletePolicy", BOUNDARY),
    ):
        assert decide(policy, action, resource) == "Deny"


@set_initial_no_auth_action_count(6)
def test_emulated_iam_denies_an_administrator_the_removal(aws, policy):
    """The emulator applies no boundaries, so here the policy is attached beside full permissions."""
    iam = boto3.client("iam")
    document = json.dumps(policy)
    arn = iam.create_policy(PolicyName="developer-boundary", PolicyDocument=document)["Policy"]["Arn"]
    iam.create_role(RoleName="orders", AssumeRolePolicyDocument="{}", PermissionsBoundary=arn)
    iam.create_user(UserName="developer")
    iam.put_user_policy(UserName="developer", PolicyName="admin", PolicyDocument=json.dumps(ADMIN))
    iam.attach_user_policy(UserName="developer", PolicyArn=arn)
    key = iam.create_access_key(UserName="developer")["AccessKey"]
    session = boto3.Session(key["AccessKeyId"], key["SecretAccessKey"], region_name="eu-west-1")
    developer = session.client("iam")

    assert (
        developer.get_role(RoleName="orders")["Role"]["PermissionsBoundary"]["PermissionsBoundaryArn"] == arn
    )
    with pytest.raises(ClientError, match="AccessDenied"):
        developer.delete_role_permissions_boundary(RoleName="orders")
