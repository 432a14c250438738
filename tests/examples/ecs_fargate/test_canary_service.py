"""The canary release: what ECS needs to shift traffic, and an alarm that is fast enough to stop it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.examples.support import templates


@pytest.fixture
def template(example: Path) -> dict[str, Any]:
    return templates.load(example)


@pytest.fixture
def service(template: dict[str, Any]) -> dict[str, Any]:
    return templates.resources(template, "AWS::ECS::Service")["Service"]


def test_cloudformation_accepts_the_template(example: Path) -> None:
    assert templates.problems(example) == []


def test_both_groups_are_equal_and_take_addresses(template: dict[str, Any]) -> None:
    groups = templates.resources(template, "AWS::ElasticLoadBalancingV2::TargetGroup")
    assert groups["Blue"] == groups["Green"]
    assert groups["Blue"]["TargetType"] == "ip"


def test_the_rule_that_ecs_changes_leads_to_both_groups(
    template: dict[str, Any], service: dict[str, Any]
) -> None:
    (target,) = service["LoadBalancers"]
    advanced = target["AdvancedConfiguration"]
    rules = templates.resources(template, "AWS::ElasticLoadBalancingV2::ListenerRule")
    (action,) = rules[advanced["ProductionListenerRule"]["Ref"]]["Actions"]
    assert [group["TargetGroupArn"] for group in action["ForwardConfig"]["TargetGroups"]] == [
        target["TargetGroupArn"],
        advanced["AlternateTargetGroupArn"],
    ]


def test_ecs_itself_assumes_the_role_that_changes_the_rule(
    template: dict[str, Any], service: dict[str, Any]
) -> None:
    (target,) = service["LoadBalancers"]
    name, _ = target["AdvancedConfiguration"]["RoleArn"]["Fn::GetAtt"]
    role = templates.resources(template, "AWS::IAM::Role")[name]
    (statement,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert statement["Principal"] == {"Service": "ecs.amazonaws.com"}


def test_the_alarm_can_fire_while_the_canary_runs(template: dict[str, Any], service: dict[str, Any]) -> None:
    deployment = service["DeploymentConfiguration"]
    assert deployment["Strategy"] == "CANARY"
    assert deployment["Alarms"]["Enable"] is deployment["Alarms"]["Rollback"] is True
    canary = deployment["CanaryConfiguration"]
    for alarm in deployment["Alarms"]["AlarmNames"]:
        properties = templates.resources(template, "AWS::CloudWatch::Alarm")[alarm["Ref"]]
        needed = properties["Period"] * properties["EvaluationPeriods"]
        assert 2 * needed <= canary["CanaryBakeTimeInMinutes"] * 60
    assert len(deployment["Alarms"]["AlarmNames"]) == 3
    assert "DeploymentCircuitBreaker" not in deployment  # it watches rolling updates only


def test_answers_that_the_load_balancer_makes_for_a_crashed_task_count_too(
    template: dict[str, Any], service: dict[str, Any]
) -> None:
    alarms = templates.resources(template, "AWS::CloudWatch::Alarm")
    names = [alarm["Ref"] for alarm in service["DeploymentConfiguration"]["Alarms"]["AlarmNames"]]
    assert {alarms[name]["MetricName"] for name in names} == {
        "HTTPCode_Target_5XX_Count",
        "HTTPCode_ELB_5XX_Count",
    }


def test_whichever_group_has_the_new_tasks_is_seen_alone(template: dict[str, Any]) -> None:
    alarms = templates.resources(template, "AWS::CloudWatch::Alarm").values()
    groups = [
        {dimension["Name"]: dimension["Value"] for dimension in alarm["Dimensions"]}["TargetGroup"]
        for alarm in alarms
        if alarm["MetricName"] == "HTTPCode_Target_5XX_Count"
    ]
    assert groups == [{"Fn::GetAtt": [group, "TargetGroupFullName"]} for group in ("Blue", "Green")]
    (whole,) = (alarm for alarm in alarms if alarm["MetricName"] == "HTTPCode_ELB_5XX_Count")
    assert [dimension["Name"] for dimension in whole["Dimensions"]] == ["LoadBalancer"]  # it has no group
