"""The policy: a tenant reaches its own partition keys and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.examples.support.decisions import decide
from tests.examples.support.policies import problems, unsupported_keys

TABLE = "arn:aws:dynamodb:eu-west-1:123456789012:table/app"


@pytest.fixture
def policy(example: Path) -> dict[str, Any]:
    return json.loads(example.read_text(encoding="utf-8"))


def ask(policy: dict[str, Any], action: str, *keys: str, resource: str = TABLE, tenant: str = "acme") -> str:
    context: dict[str, Any] = {"aws:PrincipalTag/tenant": tenant}
    if keys:
        context["dynamodb:LeadingKeys"] = list(keys)
    return decide(policy, f"dynamodb:{action}", resource, context)


def test_actions_exist_and_know_the_condition_key(policy: dict[str, Any]) -> None:
    assert problems(policy) == []
    assert unsupported_keys(policy) == []


@pytest.mark.parametrize(
    "action", ["GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"]
)
def test_own_items_only(policy: dict[str, Any], action: str) -> None:
    assert ask(policy, action, "TENANT#acme#ORDER#7001") == "Allow"
    assert ask(policy, action, "TENANT#other#ORDER#7001") == "Nothing"


def test_a_name_that_begins_like_another_is_another(policy: dict[str, Any]) -> None:
    assert ask(policy, "GetItem", "TENANT#acme2#ORDER#7001") == "Nothing"


def test_one_foreign_key_refuses_the_batch(policy: dict[str, Any]) -> None:
    assert ask(policy, "BatchGetItem", "TENANT#acme#1", "TENANT#acme#2") == "Allow"
    assert ask(policy, "BatchGetItem", "TENANT#acme#1", "TENANT#other#2") == "Nothing"


@pytest.mark.parametrize("action", ["Scan", "PartiQLSelect", "PartiQLUpdate"])
def test_no_way_around_the_key(policy: dict[str, Any], action: str) -> None:
    assert ask(policy, action) == "Deny"
    assert ask(policy, action, resource=f"{TABLE}/index/tenant-status") == "Deny"


def test_a_scan_would_pass_the_condition_if_it_were_allowed_with_the_others(policy: dict[str, Any]) -> None:
    statement = policy["Statement"][0]
    wider = {**policy, "Statement": [{**statement, "Action": [*statement["Action"], "dynamodb:Scan"]}]}
    assert ask(wider, "Scan") == "Allow"  # a scan names no leading key, and "all of none" is true


def test_the_index_with_the_tenant_in_its_key_can_be_queried(policy: dict[str, Any]) -> None:
    index = f"{TABLE}/index/tenant-status"
    assert ask(policy, "Query", "TENANT#acme#OPEN", resource=index) == "Allow"
    assert ask(policy, "Query", "TENANT#other#OPEN", resource=index) == "Nothing"


def test_other_indexes_and_tables_are_not_included(policy: dict[str, Any]) -> None:
    assert ask(policy, "Query", "TENANT#acme#1", resource=f"{TABLE}/index/by-status") == "Nothing"
    assert ask(policy, "DeleteTable") == "Nothing"
