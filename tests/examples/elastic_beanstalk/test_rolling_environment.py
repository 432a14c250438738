"""The environment: options that exist, and a rollout that keeps the capacity."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.examples.support import templates

#: The options that the template may use, with their values where they are a closed list. CloudFormation
#: takes any text here, and Beanstalk says no only when the environment is made.
OPTIONS: dict[str, dict[str, set[str] | None]] = {
    "aws:autoscaling:asg": {"MinSize": None, "MaxSize": None},
    "aws:autoscaling:launchconfiguration": {"IamInstanceProfile": None},
    "aws:autoscaling:updatepolicy:rollingupdate": {
        "RollingUpdateEnabled": {"true", "false"},
        "RollingUpdateType": {"Time", "Health", "Immutable"},
    },
    "aws:ec2:vpc": {"VPCId": None, "Subnets": None, "ELBSubnets": None},
    "aws:elasticbeanstalk:command": {
        "DeploymentPolicy": {
            "AllAtOnce",
            "Rolling",
            "RollingWithAdditionalBatch",
            "Immutable",
            "TrafficSplitting",
        },
        "BatchSizeType": {"Percentage", "Fixed"},
        "BatchSize": None,
    },
    "aws:elasticbeanstalk:environment": {
        "ServiceRole": None,
        "LoadBalancerType": {"classic", "application", "network"},
    },
    "aws:elasticbeanstalk:environment:process:default": {"HealthCheckPath": None},
    "aws:elasticbeanstalk:healthreporting:system": {"SystemType": {"basic", "enhanced"}},
}


@pytest.fixture
def template(example: Path) -> dict[str, Any]:
    return templates.load(example)


@pytest.fixture
def settings(template: dict[str, Any]) -> list[dict[str, Any]]:
    return templates.resources(template, "AWS::ElasticBeanstalk::Environment")["Web"]["OptionSettings"]


@pytest.fixture
def options(settings: list[dict[str, Any]]) -> dict[str, Any]:
    """The values by the last part of the namespace and the option's name."""
    return {
        f"{setting['Namespace'].rpartition(':')[2]}.{setting['OptionName']}": setting["Value"]
        for setting in settings
    }


def test_cloudformation_accepts_the_template(example: Path) -> None:
    assert templates.problems(example) == []


def test_the_options_and_values_exist(settings: list[dict[str, Any]]) -> None:
    for setting in settings:
        allowed = OPTIONS[setting["Namespace"]][setting["OptionName"]]
        assert allowed is None or setting["Value"] in allowed, setting


def test_no_option_is_set_twice(settings: list[dict[str, Any]]) -> None:
    names = [(setting["Namespace"], setting["OptionName"]) for setting in settings]
    assert len(names) == len(set(names))


def test_a_new_version_rolls_in_batches_on_top_of_the_capacity(options: dict[str, Any]) -> None:
    assert options["command.DeploymentPolicy"] == "RollingWithAdditionalBatch"
    assert options["command.BatchSizeType"] == "Fixed"
    assert 0 < int(options["command.BatchSize"]) < int(options["asg.MinSize"]) < int(options["asg.MaxSize"])


def test_changes_of_the_instances_roll_too(options: dict[str, Any]) -> None:
    assert options["rollingupdate.RollingUpdateEnabled"] == "true"
    assert options["rollingupdate.RollingUpdateType"] == "Health"


def test_batches_are_judged_by_the_application(options: dict[str, Any]) -> None:
    assert options["system.SystemType"] == "enhanced"
    assert options["default.HealthCheckPath"].startswith("/")


def test_instances_are_private_and_the_load_balancer_is_not(options: dict[str, Any]) -> None:
    assert options["vpc.Subnets"] == {"Fn::Join": [",", {"Ref": "PrivateSubnets"}]}
    assert options["vpc.ELBSubnets"] == {"Fn::Join": [",", {"Ref": "PublicSubnets"}]}


def test_the_version_before_is_kept_to_go_back_to(template: dict[str, Any]) -> None:
    assert template["Resources"]["Version"]["UpdateReplacePolicy"] == "Retain"
    environment = templates.resources(template, "AWS::ElasticBeanstalk::Environment")["Web"]
    assert environment["VersionLabel"] == {"Ref": "Version"}
