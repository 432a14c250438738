"""The template makes a file system with a door in each zone that only the clients can pass."""

import boto3
import pytest

from tests.examples.support import stacks, templates


@pytest.fixture
def network(aws) -> dict[str, str]:
    ec2 = boto3.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    first, second = (
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{place}.0/24", AvailabilityZone=f"eu-west-1{zone}")
        for place, zone in enumerate("ab")
    )
    clients = ec2.create_security_group(VpcId=vpc, GroupName="clients", Description="clients")
    return {
        "Vpc": vpc,
        "SubnetA": first["Subnet"]["SubnetId"],
        "SubnetB": second["Subnet"]["SubnetId"],
        "Clients": clients["GroupId"],
    }


@pytest.fixture
def files(example, network) -> str:
    """The ID of the file system that the template makes."""
    return stacks.create(templates.load(example), **network)["Files"]


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_file_system_is_encrypted_elastic_and_backed_up(files):
    efs = boto3.client("efs")

    (system,) = efs.describe_file_systems()["FileSystems"]
    assert (system["Encrypted"], system["ThroughputMode"]) == (True, "elastic")
    assert efs.describe_backup_policy(FileSystemId=files)["BackupPolicy"] == {"Status": "ENABLED"}


def test_files_cool_down_and_come_back(files):
    policies = boto3.client("efs").describe_lifecycle_configuration(FileSystemId=files)["LifecyclePolicies"]

    assert policies == [
        {"TransitionToIA": "AFTER_30_DAYS"},
        {"TransitionToArchive": "AFTER_90_DAYS"},
        {"TransitionToPrimaryStorageClass": "AFTER_1_ACCESS"},
    ]


def test_each_zone_has_a_mount_target_that_only_the_clients_reach(files, network):
    efs, ec2 = boto3.client("efs"), boto3.client("ec2")

    doors = efs.describe_mount_targets(FileSystemId=files)["MountTargets"]

    assert {door["AvailabilityZoneName"] for door in doors} == {"eu-west-1a", "eu-west-1b"}
    for door in doors:
        groups = efs.describe_mount_target_security_groups(MountTargetId=door["MountTargetId"])
        (group,) = ec2.describe_security_groups(GroupIds=groups["SecurityGroups"])["SecurityGroups"]
        (rule,) = group["IpPermissions"]
        assert (rule["IpProtocol"], rule["FromPort"], rule["ToPort"]) == ("tcp", 2049, 2049)
        assert [pair["GroupId"] for pair in rule["UserIdGroupPairs"]] == [network["Clients"]]
        assert rule["IpRanges"] == []


def test_access_point_fixes_user_and_root(files):
    (point,) = boto3.client("efs").describe_access_points(FileSystemId=files)["AccessPoints"]

    assert (point["PosixUser"]["Uid"], point["PosixUser"]["Gid"]) == (1001, 1001)
    assert point["RootDirectory"]["Path"] == "/orders"
    owner = point["RootDirectory"]["CreationInfo"]
    assert (owner["OwnerUid"], owner["Permissions"]) == (1001, "0750")


def test_deleting_the_stack_keeps_the_files(example):
    files = templates.load(example)["Resources"]["Files"]

    assert (files["DeletionPolicy"], files["UpdateReplacePolicy"]) == ("Retain", "Retain")
