"""Who can mount the file system, and how."""

import json

import boto3
import pytest

from tests.examples.support.decisions import decide
from tests.examples.support.policies import problems

FILES = "arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/fs-0123456789abcdef0"
POINT = "arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-0fedcba9876543210"
ORDERS = "arn:aws:iam::123456789012:role/orders"
TLS = {"aws:SecureTransport": "true", "elasticfilesystem:AccessPointArn": POINT}
ACTIONS = ("ClientMount", "ClientWrite", "ClientRootAccess")


@pytest.fixture
def policy(example) -> dict:
    return json.loads(example.read_text())


@pytest.fixture
def answers(policy):
    """What the policy says about each of the three things that a client can ask for."""

    def ask(context: dict, principal: str = ORDERS) -> list[str]:
        return [
            decide(policy, f"elasticfilesystem:{action}", FILES, context, principal) for action in ACTIONS
        ]

    return ask


def test_actions_exist(policy):
    assert problems(policy) == []


def test_file_system_takes_the_policy(aws, policy):
    efs = boto3.client("efs")
    files = efs.create_file_system(CreationToken="t")["FileSystemId"]

    efs.put_file_system_policy(FileSystemId=files, Policy=json.dumps(policy))

    assert json.loads(efs.describe_file_system_policy(FileSystemId=files)["Policy"]) == policy


def test_application_reads_and_writes_through_its_access_point(answers):
    assert answers(TLS) == ["Allow", "Allow", "Nothing"]


def test_application_cannot_mount_the_whole_tree(answers):
    assert answers({"aws:SecureTransport": "true"}) == ["Nothing"] * 3
    assert answers(TLS | {"elasticfilesystem:AccessPointArn": f"{POINT}9"}) == ["Nothing"] * 3


def test_nobody_mounts_without_tls(answers):
    for principal in (ORDERS, "arn:aws:iam::123456789012:role/administrator"):
        assert answers(TLS | {"aws:SecureTransport": "false"}, principal) == ["Deny"] * 3


def test_others_get_nothing_from_this_policy(answers):
    assert answers(TLS, "arn:aws:iam::123456789012:role/reports") == ["Nothing"] * 3
