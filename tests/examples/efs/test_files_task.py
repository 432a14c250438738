"""The task mounts its access point encrypted, as its own role, which may do no more."""

import pytest

from tests.examples.support import templates
from tests.examples.support.decisions import decide

FILES = "arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/fs-0123456789abcdef0"
POINT = "arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-0fedcba9876543210"
NAMES = {
    "FileSystem": "fs-0123456789abcdef0",
    "FileSystemArn": FILES,
    "AccessPoint": "fsap-0fedcba9876543210",
    "AccessPointArn": POINT,
    "Image": "image",
    "ExecutionRoleArn": "execution",
    "TaskRole.Arn": "task",
    "AWS::AccountId": "123456789012",
}


@pytest.fixture
def resources(example) -> dict:
    return templates.resolve(templates.load(example)["Resources"], NAMES)


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_volume_is_encrypted_on_the_way_and_uses_the_role(resources):
    (volume,) = resources["Task"]["Properties"]["Volumes"]

    assert volume["EFSVolumeConfiguration"] == {
        "FilesystemId": "fs-0123456789abcdef0",
        "TransitEncryption": "ENABLED",
        "AuthorizationConfig": {"AccessPointId": "fsap-0fedcba9876543210", "IAM": "ENABLED"},
    }


def test_container_mounts_the_volume(resources):
    task = resources["Task"]["Properties"]
    (container,) = task["ContainerDefinitions"]

    assert [point["SourceVolume"] for point in container["MountPoints"]] == [task["Volumes"][0]["Name"]]
    assert task["TaskRoleArn"] == "task"


def test_role_mounts_and_writes_through_its_access_point_only(resources):
    (policy,) = resources["TaskRole"]["Properties"]["Policies"]
    document = policy["PolicyDocument"]

    for context, answer in (({"elasticfilesystem:AccessPointArn": POINT}, "Allow"), ({}, "Nothing")):
        for action in ("ClientMount", "ClientWrite"):
            assert decide(document, f"elasticfilesystem:{action}", FILES, context) == answer
        assert decide(document, "elasticfilesystem:ClientRootAccess", FILES, context) == "Nothing"


def test_no_task_of_another_account_gets_the_role(resources):
    (statement,) = resources["TaskRole"]["Properties"]["AssumeRolePolicyDocument"]["Statement"]

    assert statement["Condition"] == {"StringEquals": {"aws:SourceAccount": "123456789012"}}
