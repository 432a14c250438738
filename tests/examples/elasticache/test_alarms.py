"""The alarms of one node."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.examples.support import templates


@pytest.fixture
def alarms(example: Path) -> dict[str, dict[str, Any]]:
    found = templates.resources(templates.load(example), "AWS::CloudWatch::Alarm")
    return {alarm["MetricName"]: alarm for alarm in found.values()}


def test_cloudformation_accepts_the_template(example: Path) -> None:
    assert templates.problems(example) == []


def test_what_runs_out_is_watched(alarms: dict[str, dict[str, Any]]) -> None:
    assert set(alarms) == {
        "DatabaseMemoryUsagePercentage",
        "EngineCPUUtilization",
        "Evictions",
        "ReplicationLag",
        "CurrConnections",
        "AuthenticationFailures",
    }


def test_all_look_at_the_same_node_and_tell_somebody(alarms: dict[str, dict[str, Any]]) -> None:
    for alarm in alarms.values():
        assert alarm["Namespace"] == "AWS/ElastiCache"
        assert alarm["Dimensions"] == [
            {"Name": "CacheClusterId", "Value": {"Ref": "Node"}},
            {"Name": "CacheNodeId", "Value": "0001"},
        ]
        assert alarm["AlarmActions"] == [{"Ref": "Topic"}]


def test_counts_are_summed_and_levels_are_not(alarms: dict[str, dict[str, Any]]) -> None:
    summed = {name for name, alarm in alarms.items() if alarm["Statistic"] == "Sum"}
    assert summed == {"Evictions", "AuthenticationFailures"}


def test_a_primary_without_lag_is_no_alarm(alarms: dict[str, dict[str, Any]]) -> None:
    assert alarms["ReplicationLag"]["TreatMissingData"] == "notBreaching"
