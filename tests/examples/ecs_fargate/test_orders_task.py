"""The task definition of the primer: ECS accepts it, and nothing secret stands in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import boto3
import pytest


@pytest.fixture
def task(example: Path) -> dict[str, Any]:
    return json.loads(example.read_text(encoding="utf-8"))


def test_ecs_registers_it_as_the_first_revision(aws: None, task: dict[str, Any]) -> None:
    registered = boto3.client("ecs").register_task_definition(**task)["taskDefinition"]
    assert (registered["family"], registered["revision"]) == ("orders", 1)
    assert "FARGATE" in registered["compatibilities"]


def test_each_change_is_a_revision_of_its_own(aws: None, task: dict[str, Any]) -> None:
    ecs = boto3.client("ecs")
    ecs.register_task_definition(**task)
    task["memory"] = "2048"
    assert ecs.register_task_definition(**task)["taskDefinition"]["revision"] == 2
    first = ecs.describe_task_definition(taskDefinition="orders:1")["taskDefinition"]
    assert first["memory"] == "1024"


def test_the_password_is_named_and_not_written(task: dict[str, Any]) -> None:
    (web,) = task["containerDefinitions"]
    assert "DATABASE_URL" not in {variable["name"] for variable in web["environment"]}
    (secret,) = web["secrets"]
    assert secret["valueFrom"].startswith("arn:aws:secretsmanager:")


def test_the_two_roles_are_two(task: dict[str, Any]) -> None:
    assert task["taskRoleArn"] != task["executionRoleArn"]
