"""The alarms as CloudWatch takes them, and what each of them hears."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.examples.support import templates

NAMES = {
    "Database": "shop",
    "Replica": "shop-reports",
    "OnCall": "arn:aws:sns:eu-west-1:123456789012:on-call",
    "ConnectionLimit": 400,
    "StorageFloor": 15 * 2**30,
}


@pytest.fixture
def resources(example: Path) -> dict[str, Any]:
    return templates.resolve(templates.load(example)["Resources"], NAMES)


@pytest.fixture
def alarms(aws: None, resources: dict[str, Any]) -> dict[str, Any]:
    cloudwatch = boto3.client("cloudwatch")
    for name, resource in resources.items():
        if resource["Type"] == "AWS::CloudWatch::Alarm":
            cloudwatch.put_metric_alarm(AlarmName=name, **resource["Properties"])
    return {alarm["AlarmName"]: alarm for alarm in cloudwatch.describe_alarms()["MetricAlarms"]}


def test_cloudformation_accepts_the_template(example: Path) -> None:
    assert templates.problems(example) == []


def test_the_extremes_are_watched_and_not_the_average(alarms: dict[str, Any]) -> None:
    assert {alarm["MetricName"]: alarm["Statistic"] for alarm in alarms.values()} == {
        "DatabaseConnections": "Maximum",
        "FreeStorageSpace": "Minimum",
        "MaximumUsedTransactionIDs": "Maximum",
        "ReplicaLag": "Maximum",
    }
    assert {alarm["Namespace"] for alarm in alarms.values()} == {"AWS/RDS"}


def test_free_space_alarms_when_it_is_little_and_the_rest_when_it_is_much(alarms: dict[str, Any]) -> None:
    below = {name for name, alarm in alarms.items() if alarm["ComparisonOperator"] == "LessThanThreshold"}
    assert below == {"StorageRunsOut", "ReplicaStopped"}


def test_lag_is_read_at_the_replica_whose_silence_is_bad_news(alarms: dict[str, Any]) -> None:
    lag = alarms["ReplicaFallsBehind"]
    assert lag["Dimensions"] == [{"Name": "DBInstanceIdentifier", "Value": "shop-reports"}]
    assert lag["TreatMissingData"] == "breaching"


def test_a_stopped_replica_of_mysql_reports_minus_one_and_is_heard(alarms: dict[str, Any]) -> None:
    stopped = alarms["ReplicaStopped"]
    assert stopped["Dimensions"] == alarms["ReplicaFallsBehind"]["Dimensions"]
    assert -1 < stopped["Threshold"] <= 0


def test_everybody_reports_to_the_same_place(alarms: dict[str, Any], resources: dict[str, Any]) -> None:
    assert all(alarm["AlarmActions"] == [NAMES["OnCall"]] for alarm in alarms.values())
    assert resources["Events"]["Properties"]["SnsTopicArn"] == NAMES["OnCall"]


def test_failovers_are_heard_of(resources: dict[str, Any]) -> None:
    assert "failover" in resources["Events"]["Properties"]["EventCategories"]


def test_the_end_of_replication_is_heard_of(resources: dict[str, Any]) -> None:
    assert "read replica" in resources["Events"]["Properties"]["EventCategories"]
