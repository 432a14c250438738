"""The plans in an emulated account: which key is in which, and what it may ask."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.examples.support import stacks, templates


@pytest.fixture
def template(example: Path) -> dict:
    return templates.load(example)


def test_no_linter_objects(example: Path) -> None:
    assert templates.problems(example) == []


def lower(value: Any) -> Any:
    """Properties of CloudFormation as the API spells them. Keys that are paths stay."""
    if isinstance(value, list):
        return [lower(entry) for entry in value]
    if isinstance(value, dict):
        return {key[:1].lower() + key[1:]: lower(entry) for key, entry in value.items()}
    return value


def test_each_partner_has_one_plan(aws: None, template: dict) -> None:
    """The emulator makes just the API from the template, so the other calls are made one by one."""
    names = stacks.create({"Resources": {"Api": template["Resources"]["Api"]}}) | {"Stage": "prod"}
    gateway = boto3.client("apigateway")
    for name, key in templates.resources(template, "AWS::ApiGateway::ApiKey").items():
        names[name] = gateway.create_api_key(**lower(key))["id"]
    for name, plan in templates.resources(template, "AWS::ApiGateway::UsagePlan").items():
        parameters = lower(templates.resolve(plan, names))
        names[name] = gateway.create_usage_plan(name=parameters.pop("usagePlanName"), **parameters)["id"]
    for member in templates.resources(template, "AWS::ApiGateway::UsagePlanKey").values():
        gateway.create_usage_plan_key(**lower(templates.resolve(member, names)))

    plans = {plan["name"]: plan for plan in gateway.get_usage_plans()["items"]}
    members = {
        name: [key["id"] for key in gateway.get_usage_plan_keys(usagePlanId=plan["id"])["items"]]
        for name, plan in plans.items()
    }

    assert members == {"basic": [names["SmallShop"]], "premium": [names["BigShop"]]}
    assert plans["basic"]["throttle"] == {"rateLimit": 1.0, "burstLimit": 2}
    assert plans["premium"]["quota"]["period"] == "MONTH"
    for plan in plans.values():
        (stage,) = plan["apiStages"]
        assert (stage["apiId"], stage["stage"]) == (names["Api"], "prod")


def test_key_identifies_and_iam_authorizes(template: dict) -> None:
    (method,) = templates.resources(template, "AWS::ApiGateway::Method").values()

    assert method["ApiKeyRequired"] is True  # or the plans count nothing
    assert method["AuthorizationType"] == "AWS_IAM"


def test_plans_stay_below_the_stage(template: dict) -> None:
    stage = template["Resources"]["Stage"]["Properties"]["MethodSettings"][0]
    for plan in templates.resources(template, "AWS::ApiGateway::UsagePlan").values():
        assert plan["Throttle"]["RateLimit"] < stage["ThrottlingRateLimit"]
        assert plan["Throttle"]["BurstLimit"] <= stage["ThrottlingBurstLimit"]


def test_method_limit_names_a_method_that_exists(template: dict) -> None:
    path = template["Resources"]["Path"]["Properties"]["PathPart"]
    method = template["Resources"]["Get"]["Properties"]["HttpMethod"]
    (stage,) = template["Resources"]["Premium"]["Properties"]["ApiStages"]

    assert list(stage["Throttle"]) == [f"/{path}/{method}"]
