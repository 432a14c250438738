"""The global table: valid, the same protection in each Region, and an alarm on what a failover would lose."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.examples.support import templates


@pytest.fixture
def properties(example: Path) -> dict[str, Any]:
    return templates.load(example)["Resources"]["Orders"]["Properties"]


def test_cloudformation_accepts_the_template(example: Path) -> None:
    assert templates.problems(example) == []


def test_replicas_differ_in_nothing_but_the_region(properties: dict[str, Any]) -> None:
    first, second = ({**replica} for replica in properties["Replicas"])
    assert {first.pop("Region"), second.pop("Region")} == {templates.REGION, "eu-central-1"}
    assert first == second
    assert first["DeletionProtectionEnabled"] is True
    assert first["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"] is True


def test_a_mistake_in_the_stack_deletes_no_data(example: Path) -> None:
    table = templates.load(example)["Resources"]["Orders"]
    assert table["DeletionPolicy"] == table["UpdateReplacePolicy"] == "Retain"


def test_replication_is_watched_towards_the_other_region(example: Path, properties: dict[str, Any]) -> None:
    alarm = templates.resources(templates.load(example), "AWS::CloudWatch::Alarm")["Lagging"]
    dimensions = {dimension["Name"]: dimension["Value"] for dimension in alarm["Dimensions"]}
    others = {replica["Region"] for replica in properties["Replicas"]} - {templates.REGION}
    assert {dimensions["ReceivingRegion"]} == others
    assert alarm["MetricName"] == "ReplicationLatency"
    assert alarm["AlarmActions"] == [{"Ref": "OnCall"}]
