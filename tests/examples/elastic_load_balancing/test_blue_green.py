"""The rule that the template makes, before and after traffic has moved."""

import boto3
import pytest

from tests.examples.support import stacks, templates


@pytest.fixture
def template(example) -> dict:
    return templates.load(example)


def test_no_linter_objects(example):
    assert templates.problems(example) == []


@pytest.mark.parametrize("weights", [{}, {"BlueWeight": "90", "GreenWeight": "10"}])
def test_weights_are_the_stacks_parameters(template, network, weights):
    made = stacks.create(template, **network, **weights)

    (rule,) = boto3.client("elbv2").describe_rules(RuleArns=[made["Rule"]])["Rules"]
    (action,) = rule["Actions"]
    assert action["Type"] == "forward"
    groups = action["ForwardConfig"]["TargetGroups"]
    assert {group["TargetGroupArn"]: int(group["Weight"]) for group in groups} == {
        made["Blue"]: int(weights.get("BlueWeight", 100)),
        made["Green"]: int(weights.get("GreenWeight", 0)),
    }


def test_both_versions_are_checked_alike(template):
    groups = templates.resources(template, "AWS::ElasticLoadBalancingV2::TargetGroup")

    assert groups["Blue"] == groups["Green"]


def test_users_stay_with_a_version(template):
    (action,) = template["Resources"]["Rule"]["Properties"]["Actions"]

    assert action["ForwardConfig"]["TargetGroupStickinessConfig"] == {"Enabled": True, "DurationSeconds": 300}
