"""Access entries: who gets which policy, and where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.examples.support import templates

POLICIES = {
    f"AmazonEKS{name}Policy" for name in ("ClusterAdmin", "Admin", "Edit", "View")
}  # as of Kubernetes' own roles


@pytest.fixture
def entries(example: Path) -> dict[str, Any]:
    return templates.resources(templates.load(example), "AWS::EKS::AccessEntry")


def test_cloudformation_accepts_the_template(example: Path) -> None:
    assert templates.problems(example) == []


def test_the_policies_are_those_of_eks(entries: dict[str, Any]) -> None:
    arns = [
        policy["PolicyArn"]["Fn::Sub"] for entry in entries.values() for policy in entry["AccessPolicies"]
    ]
    assert all(arn.startswith("arn:${AWS::Partition}:eks::aws:cluster-access-policy/") for arn in arns)
    assert {arn.rpartition("/")[2] for arn in arns} <= POLICIES


def test_the_pipeline_stays_in_its_namespace(entries: dict[str, Any]) -> None:
    (policy,) = entries["Deploy"]["AccessPolicies"]
    assert policy["AccessScope"] == {"Type": "namespace", "Namespaces": ["shop"]}


def test_engineers_only_read(entries: dict[str, Any]) -> None:
    (policy,) = entries["Engineers"]["AccessPolicies"]
    assert policy["PolicyArn"]["Fn::Sub"].endswith("/AmazonEKSViewPolicy")
    assert policy["AccessScope"] == {"Type": "cluster"}


def test_no_group_is_one_of_kubernetes_own(entries: dict[str, Any]) -> None:
    groups = [group for entry in entries.values() for group in entry.get("KubernetesGroups", [])]
    assert groups
    assert not [group for group in groups if group.startswith("system:")]
