"""The rules in the order in which API Gateway tries them."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from tests.examples.support import templates


@pytest.fixture
def rules(example: Path) -> list[dict]:
    found = templates.resources(templates.load(example), "AWS::ApiGatewayV2::RoutingRule").values()
    return sorted(found, key=lambda rule: rule["Priority"])


def matches(condition: dict, path: str, headers: dict[str, str]) -> bool:
    if "MatchBasePaths" in condition:
        paths = condition["MatchBasePaths"]["AnyOf"]
        return any(path == f"/{base}" or path.startswith(f"/{base}/") for base in paths)
    return any(
        fnmatchcase(headers.get(one["Header"].lower(), ""), one["ValueGlob"])
        for one in condition["MatchHeaders"]["AnyOf"]
    )


def target(rules: list[dict], path: str, **headers: str) -> str | None:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    for rule in rules:
        if all(matches(condition, path, sent) for condition in rule["Conditions"]):
            (action,) = rule["Actions"]
            return action["InvokeApi"]["ApiId"]["Ref"]
    return None


def test_no_linter_objects(example: Path) -> None:
    assert templates.problems(example) == []


def test_header_chooses_the_next_version(rules: list[dict]) -> None:
    assert target(rules, "/orders/17", x_orders_version="next") == "OrdersNextApi"
    assert target(rules, "/orders/17", x_orders_version="NEXT") == "OrdersApi"  # values are case-sensitive
    assert target(rules, "/orders/17") == "OrdersApi"


def test_nothing_else_is_reachable(rules: list[dict]) -> None:
    assert target(rules, "/admin", x_orders_version="next") is None
    assert target(rules, "/ordersx") is None


def test_priorities_differ_and_leave_room(rules: list[dict]) -> None:
    first, second = (rule["Priority"] for rule in rules)

    assert second - first > 1
    assert len(rules[0]["Conditions"]) > len(rules[1]["Conditions"])  # the narrower one goes first
