"""Who is kept from the data although a bucket or queue policy would allow."""

import json

import pytest

from tests.examples.support.decisions import decide
from tests.examples.support.policies import problems

OBJECT = "arn:aws:s3:::shop-images/thumbnails/cat.jpg"
PERSON, SERVICE = {"aws:PrincipalIsAWSService": "false"}, {"aws:PrincipalIsAWSService": "true"}
OURS = "o-exampleorgid"


@pytest.fixture
def policy(example) -> dict:
    return json.loads(example.read_text())


def test_policy_is_valid_and_grants_nothing(policy):
    assert problems(policy) == []
    assert {statement["Effect"] for statement in policy["Statement"]} == {"Deny"}
    assert {statement["Principal"] for statement in policy["Statement"]} == {"*"}


@pytest.mark.parametrize(
    ("context", "decision"),
    [
        (PERSON | {"aws:PrincipalOrgID": OURS}, "Nothing"),
        (PERSON | {"aws:PrincipalOrgID": "o-somebodyelse"}, "Deny"),
        (PERSON, "Deny"),  # an account without an organization, or an anonymous caller
        ({}, "Deny"),
        (SERVICE | {"aws:SourceAccount": "123456789012", "aws:SourceOrgID": OURS}, "Nothing"),
        (SERVICE | {"aws:SourceAccount": "777788889999", "aws:SourceOrgID": "o-somebodyelse"}, "Deny"),
        (SERVICE | {"aws:SourceAccount": "777788889999"}, "Deny"),
        (SERVICE, "Nothing"),  # a service that sends no source
    ],
)
def test_decision_by_origin(policy, context, decision):
    assert decide(policy, "s3:GetObject", OBJECT, context) == decision


def test_other_services_are_left_alone(policy):
    assert decide(policy, "sts:AssumeRole", "arn:aws:iam::123456789012:role/x", PERSON) == "Nothing"
