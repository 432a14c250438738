"""The policy lets its holder log in as named database users, and as nobody else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.examples.support.decisions import decide
from tests.examples.support.policies import problems

ACTION = "rds-db:connect"
USERS = "arn:aws:rds-db:eu-west-1:123456789012:dbuser"
PROXY = f"{USERS}:prx-0a1b2c3d4e5f67890"
REPLICA = f"{USERS}:db-ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@pytest.fixture
def policy(example: Path) -> dict[str, Any]:
    return json.loads(example.read_text(encoding="utf-8"))


def test_the_policy_names_an_action_that_exists(policy: dict[str, Any]) -> None:
    assert problems(policy) == []


@pytest.mark.parametrize("resource", [f"{PROXY}/app", f"{REPLICA}/reports"])
def test_the_named_users_may_log_in(policy: dict[str, Any], resource: str) -> None:
    assert decide(policy, ACTION, resource) == "Allow"


@pytest.mark.parametrize(
    "resource",
    [f"{PROXY}/admin_user", f"{REPLICA}/app", f"{PROXY}/reports", f"{USERS}:db-0THER/app"],
)
def test_other_users_and_other_databases_are_closed(policy: dict[str, Any], resource: str) -> None:
    assert decide(policy, ACTION, resource) == "Nothing"


def test_resources_are_ids_and_not_names(policy: dict[str, Any]) -> None:
    for statement in policy["Statement"]:
        identifier = statement["Resource"].removeprefix(f"{USERS}:").split("/")[0]
        assert identifier.startswith(("db-", "cluster-", "prx-"))


def test_the_policy_allows_nothing_of_the_rds_api(policy: dict[str, Any]) -> None:
    assert decide(policy, "rds:DescribeDBInstances", f"{PROXY}/app") == "Nothing"
