"""The alarms watch the right metrics of the volume and of the instance."""

import boto3
import pytest

from tests.examples.support import templates

VALUES = {
    "Instance": "i-0123456789abcdef0",
    "Volume": "vol-0123456789abcdef0",
    "Topic": "arn:aws:sns:eu-west-1:123456789012:on-call",
}


@pytest.fixture
def alarms(example, aws) -> dict[str, dict]:
    """What the service holds, by the name of the metric."""
    cloudwatch = boto3.client("cloudwatch")
    made = templates.resolve(templates.resources(templates.load(example), "AWS::CloudWatch::Alarm"), VALUES)
    for name, settings in made.items():
        cloudwatch.put_metric_alarm(AlarmName=name, **settings)
    found = cloudwatch.describe_alarms()["MetricAlarms"]
    return {alarm["MetricName"]: alarm for alarm in found}


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_volume_and_instance_are_watched_apart(alarms):
    spaces = {name: alarm["Namespace"] for name, alarm in alarms.items()}

    assert spaces == {
        "VolumeStalledIOCheck": "AWS/EBS",
        "VolumeIOPSExceededCheck": "AWS/EBS",
        "VolumeThroughputExceededCheck": "AWS/EBS",
        "InstanceEBSIOPSExceededCheck": "AWS/EC2",
        "InstanceEBSThroughputExceededCheck": "AWS/EC2",
    }


def test_metrics_of_a_volume_name_the_instance_too(alarms):
    for alarm in alarms.values():
        names = {dimension["Name"] for dimension in alarm["Dimensions"]}
        assert names == ({"VolumeId", "InstanceId"} if alarm["Namespace"] == "AWS/EBS" else {"InstanceId"})


def test_stall_wakes_somebody_sooner_than_a_ceiling(alarms):
    stall = alarms.pop("VolumeStalledIOCheck")

    assert stall["EvaluationPeriods"] * stall["Period"] == 120
    assert all(alarm["DatapointsToAlarm"] * alarm["Period"] == 600 for alarm in alarms.values())
    assert all(alarm["AlarmActions"] == [VALUES["Topic"]] for alarm in [stall, *alarms.values()])
