"""The calls of the exercise, as the AWS CLI reads them."""

from __future__ import annotations

from pathlib import Path

from tests.examples.support.cli import run

GROUP, TEMPLATE, INSTANCE = "exercise-Group-1", "lt-0123456789abcdef0", "i-0123456789abcdef0"


def test_an_instance_is_replaced_and_a_version_rolled_out(example: Path, tmp_path: Path) -> None:
    calls = run(example, tmp_path, GROUP, TEMPLATE, INSTANCE)

    assert {call.service for call in calls} == {"autoscaling"}
    assert [(call.operation, call.parameters) for call in calls] == [
        (
            "TerminateInstanceInAutoScalingGroup",
            {"InstanceId": INSTANCE, "ShouldDecrementDesiredCapacity": False},
        ),
        ("DescribeScalingActivities", {"AutoScalingGroupName": GROUP}),
        (
            "StartInstanceRefresh",
            {
                "AutoScalingGroupName": GROUP,
                "DesiredConfiguration": {"LaunchTemplate": {"LaunchTemplateId": TEMPLATE, "Version": "2"}},
                "Preferences": {
                    "AutoRollback": True,
                    "SkipMatching": True,
                    "MinHealthyPercentage": 100,
                    "MaxHealthyPercentage": 150,
                },
            },
        ),
        ("DescribeInstanceRefreshes", {"AutoScalingGroupName": GROUP, "MaxRecords": 1}),
    ]
