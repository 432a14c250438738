"""The internal API: a name for its callers, a base that Spot cannot take, and scaling of the right thing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.examples.support import templates


@pytest.fixture
def template(example: Path) -> dict[str, Any]:
    return templates.load(example)


@pytest.fixture
def service(template: dict[str, Any]) -> dict[str, Any]:
    return templates.resources(template, "AWS::ECS::Service")["Service"]


@pytest.fixture
def target(template: dict[str, Any]) -> dict[str, Any]:
    return templates.resources(template, "AWS::ApplicationAutoScaling::ScalableTarget")["Target"]


def placed(strategy: list[dict[str, Any]], tasks: int) -> dict[str, float]:
    """How many tasks each provider gets: first the base, then by weight."""
    base = {entry["CapacityProvider"]: entry.get("Base", 0) for entry in strategy}
    rest, total = tasks - sum(base.values()), sum(entry["Weight"] for entry in strategy)
    return {
        entry["CapacityProvider"]: base[entry["CapacityProvider"]] + rest * entry["Weight"] / total
        for entry in strategy
    }


def test_cloudformation_accepts_the_template(example: Path) -> None:
    assert templates.problems(example) == []


def test_a_task_per_zone_stays_and_most_of_the_others_are_on_spot(service: dict[str, Any]) -> None:
    assert placed(service["CapacityProviderStrategy"], 11) == {"FARGATE": 5, "FARGATE_SPOT": 6}
    assert placed(service["CapacityProviderStrategy"], 3)["FARGATE_SPOT"] == 0


def test_callers_find_it_by_name_on_the_port_that_the_description_says(
    template: dict[str, Any], service: dict[str, Any]
) -> None:
    (endpoint,) = service["ServiceConnectConfiguration"]["Services"]
    (alias,) = endpoint["ClientAliases"]
    assert f"http://{alias['DnsName']}:{alias['Port']}," in template["Description"]


def test_scaling_and_the_template_do_not_both_set_the_count(
    service: dict[str, Any], target: dict[str, Any]
) -> None:
    assert "DesiredCount" not in service
    base = sum(entry.get("Base", 0) for entry in service["CapacityProviderStrategy"])
    assert base <= target["MinCapacity"] < target["MaxCapacity"]


def test_application_auto_scaling_takes_target_and_policy(
    aws: None, template: dict[str, Any], target: dict[str, Any]
) -> None:
    boto3.client("ecs").create_cluster(clusterName="shop")
    boto3.client("ecs").register_task_definition(
        family="api", containerDefinitions=[{"name": "api", "image": "api", "memory": 128}]
    )
    boto3.client("ecs").create_service(
        cluster="shop", serviceName="prices", taskDefinition="api", desiredCount=3
    )
    scaling = boto3.client("application-autoscaling")
    names = {"Cluster": "shop", "Service.Name": "prices"}
    scaling.register_scalable_target(**templates.resolve(target, names))
    policies = templates.resources(template, "AWS::ApplicationAutoScaling::ScalingPolicy")
    properties = dict(policies["OnCpu"])
    assert properties.pop("ScalingTargetId") == {"Ref": "Target"}
    keys = ("ServiceNamespace", "ScalableDimension", "ResourceId")
    scaling.put_scaling_policy(**properties, **{key: templates.resolve(target[key], names) for key in keys})
    (policy,) = scaling.describe_scaling_policies(ServiceNamespace="ecs")["ScalingPolicies"]
    assert policy["ResourceId"] == "service/shop/prices"
    tracking = policy["TargetTrackingScalingPolicyConfiguration"]
    assert tracking["ScaleOutCooldown"] < tracking["ScaleInCooldown"]
