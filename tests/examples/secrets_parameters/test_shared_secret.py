"""Who reads the secret: the template as the linter sees it, and its two policies request by request."""

import pytest

from tests.examples.support import templates
from tests.examples.support.decisions import decide
from tests.examples.support.policies import problems, unsupported_keys

READER = "arn:aws:iam::444455556666:role/payments"
OWN, ADMIN = "arn:aws:iam::123456789012:role/reports", "arn:aws:iam::123456789012:role/payments-admin"
NAMES = {
    "AWS::AccountId": "123456789012",
    "AWS::Region": "eu-west-1",
    "ReaderRoleArn": READER,
    "PartnerToken": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:payments/partner-token-a1b2c3",
    "Key.Arn": "arn:aws:kms:eu-west-1:123456789012:key/1",
}
VIA = {"kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com"}


@pytest.fixture
def resources(example) -> dict:
    return templates.resolve(templates.load(example)["Resources"], NAMES)


@pytest.fixture
def policy(resources) -> dict:
    return resources["WhoMayRead"]["Properties"]["ResourcePolicy"]


@pytest.fixture
def key_policy(resources) -> dict:
    return resources["Key"]["Properties"]["KeyPolicy"]


def test_no_linter_objects(example, policy):
    assert templates.problems(example) == []
    assert problems({**policy, "Statement": policy["Statement"][1:]}) == []
    assert unsupported_keys(policy) == []


@pytest.mark.parametrize(
    ("principal", "stage", "decision"),
    [
        (READER, "AWSCURRENT", "Allow"),
        (READER, "AWSPENDING", "Nothing"),  # the next password is nobody's business yet
        ("arn:aws:iam::444455556666:role/intern", "AWSCURRENT", "Deny"),
        ("arn:aws:iam::777788889999:role/payments", "AWSCURRENT", "Deny"),
        (OWN, "AWSCURRENT", "Deny"),  # whatever the identity-based policy allows
        (ADMIN, "AWSCURRENT", "Nothing"),  # here the identity-based policy decides
    ],
)
def test_the_secret_is_read_by_one_role(policy, principal, stage, decision):
    context = {"aws:PrincipalArn": principal, "secretsmanager:VersionStage": stage}

    assert decide(policy, "secretsmanager:GetSecretValue", "secret", context, principal) == decision


def test_the_reader_may_do_nothing_else(policy):
    for action in ("PutSecretValue", "PutResourcePolicy", "DeleteSecret", "UpdateSecret"):
        context = {"aws:PrincipalArn": READER}
        assert decide(policy, f"secretsmanager:{action}", "secret", context, READER) == "Nothing"


@pytest.mark.parametrize(
    ("principal", "action", "context", "decision"),
    [
        (READER, "kms:Decrypt", VIA, "Allow"),
        (READER, "kms:Decrypt", {}, "Nothing"),
        (READER, "kms:Decrypt", {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}, "Nothing"),
        (READER, "kms:Encrypt", VIA, "Nothing"),
        ("arn:aws:iam::444455556666:role/intern", "kms:Decrypt", VIA, "Nothing"),
    ],
)
def test_the_key_is_used_through_secrets_manager_only(key_policy, principal, action, context, decision):
    assert decide(key_policy, action, "key", context, principal) == decision


def test_secret_uses_the_key_and_survives_the_stack(resources):
    assert resources["PartnerToken"]["Properties"]["KmsKeyId"] == NAMES["Key.Arn"]
    for name in ("Key", "PartnerToken"):
        policies = resources[name]["DeletionPolicy"], resources[name]["UpdateReplacePolicy"]
        assert policies == ("RetainExceptOnCreate", "Retain")
    assert resources["WhoMayRead"]["Properties"]["BlockPublicPolicy"] is True
