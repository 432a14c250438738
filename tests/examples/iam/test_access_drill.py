"""The solution's documents are valid policies with actions that exist."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import ModuleType

import pytest
from cfnlint.api import lint

from tests.examples.support.policies import problems, unsupported_keys


@pytest.mark.parametrize("name", ["function_policy", "deploy_policy", "bucket_policy", "catalog_policy"])
def test_policies_are_valid(load: Callable[[], ModuleType], name: str) -> None:
    document = {"Version": "2012-10-17"} | getattr(load(), name)()

    assert problems(document) == []
    assert unsupported_keys(document) == []
    if name != "bucket_policy":
        managed = {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": document}}
        assert lint(json.dumps({"Resources": {"Policy": managed}}), regions=["eu-west-1"]) == []


def test_perimeter_only_denies(load: Callable[[], ModuleType]) -> None:
    document = {"Version": "2012-10-17"} | load().perimeter()

    assert problems(document) == []
    assert {statement["Effect"] for statement in document["Statement"]} == {"Deny"}
