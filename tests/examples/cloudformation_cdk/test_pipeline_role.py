"""What the pipeline may do to which stack, and with which role."""

import json

import pytest

from tests.examples.support.decisions import decide
from tests.examples.support.policies import problems

STACK = "arn:aws:cloudformation:eu-west-1:123456789012:stack/orders-data/1a2b"
OTHER = "arn:aws:cloudformation:eu-west-1:123456789012:stack/payments/1a2b"
SERVICE_ROLE = "arn:aws:iam::123456789012:role/cloudformation/orders-deployment"
ADMIN_ROLE = "arn:aws:iam::123456789012:role/admin"


@pytest.fixture
def policy(example) -> dict:
    return json.loads(example.read_text(encoding="utf-8"))


def test_policy_is_valid(policy):
    assert problems(policy) == []


@pytest.mark.parametrize(
    ("resource", "context", "decision"),
    [
        (STACK, {"cloudformation:RoleArn": SERVICE_ROLE}, "Allow"),
        (STACK, {"cloudformation:RoleArn": ADMIN_ROLE}, "Nothing"),
        (STACK, {}, "Nothing"),
        (OTHER, {"cloudformation:RoleArn": SERVICE_ROLE}, "Nothing"),
    ],
)
def test_change_set_needs_the_service_role(policy, resource, context, decision):
    assert decide(policy, "cloudformation:CreateChangeSet", resource, context) == decision


@pytest.mark.parametrize(
    ("action", "resource", "decision"),
    [
        ("cloudformation:ExecuteChangeSet", STACK, "Allow"),
        ("cloudformation:ExecuteChangeSet", OTHER, "Nothing"),
        (
            "cloudformation:DescribeEvents",
            "arn:aws:cloudformation:eu-west-1:123456789012:changeSet/release-7/1",
            "Allow",
        ),
        ("cloudformation:UpdateStack", STACK, "Nothing"),
        ("cloudformation:DeleteStack", STACK, "Nothing"),
        ("cloudformation:SetStackPolicy", STACK, "Nothing"),
        ("cloudformation:ContinueUpdateRollback", STACK, "Nothing"),
        ("dynamodb:DeleteTable", "arn:aws:dynamodb:eu-west-1:123456789012:table/orders", "Nothing"),
    ],
)
def test_pipeline_reaches_stacks_by_change_sets_alone(policy, action, resource, decision):
    assert decide(policy, action, resource) == decision


@pytest.mark.parametrize(
    ("role", "service", "decision"),
    [
        (SERVICE_ROLE, "cloudformation.amazonaws.com", "Allow"),
        (SERVICE_ROLE, "lambda.amazonaws.com", "Nothing"),
        (ADMIN_ROLE, "cloudformation.amazonaws.com", "Nothing"),
    ],
)
def test_role_goes_to_cloudformation_alone(policy, role, service, decision):
    assert decide(policy, "iam:PassRole", role, {"iam:PassedToService": service}) == decision
