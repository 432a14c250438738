"""The Fargate service: roles apart, and a deployment that stops by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.examples.support import templates

#: Task sizes: CPU units and the memory, in MiB, that Fargate takes with them.
SIZES = {"256": range(512, 2049), "512": range(1024, 4097, 1024), "1024": range(2048, 8193, 1024)}


@pytest.fixture
def template(example: Path) -> dict[str, Any]:
    return templates.load(example)


@pytest.fixture
def service(template: dict[str, Any]) -> dict[str, Any]:
    return templates.resources(template, "AWS::ECS::Service")["Service"]


@pytest.fixture
def task(template: dict[str, Any]) -> dict[str, Any]:
    return templates.resources(template, "AWS::ECS::TaskDefinition")["Task"]


def actions(template: dict[str, Any], role: str) -> set[str]:
    """What the role's own policies allow."""
    policies = templates.resources(template, "AWS::IAM::Role")[role].get("Policies", [])
    statements = [entry for policy in policies for entry in policy["PolicyDocument"]["Statement"]]
    return {entry["Action"] for entry in statements}


def test_cloudformation_accepts_the_template(example: Path) -> None:
    assert templates.problems(example) == []


def test_code_and_agent_have_different_roles_and_permissions(
    template: dict[str, Any], task: dict[str, Any]
) -> None:
    assert task["TaskRoleArn"] == {"Fn::GetAtt": ["TaskRole", "Arn"]}
    assert task["ExecutionRoleArn"] == {"Fn::GetAtt": ["ExecutionRole", "Arn"]}
    assert actions(template, "TaskRole") == {"sqs:SendMessage"}
    assert actions(template, "ExecutionRole") == {"secretsmanager:GetSecretValue"}
    assert "ManagedPolicyArns" not in templates.resources(template, "AWS::IAM::Role")["TaskRole"]


def test_only_ecs_tasks_assume_the_roles(template: dict[str, Any]) -> None:
    for role in templates.resources(template, "AWS::IAM::Role").values():
        (statement,) = role["AssumeRolePolicyDocument"]["Statement"]
        assert statement["Principal"] == {"Service": "ecs-tasks.amazonaws.com"}


def test_application_role_serves_tasks_of_this_account_only(template: dict[str, Any]) -> None:
    role = templates.resources(template, "AWS::IAM::Role")["TaskRole"]
    (statement,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert statement["Condition"] == {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}


def test_the_secret_that_the_container_gets_is_the_one_that_the_agent_may_read(
    template: dict[str, Any], task: dict[str, Any]
) -> None:
    (policy,) = templates.resources(template, "AWS::IAM::Role")["ExecutionRole"]["Policies"]
    (statement,) = policy["PolicyDocument"]["Statement"]
    (container,) = task["ContainerDefinitions"]
    assert [secret["ValueFrom"] for secret in container["Secrets"]] == [statement["Resource"]]


def test_the_task_is_one_that_fargate_runs(task: dict[str, Any]) -> None:
    assert task["RequiresCompatibilities"] == ["FARGATE"]
    assert task["NetworkMode"] == "awsvpc"
    assert int(task["Memory"]) in SIZES[task["Cpu"]]
    assert 2 <= task["ContainerDefinitions"][0]["StopTimeout"] <= 120


def test_the_old_revision_stays_so_that_the_service_can_go_back(template: dict[str, Any]) -> None:
    assert template["Resources"]["Task"]["UpdateReplacePolicy"] == "Retain"


def test_the_load_balancer_reaches_a_port_of_the_container(
    service: dict[str, Any], task: dict[str, Any]
) -> None:
    (container,) = task["ContainerDefinitions"]
    (target,) = service["LoadBalancers"]
    assert target["ContainerName"] == container["Name"]
    assert {"ContainerPort": target["ContainerPort"]} in container["PortMappings"]


def test_a_task_has_time_to_start(service: dict[str, Any]) -> None:
    assert service["HealthCheckGracePeriodSeconds"] > 0


def test_a_failing_deployment_goes_back_and_never_takes_capacity_away(service: dict[str, Any]) -> None:
    deployment = service["DeploymentConfiguration"]
    assert deployment["DeploymentCircuitBreaker"] == {"Enable": True, "Rollback": True}
    assert deployment["MinimumHealthyPercent"] >= 100
    assert deployment["MaximumPercent"] > deployment["MinimumHealthyPercent"]
    assert "DeploymentController" not in service  # the circuit breaker needs ECS's own, the default
