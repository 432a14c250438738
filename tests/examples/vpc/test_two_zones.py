"""The network that the template makes: zones, address ranges and where each subnet's packets go."""

from ipaddress import ip_network

import boto3
import pytest

from tests.examples.support import stacks, templates

PUBLIC, PRIVATE = ("PublicA", "PublicB"), ("PrivateA", "PrivateB")


@pytest.fixture
def template(example) -> dict:
    return templates.load(example)


@pytest.fixture
def made(aws, template) -> dict[str, str]:
    """The physical IDs. The emulator knows zonal NAT gateways only, so it gets one of those."""
    template["Resources"]["Address"] = {"Type": "AWS::EC2::EIP", "Properties": {"Domain": "vpc"}}
    template["Resources"]["Nat"]["Properties"] = {
        "SubnetId": {"Ref": "PublicA"},
        "AllocationId": {"Fn::GetAtt": ["Address", "AllocationId"]},
    }
    return stacks.create(template)


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_nat_gateway_is_regional_and_waits_for_the_internet(template):
    nat = template["Resources"]["Nat"]

    assert nat["Properties"]["AvailabilityMode"] == "regional"
    assert nat["Properties"]["VpcId"] == {"Ref": "Vpc"}
    assert not {"SubnetId", "AllocationId"} & nat["Properties"].keys()
    assert nat["DependsOn"] == "Attachment"


def test_no_subnet_hands_out_public_addresses(template):
    for subnet in templates.resources(template, "AWS::EC2::Subnet").values():
        assert not subnet.get("MapPublicIpOnLaunch")


def test_each_tier_has_a_range_of_its_own_in_both_zones(made):
    found = boto3.client("ec2").describe_subnets(SubnetIds=[made[name] for name in PUBLIC + PRIVATE])
    subnets = {subnet["SubnetId"]: subnet for subnet in found["Subnets"]}
    ranges = [ip_network(subnet["CidrBlock"]) for subnet in subnets.values()]

    for tier in (PUBLIC, PRIVATE):
        assert len({subnets[made[name]]["AvailabilityZone"] for name in tier}) == 2
    assert all(block.subnet_of(ip_network("10.20.0.0/16")) for block in ranges)
    assert not any(one.overlaps(other) for one in ranges for other in ranges if one is not other)


def test_packets_leave_by_the_tiers_own_way(made, template):
    ec2 = boto3.client("ec2")
    tables = {table["RouteTableId"]: table["Routes"] for table in ec2.describe_route_tables()["RouteTables"]}
    associations = templates.resources(template, "AWS::EC2::SubnetRouteTableAssociation").items()
    table_of = {properties["SubnetId"]["Ref"]: made[name] for name, properties in associations}

    def default(name: str) -> dict:
        (route,) = (
            route for route in tables[table_of[name]] if route.get("DestinationCidrBlock") == "0.0.0.0/0"
        )
        return route

    for name in PUBLIC:
        assert default(name)["GatewayId"] == made["Internet"]
    for name in PRIVATE:
        assert default(name)["NatGatewayId"] == made["Nat"]
        assert "GatewayId" not in default(name)
    (endpoint,) = ec2.describe_vpc_endpoints()["VpcEndpoints"]
    assert (endpoint["VpcEndpointType"], endpoint["ServiceName"]) == ("Gateway", "com.amazonaws.eu-west-1.s3")
    assert endpoint["RouteTableIds"] == [table_of["PrivateA"]] == [table_of["PrivateB"]]
