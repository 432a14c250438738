"""The template's failover pair, and that its check does not ask the name that moves."""

import boto3
import pytest

from tests.examples.support import stacks, templates


@pytest.fixture
def records(example) -> dict:
    return templates.resources(templates.load(example), "AWS::Route53::RecordSet")


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_primary_needs_its_targets_and_the_check(records):
    primary = records["Primary"]

    assert primary["Failover"] == "PRIMARY"
    assert primary["HealthCheckId"] == {"Ref": "PrimaryCheck"}
    assert primary["AliasTarget"]["EvaluateTargetHealth"] is True


def test_standby_takes_over_while_it_has_targets(records):
    standby = records["Standby"]

    assert standby["Failover"] == "SECONDARY"
    assert "HealthCheckId" not in standby
    assert standby["AliasTarget"]["EvaluateTargetHealth"] is True


def test_pair_has_one_name_and_one_type(records):
    pair = [records["Primary"], records["Standby"]]

    assert len({str((one["Name"], one["Type"])) for one in pair}) == 1
    assert len({one["SetIdentifier"] for one in pair}) == 2


def test_check_asks_a_name_that_does_not_move(example, records):
    (check,) = templates.resources(templates.load(example), "AWS::Route53::HealthCheck").values()
    host = check["HealthCheckConfig"]["FullyQualifiedDomainName"]

    assert host == records["PrimaryOwnName"]["Name"]
    assert host != records["Primary"]["Name"]
    assert "Failover" not in records["PrimaryOwnName"]


def test_name_is_there_as_long_as_the_check(example):
    assert templates.load(example)["Resources"]["PrimaryCheck"]["DependsOn"] == "PrimaryOwnName"


def test_stack_can_be_made(aws, example):
    zone = boto3.client("route53").create_hosted_zone(Name="example.com", CallerReference="1")["HostedZone"][
        "Id"
    ]

    made = stacks.create(
        templates.load(example),
        ZoneId=zone.removeprefix("/hostedzone/"),
        Domain="example.com",
        PrimaryName="eu.eu-west-1.elb.amazonaws.com",
        PrimaryZone="Z32O12XQLNTSW2",
        StandbyName="us.us-east-1.elb.amazonaws.com",
        StandbyZone="Z35SXDOTRQ7X7K",
    )

    checks = boto3.client("route53").list_health_checks()["HealthChecks"]
    assert [check["HealthCheckConfig"]["FullyQualifiedDomainName"] for check in checks] == [
        "eu.shop.example.com"
    ]
    assert {"Primary", "Standby"} <= made.keys()
