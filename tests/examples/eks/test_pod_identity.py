"""Pod Identity: the role goes to the pods of one service account in one cluster."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.examples.support import templates
from tests.examples.support.decisions import decide

CLUSTER = "arn:aws:eks:eu-west-1:123456789012:cluster/main"
PODS = "pods.eks.amazonaws.com"


@pytest.fixture
def template(example: Path) -> dict[str, Any]:
    return templates.load(example)


@pytest.fixture
def trust(template: dict[str, Any]) -> dict[str, Any]:
    """The trust policy in the cluster `main`. Its resource is the role itself."""
    document = templates.resources(template, "AWS::IAM::Role")["OrdersRole"]["AssumeRolePolicyDocument"]
    (statement,) = document["Statement"]
    key = "aws:RequestTag/eks-cluster-arn"
    (cluster,) = statement["Condition"]["StringEquals"][key]
    names = {
        "AWS::Partition": "aws",
        "AWS::Region": "eu-west-1",
        "AWS::AccountId": "123456789012",
        "ClusterName": "main",
    }
    arn = cluster["Fn::Sub"]
    for name, value in names.items():
        arn = arn.replace(f"${{{name}}}", value)
    statement["Condition"]["StringEquals"][key] = [arn]
    statement["Resource"] = "*"
    return document


def session(template: dict[str, Any], **changes: str) -> dict[str, str]:
    """The tags that EKS sets for the template's association."""
    (association,) = templates.resources(template, "AWS::EKS::PodIdentityAssociation").values()
    tags = {
        "eks-cluster-arn": CLUSTER,
        "kubernetes-namespace": association["Namespace"],
        "kubernetes-service-account": association["ServiceAccount"],
    } | {name.replace("_", "-"): value for name, value in changes.items()}
    return {f"aws:RequestTag/{name}": value for name, value in tags.items()}


def test_cloudformation_accepts_the_template(example: Path) -> None:
    assert templates.problems(example) == []


@pytest.mark.parametrize("action", ["sts:AssumeRole", "sts:TagSession"])
def test_the_association_gets_the_role(template: dict[str, Any], trust: dict[str, Any], action: str) -> None:
    assert decide(trust, action, "role", session(template), principal=PODS) == "Allow"


@pytest.mark.parametrize(
    "other",
    [
        {"kubernetes_namespace": "test"},
        {"kubernetes_service_account": "default"},
        {"eks_cluster_arn": CLUSTER.replace("main", "staging")},
    ],
)
def test_another_pod_does_not(template: dict[str, Any], trust: dict[str, Any], other: dict[str, str]) -> None:
    answer = decide(trust, "sts:AssumeRole", "role", session(template, **other), principal=PODS)
    assert answer == "Nothing"


def test_nobody_else_assumes_it(template: dict[str, Any], trust: dict[str, Any]) -> None:
    answer = decide(trust, "sts:AssumeRole", "role", session(template), principal="ec2.amazonaws.com")
    assert answer == "Nothing"


def test_the_association_names_the_role_and_keeps_the_tags(template: dict[str, Any]) -> None:
    (association,) = templates.resources(template, "AWS::EKS::PodIdentityAssociation").values()
    assert association["RoleArn"] == {"Fn::GetAtt": ["OrdersRole", "Arn"]}
    assert "DisableSessionTags" not in association  # the conditions rest on them


def test_the_cluster_has_the_agent(template: dict[str, Any]) -> None:
    addons = templates.resources(template, "AWS::EKS::Addon").values()
    assert [addon["AddonName"] for addon in addons] == ["eks-pod-identity-agent"]
