"""The table of the template: made in the emulated account, it serves the single-table sample."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.examples.support import modules, templates

NOT_IN_CREATE_TABLE = ("PointInTimeRecoverySpecification", "TimeToLiveSpecification")


@pytest.fixture
def resource(example: Path) -> dict[str, Any]:
    return templates.load(example)["Resources"]["Orders"]


@pytest.fixture
def table(aws: None, resource: dict[str, Any]) -> Any:
    """The table as CreateTable makes it of the template's properties."""
    properties = resource["Properties"]
    properties = {name: value for name, value in properties.items() if name not in NOT_IN_CREATE_TABLE}
    properties["StreamSpecification"] |= {"StreamEnabled": True}
    return boto3.resource("dynamodb").create_table(TableName="orders", **properties)


def test_cloudformation_accepts_the_template(example: Path) -> None:
    assert templates.problems(example) == []


def test_keys_and_index_are_those_of_the_single_table_sample(
    table: Any, examples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    single_table = modules.load(examples / "single_table.py", monkeypatch)
    single_table.add_order(table, "42", "7001", "2026-11-23", "eu")
    assert [item["order"] for item in single_table.open_orders(table, "eu")] == ["7001"]


def test_the_table_is_not_deleted_by_mistake(table: Any, resource: dict[str, Any]) -> None:
    with pytest.raises(table.meta.client.exceptions.ClientError, match="DeletionProtectionEnabled"):
        table.delete()
    assert resource["DeletionPolicy"] == resource["UpdateReplacePolicy"] == "Retain"


def test_data_can_be_brought_back(resource: dict[str, Any]) -> None:
    recovery = resource["Properties"]["PointInTimeRecoverySpecification"]
    assert recovery == {"PointInTimeRecoveryEnabled": True, "RecoveryPeriodInDays": 35}


def test_requests_are_billed_and_capped(resource: dict[str, Any]) -> None:
    properties = resource["Properties"]
    assert properties["BillingMode"] == "PAY_PER_REQUEST"
    (index,) = properties["GlobalSecondaryIndexes"]
    # An index with a lower limit for writes would throttle the table.
    assert index["OnDemandThroughput"] == properties["OnDemandThroughput"]


def test_throttled_writes_raise_an_alarm_for_the_table_and_for_each_index(
    example: Path, resource: dict[str, Any]
) -> None:
    alarms = templates.resources(templates.load(example), "AWS::CloudWatch::Alarm").values()
    watched = [{entry["Name"]: entry["Value"] for entry in alarm["Dimensions"]} for alarm in alarms]
    table = {"TableName": {"Ref": "Orders"}}
    indexes = [index["IndexName"] for index in resource["Properties"]["GlobalSecondaryIndexes"]]
    assert watched == [table, *(table | {"GlobalSecondaryIndexName": name} for name in indexes)]
    for alarm in alarms:
        assert (alarm["Namespace"], alarm["MetricName"]) == ("AWS/DynamoDB", "WriteThrottleEvents")
        assert (alarm["ComparisonOperator"], alarm["Threshold"]) == ("GreaterThanThreshold", 0)
        assert alarm["AlarmActions"] == [{"Ref": "OnCall"}]
