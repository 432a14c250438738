"""The template is valid, the policy finds the volume, and its role may do the work."""

import json

import boto3
import pytest
from moto.iam.aws_managed_policies import aws_managed_policies_data

from tests.examples.support import templates
from tests.examples.support.decisions import decide


@pytest.fixture
def template(example) -> dict:
    return templates.load(example)


@pytest.fixture
def policy(template) -> dict:
    return template["Resources"]["Backups"]["Properties"]["PolicyDetails"]


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_policy_finds_the_volume_by_its_tag(template, policy):
    volume = template["Resources"]["Data"]["Properties"]

    assert policy["ResourceTypes"] == ["VOLUME"]
    (wanted,) = policy["TargetTags"]
    assert wanted in volume["Tags"]


def test_volume_is_gp3_encrypted_and_within_its_ratio(template):
    volume = template["Resources"]["Data"]["Properties"]

    assert (volume["VolumeType"], volume["Encrypted"]) == ("gp3", True)
    assert 3000 < volume["Iops"] <= 80_000
    assert 125 < volume["Throughput"] <= min(2000, volume["Iops"] / 4)


def test_deleting_the_stack_leaves_a_snapshot(template):
    data = template["Resources"]["Data"]

    assert (data["DeletionPolicy"], data["UpdateReplacePolicy"]) == ("Snapshot", "Snapshot")


def test_copies_leave_the_region_encrypted_and_are_kept_longer(policy):
    (schedule,) = policy["Schedules"]
    (copy,) = schedule["CrossRegionCopyRules"]
    days = schedule["RetainRule"]["Count"] * schedule["CreateRule"]["Interval"] / 24

    assert copy["Target"] != templates.REGION
    assert copy["Encrypted"] is True
    assert copy["RetainRule"]["IntervalUnit"] == "DAYS"
    assert copy["RetainRule"]["Interval"] > days == 14


def test_role_is_the_services_and_may_take_copy_and_delete_snapshots(template):
    role = template["Resources"]["BackupRole"]["Properties"]
    (trust,) = role["AssumeRolePolicyDocument"]["Statement"]
    (arn,) = role["ManagedPolicyArns"]
    managed = json.loads(aws_managed_policies_data)[arn.split("/")[-1]]

    assert trust["Principal"] == {"Service": "dlm.amazonaws.com"}
    policies = "arn:${AWS::Partition}:dlm:${AWS::Region}:${AWS::AccountId}:policy/*"
    assert trust["Condition"] == {
        "StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}},
        "ArnLike": {"aws:SourceArn": {"Fn::Sub": policies}},
    }
    assert arn == f"arn:aws:iam::aws:policy{managed['Path']}AWSDataLifecycleManagerServiceRole"
    for action in ("CreateSnapshot", "CopySnapshot", "DeleteSnapshot", "CreateTags"):
        snapshot = "arn:aws:ec2:eu-central-1::snapshot/snap-1"
        assert decide(managed["Document"], f"ec2:{action}", snapshot) == "Allow"


def test_volume_can_be_made(aws, template):
    settings = dict(template["Resources"]["Data"]["Properties"])
    tags = settings.pop("Tags")
    specification = [{"ResourceType": "volume", "Tags": tags}]
    ec2 = boto3.client("ec2")

    made = ec2.create_volume(**settings | {"AvailabilityZone": "eu-west-1b"}, TagSpecifications=specification)

    (volume,) = ec2.describe_volumes(VolumeIds=[made["VolumeId"]])["Volumes"]
    assert (volume["VolumeType"], volume["Size"], volume["Encrypted"]) == ("gp3", 200, True)
    assert (volume["Iops"], volume["Throughput"]) == (6000, 500)
    assert volume["Tags"] == tags
