"""Which workflow of which repository gets the role."""

import json

import pytest
from cfnlint.api import lint

from tests.examples.support.decisions import decide
from tests.examples.support.policies import problems

ROLE = "arn:aws:iam::123456789012:role/deploy"
PROVIDER = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
OURS = {
    "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
    "token.actions.githubusercontent.com:sub": "repo:shop/orders:environment:production",
}
SUBJECT = "token.actions.githubusercontent.com:sub"


@pytest.fixture
def policy(example) -> dict:
    return json.loads(example.read_text())


def test_policy_is_valid(policy):
    role = {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": policy}}

    assert problems(policy) == []
    assert lint(json.dumps({"Resources": {"Role": role}}), regions=["eu-west-1"]) == []


@pytest.mark.parametrize(
    ("principal", "context", "decision"),
    [
        (PROVIDER, OURS, "Allow"),
        (PROVIDER, OURS | {SUBJECT: "repo:shop/orders:ref:refs/heads/main"}, "Nothing"),
        (PROVIDER, OURS | {SUBJECT: "repo:shop/orders:pull_request"}, "Nothing"),
        (PROVIDER, OURS | {SUBJECT: "repo:somebody/orders:environment:production"}, "Nothing"),
        (PROVIDER, OURS | {"token.actions.githubusercontent.com:aud": "other"}, "Nothing"),
        (PROVIDER, {}, "Nothing"),
        ("arn:aws:iam::123456789012:oidc-provider/gitlab.com", OURS, "Nothing"),
    ],
)
def test_only_the_production_environment_of_this_repository(policy, principal, context, decision):
    assert decide(policy, "sts:AssumeRoleWithWebIdentity", ROLE, context, principal=principal) == decision


def test_without_the_subject_every_repository_would_do(policy):
    del policy["Statement"][0]["Condition"]["StringEquals"][SUBJECT]
    stranger = OURS | {SUBJECT: "repo:somebody/anything:ref:refs/heads/main"}

    assert decide(policy, "sts:AssumeRoleWithWebIdentity", ROLE, stranger, principal=PROVIDER) == "Allow"
