"""Spot workers: many pools of one architecture, an On-Demand floor, a metric that more instances lower."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.examples.support import templates


@pytest.fixture
def group(example: Path) -> dict[str, Any]:
    """The group's properties."""
    return templates.load(example)["Resources"]["Workers"]["Properties"]


@pytest.fixture
def metrics(example: Path) -> dict[str, dict[str, Any]]:
    """What the policy computes its metric from, by ID."""
    policy = templates.load(example)["Resources"]["KeepBacklogPerInstance"]["Properties"]
    queries = policy["TargetTrackingConfiguration"]["CustomizedMetricSpecification"]["Metrics"]
    return {query["Id"]: query for query in queries}


def test_cloudformation_accepts_the_template(example: Path) -> None:
    assert templates.problems(example) == []


def test_all_types_can_start_the_same_image(group: dict[str, Any]) -> None:
    types = [
        override["InstanceType"] for override in group["MixedInstancesPolicy"]["LaunchTemplate"]["Overrides"]
    ]
    families = [name.split(".")[0] for name in types]
    assert len(set(families)) == len(types) >= 10  # as many as AWS advises
    assert all(family[2] == "g" for family in families)  # Graviton, as the image is for Arm
    assert {name.split(".")[1] for name in types} == {
        "xlarge"
    }  # so that each counts the same without weights


def test_only_the_floor_is_on_demand(group: dict[str, Any]) -> None:
    distribution = group["MixedInstancesPolicy"]["InstancesDistribution"]
    assert distribution["OnDemandBaseCapacity"] == int(group["MinSize"])
    assert distribution["OnDemandPercentageAboveBaseCapacity"] == 0
    assert distribution["SpotAllocationStrategy"] == "price-capacity-optimized"
    assert group["CapacityRebalance"] is True


def test_a_leaving_worker_may_finish_but_not_linger(group: dict[str, Any]) -> None:
    (hook,) = group["LifecycleHookSpecificationList"]
    assert hook["LifecycleTransition"] == "autoscaling:EC2_INSTANCE_TERMINATING"
    assert 30 <= hook["HeartbeatTimeout"] <= 120
    assert hook["DefaultResult"] == "CONTINUE"


def test_the_policy_follows_the_backlog_of_one_instance(
    group: dict[str, Any], metrics: dict[str, dict[str, Any]]
) -> None:
    assert [name for name, query in metrics.items() if query["ReturnData"]] == ["backlog"]
    names = {name: query["MetricStat"]["Metric"] for name, query in metrics.items() if "MetricStat" in query}
    # No value while the group's count is missing: one filled in would multiply the backlog by the fleet.
    assert metrics["backlog"]["Expression"] == "waiting / instances"
    assert names["waiting"]["MetricName"] == "ApproximateNumberOfMessagesVisible"
    assert names["instances"]["MetricName"] == "GroupInServiceInstances"
    assert group["MetricsCollection"]  # without it the group reports no such metric
