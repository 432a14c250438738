"""The upgrade check, against answers that fit EKS's and EC2's models."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import ModuleType
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

CLUSTER = {"name": "main", "version": "1.34", "resourcesVpcConfig": {"subnetIds": ["subnet-a", "subnet-b"]}}
FILTER = {"categories": ["UPGRADE_READINESS"], "statuses": ["WARNING", "ERROR", "UNKNOWN"]}


@contextmanager
def answers(
    monkeypatch: pytest.MonkeyPatch, insights: list[Any], groups: dict[str, str], free: list[int]
) -> Iterator[None]:
    eks = boto3.client("eks", region_name="eu-west-1")
    ec2 = boto3.client("ec2", region_name="eu-west-1")
    first, second = Stubber(eks), Stubber(ec2)
    first.add_response("describe_cluster", {"cluster": CLUSTER}, {"name": "main"})
    first.add_response("list_insights", {"insights": insights}, {"clusterName": "main", "filter": FILTER})
    first.add_response("list_nodegroups", {"nodegroups": list(groups)}, {"clusterName": "main"})
    for group, version in groups.items():
        first.add_response(
            "describe_nodegroup",
            {"nodegroup": {"nodegroupName": group, "version": version}},
            {"clusterName": "main", "nodegroupName": group},
        )
    subnets = [
        {"SubnetId": name, "AvailableIpAddressCount": count}
        for name, count in zip(["subnet-a", "subnet-b"], free, strict=True)
    ]
    second.add_response("describe_subnets", {"Subnets": subnets}, {"SubnetIds": ["subnet-a", "subnet-b"]})
    monkeypatch.setattr(boto3, "client", {"eks": eks, "ec2": ec2}.get)
    with ExitStack() as stack:
        stack.enter_context(first)
        stack.enter_context(second)
        yield
        first.assert_no_pending_responses()
        second.assert_no_pending_responses()


@pytest.fixture
def blockers(load: Callable[[], ModuleType]) -> Callable[[str], list[str]]:
    return load().blockers


def test_a_clean_cluster_has_none(
    monkeypatch: pytest.MonkeyPatch, blockers: Callable[[str], list[str]]
) -> None:
    with answers(monkeypatch, [], {"general": "1.34"}, [900, 800]):
        assert blockers("main") == []


def test_it_names_what_is_in_the_way(
    monkeypatch: pytest.MonkeyPatch, blockers: Callable[[str], list[str]]
) -> None:
    insight = {
        "name": "Deprecated APIs",
        "insightStatus": {"status": "ERROR", "reason": "used within the last 30 days"},
    }
    with answers(monkeypatch, [insight], {"general": "1.34", "old": "1.33"}, [900, 3]):
        assert blockers("main") == [
            "ERROR: Deprecated APIs: used within the last 30 days",
            "node group old runs 1.33, the control plane 1.34",
            "subnet subnet-b has 3 free addresses",
        ]
