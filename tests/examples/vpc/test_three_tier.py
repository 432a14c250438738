"""The three tiers: which zone they leave through, what stays inside, and who may use the endpoint."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.examples.support import stacks, templates


@pytest.fixture
def template(example: Path) -> dict[str, Any]:
    return templates.load(example)


@pytest.fixture
def made(aws: None, template: dict[str, Any]) -> dict[str, str]:
    return stacks.create(template)


def test_no_linter_objects(example: Path) -> None:
    assert templates.problems(example) == []


def table(name: str, template: dict[str, Any], made: dict[str, str]) -> list[dict[str, Any]]:
    """The routes of a subnet. The emulator does not note which table a stack gives it: the template does."""
    (association,) = (
        entry
        for entry in templates.resources(template, "AWS::EC2::SubnetRouteTableAssociation").values()
        if entry["SubnetId"]["Ref"] == name
    )
    wanted = made[association["RouteTableId"]["Ref"]]
    (found,) = boto3.client("ec2").describe_route_tables(RouteTableIds=[wanted])["RouteTables"]
    return found["Routes"]


def default(routes: list[dict[str, Any]]) -> dict[str, Any]:
    (route,) = (route for route in routes if route.get("DestinationCidrBlock") == "0.0.0.0/0")
    return route


@pytest.mark.parametrize("zone", "AB")
def test_application_leaves_through_its_own_zone(
    template: dict[str, Any], made: dict[str, str], zone: str
) -> None:
    ec2 = boto3.client("ec2")
    gateway = default(table(f"App{zone}", template, made))["NatGatewayId"]
    (nat,) = ec2.describe_nat_gateways(NatGatewayIds=[gateway])["NatGateways"]
    found = ec2.describe_subnets(SubnetIds=[nat["SubnetId"], made[f"App{zone}"]])["Subnets"]

    assert nat["SubnetId"] == made[f"Public{zone}"]
    assert len({subnet["AvailabilityZone"] for subnet in found}) == 1
    assert default(table(f"Public{zone}", template, made))["GatewayId"] == made["Internet"]


@pytest.mark.parametrize("zone", "AB")
def test_data_tier_has_the_local_route_alone(
    template: dict[str, Any], made: dict[str, str], zone: str
) -> None:
    (route,) = table(f"Data{zone}", template, made)
    assert route["GatewayId"] == "local"


def test_every_subnet_is_in_a_table_of_its_tier(template: dict[str, Any]) -> None:
    associations = templates.resources(template, "AWS::EC2::SubnetRouteTableAssociation").values()
    subnets = templates.resources(template, "AWS::EC2::Subnet")

    assert {entry["SubnetId"]["Ref"] for entry in associations} == set(subnets)  # none in the main table


def test_s3_endpoint_is_in_both_tables_of_the_application(template: dict[str, Any]) -> None:
    endpoint = template["Resources"]["S3"]["Properties"]
    tables = {entry["Ref"] for entry in endpoint["RouteTableIds"]}
    associations = templates.resources(template, "AWS::EC2::SubnetRouteTableAssociation").values()

    used = {
        entry["RouteTableId"]["Ref"] for entry in associations if entry["SubnetId"]["Ref"].startswith("App")
    }
    assert tables == used


def test_endpoint_admits_the_application_on_https_and_answers_in_both_zones(template: dict[str, Any]) -> None:
    endpoint = template["Resources"]["SecretsManager"]["Properties"]
    (rule,) = template["Resources"]["EndpointDoor"]["Properties"]["SecurityGroupIngress"]

    assert endpoint["PrivateDnsEnabled"]
    assert endpoint["SubnetIds"] == [{"Ref": "AppA"}, {"Ref": "AppB"}]
    assert endpoint["SecurityGroupIds"] == [{"Ref": "EndpointDoor"}]
    assert (rule["FromPort"], rule["ToPort"], rule["SourceSecurityGroupId"]) == (443, 443, {"Ref": "App"})
    vpc = template["Resources"]["Vpc"]["Properties"]
    assert vpc["EnableDnsSupport"]  # without both, private DNS does not work
    assert vpc["EnableDnsHostnames"]


def test_flow_logs_note_the_addresses_before_translation(template: dict[str, Any]) -> None:
    fields = template["Resources"]["FlowLogs"]["Properties"]["LogFormat"].split()

    assert {"${pkt-srcaddr}", "${pkt-dstaddr}", "${action}", "${log-status}"} <= set(fields)


def test_log_service_may_write_for_this_account_alone(template: dict[str, Any]) -> None:
    (policy,) = templates.resources(template, "AWS::S3::BucketPolicy").values()
    for statement in policy["PolicyDocument"]["Statement"]:
        assert statement["Principal"] == {"Service": "delivery.logs.amazonaws.com"}
        assert statement["Condition"] == {
            "StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}},
            "ArnLike": {
                "aws:SourceArn": {"Fn::Sub": "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:*"}
            },
        }
    assert template["Resources"]["FlowLogs"]["DependsOn"] == "FlowLogWriter"
