"""Checks CloudFormation and SAM templates as written, and SAM templates also as CloudFormation gets them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import boto3
from cfnlint.api import lint
from cfnlint.decode.decode import decode
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

from tests.examples.support.policies import problems as policy_problems

REGION = "eu-west-1"
_SAM = "AWS::Serverless-2016-10-31"


def load(path: Path) -> dict[str, Any]:
    """The template's data, with `!Ref` and the like in their long form."""
    template, errors = decode(str(path))
    assert not errors, errors
    return json.loads(json.dumps(template, default=str))


def resources(template: dict[str, Any], kind: str) -> dict[str, Any]:
    """The properties of all resources of that type, by name."""
    return {
        name: resource.get("Properties", {})
        for name, resource in template["Resources"].items()
        if resource["Type"] == kind
    }


def expand(path: Path) -> dict[str, Any]:
    """The CloudFormation template that SAM makes of a SAM template."""
    template = deepcopy(load(path))
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = "s3://artifacts/code.zip"  # where packaging puts it
    session = boto3.Session(region_name=REGION)
    return Translator({}, Parser(), boto_session=session).translate(template, {})


def problems(path: Path) -> list[str]:
    """All that cfn-lint says, warnings too, and what is wrong with policies. Empty for a good template."""
    found = _lint(path.read_text(encoding="utf-8"))
    template = load(path)
    if template.get("Transform") == _SAM:
        found += _lint(json.dumps(expand(path)))
    for where, document in _policies(template):
        found += [f"{where}: {problem}" for problem in policy_problems(document)]
    return found


def resolve(value: Any, names: Mapping[str, str]) -> Any:
    """A part of a template with `Ref`, `Fn::GetAtt` and `Fn::Sub` replaced.

    `names` holds what they stand for: `Queue` for the reference, `Queue.Arn` for the attribute.
    """
    if isinstance(value, list):
        return [resolve(entry, names) for entry in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"Ref"}:
        return names[value["Ref"]]
    if value.keys() == {"Fn::GetAtt"}:
        return names[".".join(value["Fn::GetAtt"])]
    if value.keys() == {"Fn::Sub"}:
        return re.sub(r"\$\{([^!}]+)\}", lambda found: names[found[1]], value["Fn::Sub"])
    return {key: resolve(entry, names) for key, entry in value.items()}


def _lint(text: str) -> list[str]:
    return [f"{match.rule.id} {match.message}" for match in lint(text, regions=[REGION])]


def _policies(template: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, resource in template["Resources"].items():
        properties = resource.get("Properties", {})
        if "PolicyDocument" in properties:
            yield name, properties["PolicyDocument"]
        for policy in properties.get("Policies", []):
            if "PolicyDocument" in policy:
                yield name, policy["PolicyDocument"]
            elif "Statement" in policy:  # of a function in SAM, which also takes names of policies here
                yield name, policy
