"""The Compose file of the primer says the same as the task definition beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml


@pytest.fixture
def web(example: Path) -> dict[str, Any]:
    return yaml.safe_load(example.read_text(encoding="utf-8"))["services"]["web"]


@pytest.fixture
def task(examples: Path) -> dict[str, Any]:
    return json.loads((examples / "orders_task.json").read_text(encoding="utf-8"))


@pytest.fixture
def container(task: dict[str, Any]) -> dict[str, Any]:
    (container,) = task["containerDefinitions"]
    return container


def test_same_image_and_port(web: dict[str, Any], container: dict[str, Any]) -> None:
    assert web["image"] == container["image"]
    (mapping,) = container["portMappings"]
    assert web["ports"] == [f"{mapping['containerPort']}:{mapping['containerPort']}"]


def test_same_size(web: dict[str, Any], task: dict[str, Any]) -> None:
    assert web["cpus"] * 1024 == int(task["cpu"])
    assert web["mem_limit"] == f"{int(task['memory']) // 1024}g"


def test_same_variables(web: dict[str, Any], container: dict[str, Any]) -> None:
    plain = {variable["name"]: variable["value"] for variable in container["environment"]}
    secret = {variable["name"] for variable in container["secrets"]}
    assert web["environment"].keys() == plain.keys() | secret
    assert all(web["environment"][name] == value for name, value in plain.items())
    assert all(web["environment"][name] == f"${{{name}}}" for name in secret)


def test_same_check_and_farewell(web: dict[str, Any], container: dict[str, Any]) -> None:
    check = container["healthCheck"]
    assert web["healthcheck"] == {
        "test": check["command"],
        "interval": f"{check['interval']}s",
        "retries": check["retries"],
    }
    assert web["stop_grace_period"] == f"{container['stopTimeout']}s"
