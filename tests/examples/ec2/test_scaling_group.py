"""The Auto Scaling group: a sound template, whose releases wait for what the instances report."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.examples.support import templates


@pytest.fixture
def template(example: Path) -> dict[str, Any]:
    """The template's resources."""
    return templates.load(example)["Resources"]


@pytest.fixture
def launch(template: dict[str, Any]) -> dict[str, Any]:
    """What instances are launched with."""
    return template["Template"]["Properties"]["LaunchTemplateData"]


@pytest.fixture
def group(template: dict[str, Any]) -> dict[str, Any]:
    """The group's properties."""
    return template["Group"]["Properties"]


def test_cloudformation_accepts_the_template(example: Path) -> None:
    assert templates.problems(example) == []


def test_metadata_needs_a_token_that_does_not_leave_the_instance(launch: dict[str, Any]) -> None:
    assert launch["MetadataOptions"] == {"HttpTokens": "required", "HttpPutResponseHopLimit": 1}


def test_disks_are_encrypted(launch: dict[str, Any]) -> None:
    assert [mapping["Ebs"]["Encrypted"] for mapping in launch["BlockDeviceMappings"]] == [True]


@pytest.mark.parametrize(("answers", "code"), [("exit 0", "0"), ("exit 22", "22")])
def test_user_data_reports_whether_the_application_answered(
    answers: str, code: str, launch: dict[str, Any], tmp_path: Path
) -> None:
    for name, body in {"curl": answers, "cfn-signal": f'echo "$@" >{tmp_path}/signal'}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{body}\n")
        (tmp_path / name).chmod(0o755)
    script = launch["UserData"]["Fn::Base64"]["Fn::Sub"].replace("/opt/aws/bin/", "")
    for name, value in {"StackName": "shop", "Region": "eu-west-1"}.items():
        script = script.replace(f"${{AWS::{name}}}", value)
    subprocess.run(["/bin/bash", "-u"], input=script.encode(), env={"PATH": str(tmp_path)}, check=True)
    signal = (tmp_path / "signal").read_text().strip()
    assert signal == f"--exit-code {code} --stack shop --resource Group --region eu-west-1"


def test_the_load_balancer_judges_instances_after_they_had_time_to_boot(group: dict[str, Any]) -> None:
    assert group["HealthCheckType"] == "ELB"
    assert group["HealthCheckGracePeriod"] > 0
    assert group["TargetGroupARNs"] == [{"Ref": "TargetGroupArn"}]


def test_a_change_of_the_launch_template_reaches_the_group(group: dict[str, Any]) -> None:
    version = {"Fn::GetAtt": ["Template", "LatestVersionNumber"]}
    assert group["LaunchTemplate"] == {"LaunchTemplateId": {"Ref": "Template"}, "Version": version}


def test_an_update_does_not_set_back_what_scaling_decided(group: dict[str, Any]) -> None:
    assert "DesiredCapacity" not in group


def test_a_release_waits_for_each_batch_and_keeps_enough_instances(
    template: dict[str, Any], group: dict[str, Any]
) -> None:
    update = template["Group"]["UpdatePolicy"]["AutoScalingRollingUpdate"]
    assert update["WaitOnResourceSignals"] is True
    assert {"AlarmNotification", "AZRebalance", "ReplaceUnhealthy"} < set(update["SuspendProcesses"])
    assert update["MinInstancesInService"] == int(group["MinSize"]) < int(group["MaxSize"])
    assert template["Group"]["CreationPolicy"]["ResourceSignal"]["Count"] == int(group["MinSize"])


def test_the_group_follows_the_load_to_a_target(template: dict[str, Any]) -> None:
    policy = template["KeepCpuNearHalf"]["Properties"]
    assert policy["AutoScalingGroupName"] == {"Ref": "Group"}
    assert policy["PolicyType"] == "TargetTrackingScaling"
    assert policy["TargetTrackingConfiguration"]["TargetValue"] == 50
