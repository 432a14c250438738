"""The exercise's stack: no way in, no key, no unencrypted disk, no surprise on the bill."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.examples.support import templates


@pytest.fixture
def resources(example: Path) -> dict[str, Any]:
    """The properties of each resource."""
    return {name: entry["Properties"] for name, entry in templates.load(example)["Resources"].items()}


@pytest.fixture
def launch(resources: dict[str, Any]) -> dict[str, Any]:
    """What instances are launched with."""
    return resources["Template"]["LaunchTemplateData"]


def test_cloudformation_accepts_the_template(example: Path) -> None:
    assert templates.problems(example) == []


def test_nothing_comes_in(resources: dict[str, Any], launch: dict[str, Any]) -> None:
    assert "SecurityGroupIngress" not in resources["NoWayIn"]
    assert "KeyName" not in launch
    assert launch["SecurityGroupIds"] == [{"Ref": "NoWayIn"}]


def test_the_role_is_for_session_manager_alone(resources: dict[str, Any]) -> None:
    (policy,) = resources["Role"]["ManagedPolicyArns"]
    assert policy["Fn::Sub"].endswith("/AmazonSSMManagedInstanceCore")
    assert "Policies" not in resources["Role"]


def test_image_and_type_are_of_one_architecture(example: Path, launch: dict[str, Any]) -> None:
    assert templates.load(example)["Parameters"]["Image"]["Default"].endswith("-arm64")
    assert launch["InstanceType"].startswith("t4g.")


def test_metadata_disks_and_credits_are_set(launch: dict[str, Any]) -> None:
    assert launch["MetadataOptions"]["HttpTokens"] == "required"
    assert all(mapping["Ebs"]["Encrypted"] for mapping in launch["BlockDeviceMappings"])
    assert launch["CreditSpecification"] == {"CpuCredits": "standard"}


@pytest.mark.usefixtures("aws")
def test_the_group_replaces_an_instance_that_is_gone(resources: dict[str, Any]) -> None:
    ec2, autoscaling = boto3.client("ec2"), boto3.client("autoscaling")
    subnets = [subnet["SubnetId"] for subnet in ec2.describe_subnets()["Subnets"]][:2]
    template = ec2.create_launch_template(
        LaunchTemplateName="exercise",
        LaunchTemplateData={"ImageId": "ami-12c6146b", "InstanceType": "t4g.micro"},
    )["LaunchTemplate"]["LaunchTemplateId"]
    group = resources["Group"]
    autoscaling.create_auto_scaling_group(
        AutoScalingGroupName="exercise",
        MinSize=int(group["MinSize"]),
        MaxSize=int(group["MaxSize"]),
        VPCZoneIdentifier=",".join(subnets),
        LaunchTemplate={"LaunchTemplateId": template, "Version": "1"},
    )

    def members() -> set[str]:
        description = autoscaling.describe_auto_scaling_groups(AutoScalingGroupNames=["exercise"])
        return {instance["InstanceId"] for instance in description["AutoScalingGroups"][0]["Instances"]}

    before = members()
    gone = min(before)
    autoscaling.terminate_instance_in_auto_scaling_group(
        InstanceId=gone, ShouldDecrementDesiredCapacity=False
    )
    after = members()
    assert gone not in after
    assert len(after) == len(before) == 2, json.dumps(sorted(after))
