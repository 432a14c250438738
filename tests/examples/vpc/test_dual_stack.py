"""The IPv6 side of the subnet: where it leaves, and that both families are filtered alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.examples.support import templates


@pytest.fixture
def template(example: Path) -> dict[str, Any]:
    return templates.load(example)


def test_no_linter_objects(example: Path) -> None:
    assert templates.problems(example) == []


def test_ipv6_leaves_through_the_gateway_that_lets_nothing_in(template: dict[str, Any]) -> None:
    (route,) = templates.resources(template, "AWS::EC2::Route").values()

    assert route["DestinationIpv6CidrBlock"] == "::/0"
    assert route["EgressOnlyInternetGatewayId"] == {"Ref": "Way"}
    assert template["Resources"]["Way"]["Type"] == "AWS::EC2::EgressOnlyInternetGateway"
    assert not templates.resources(template, "AWS::EC2::InternetGateway")


def test_subnet_waits_for_the_range_and_hands_out_addresses(template: dict[str, Any]) -> None:
    subnet = template["Resources"]["Private"]

    assert subnet["DependsOn"] == "Ipv6Range"
    assert subnet["Properties"]["AssignIpv6AddressOnCreation"]
    assert template["Resources"]["Ipv6Range"]["Properties"]["AmazonProvidedIpv6CidrBlock"]


def test_both_families_may_leave_on_the_same_ports(template: dict[str, Any]) -> None:
    rules = template["Resources"]["App"]["Properties"]["SecurityGroupEgress"]
    ports = {
        family: {(rule["FromPort"], rule["ToPort"]) for rule in rules if family in rule}
        for family in ("CidrIp", "CidrIpv6")
    }
    assert ports["CidrIp"] == ports["CidrIpv6"] == {(443, 443)}
