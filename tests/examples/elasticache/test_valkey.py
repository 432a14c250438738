"""The replication group: copies in other zones, TLS, and one IAM role that gets in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.examples.support import templates


@pytest.fixture
def template(example: Path) -> dict[str, Any]:
    return templates.load(example)["Resources"]


@pytest.fixture
def cache(template: dict[str, Any]) -> dict[str, Any]:
    return template["Cache"]["Properties"]


@pytest.fixture
def user(template: dict[str, Any]) -> dict[str, Any]:
    return template["OrdersUser"]["Properties"]


def test_cloudformation_accepts_the_template(example: Path) -> None:
    assert templates.problems(example) == []


def test_all_parts_are_valkey(template: dict[str, Any]) -> None:
    engines = {template[name]["Properties"]["Engine"] for name in ("Cache", "OrdersUser", "Users")}
    assert engines == {"valkey"}


def test_a_replica_in_another_zone_takes_over(cache: dict[str, Any]) -> None:
    assert cache["AutomaticFailoverEnabled"] is True
    assert cache["MultiAZEnabled"] is True
    assert cache["NumCacheClusters"] >= 3  # so that there is still one after the first failover


def test_data_is_encrypted_on_the_way_and_at_rest(cache: dict[str, Any]) -> None:
    assert cache["TransitEncryptionEnabled"] is True
    assert cache["AtRestEncryptionEnabled"] is True
    assert "TransitEncryptionMode" not in cache  # "preferred" would admit clients without TLS


def test_clients_come_in_with_iam_only(
    template: dict[str, Any], cache: dict[str, Any], user: dict[str, Any]
) -> None:
    assert cache["UserGroupIds"] == [{"Ref": "Users"}]
    assert template["Users"]["Properties"]["UserIds"] == [{"Ref": "OrdersUser"}]
    assert user["AuthenticationMode"] == {"Type": "iam"}
    assert user["UserId"] == user["UserName"] == user["UserId"].lower()
    assert "AuthToken" not in cache


def test_the_user_reaches_its_keys_and_no_dangerous_command(user: dict[str, Any]) -> None:
    switch, *rules = user["AccessString"].split()
    keys = [rule for rule in rules if rule.startswith("~")]
    commands = [rule for rule in rules if rule not in keys]
    assert switch == "on"
    assert "~*" not in keys
    assert commands[0] == "-@all"
    assert commands[-1] == "-@dangerous"  # the last rule that fits counts, and FLUSHALL is a write
    assert "+@all" not in commands


def test_the_policy_opens_this_cache_to_this_user(template: dict[str, Any]) -> None:
    (statement,) = template["Connect"]["Properties"]["PolicyDocument"]["Statement"]
    group, user = statement["Resource"]
    assert statement["Action"] == "elasticache:Connect"
    assert group["Fn::Sub"].endswith(":replicationgroup:${Cache}")
    assert user == {"Fn::GetAtt": ["OrdersUser", "Arn"]}
