"""The planned subnets: sizes, place and what is refused."""

from ipaddress import ip_network

import boto3
import pytest

TIERS = {"public": 60, "app": 2000, "data": 120}


@pytest.fixture
def module(load):
    return load()


@pytest.mark.parametrize(
    ("addresses", "prefix"), [(1, 28), (11, 28), (12, 27), (251, 24), (252, 23), (65_531, 16)]
)
def test_five_addresses_are_not_yours(module, addresses, prefix):
    assert module.smallest(addresses) == prefix


def test_more_than_one_subnet_can_hold_is_refused(module):
    with pytest.raises(ValueError, match="do not fit"):
        module.smallest(65_532)


def test_every_tier_gets_what_it_needs_in_every_zone(module):
    planned = {subnet.name: subnet for subnet in module.plan("10.20.0.0/16", "abc", TIERS)}

    assert set(planned) == {f"{tier}-{zone}" for tier in TIERS for zone in "abc"}
    assert all(subnet.usable >= TIERS[name.split("-")[0]] for name, subnet in planned.items())


@pytest.mark.parametrize("vpc", ["10.20.0.0/16", "10.20.64.0/18"])
def test_subnets_lie_in_the_vpc_and_apart(module, vpc):
    blocks = [subnet.block for subnet in module.plan(vpc, "abc", TIERS)]

    assert all(block.subnet_of(ip_network(vpc)) for block in blocks)
    assert not any(one.overlaps(other) for one in blocks for other in blocks if one is not other)


def test_zones_may_come_from_an_iterator(module):
    assert len(module.plan("10.20.0.0/16", iter("abc"), TIERS)) == 9


def test_plan_can_be_created(aws, module):
    ec2 = boto3.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.20.0.0/16")["Vpc"]["VpcId"]
    for subnet in module.plan("10.20.0.0/16", "abc", TIERS):
        made = ec2.create_subnet(VpcId=vpc, CidrBlock=str(subnet.block))["Subnet"]
        assert made["AvailableIpAddressCount"] == subnet.usable


def test_overlap_with_a_network_to_come_is_refused(module):
    with pytest.raises(ValueError, match="never be peered"):
        module.plan("10.20.0.0/16", "ab", TIERS, others=["192.168.0.0/16", "10.0.0.0/8"])


@pytest.mark.parametrize("vpc", ["10.0.0.0/15", "10.0.0.0/29"])
def test_sizes_that_a_vpc_cannot_have(module, vpc):
    with pytest.raises(ValueError, match="no size"):
        module.plan(vpc, "a", {"app": 1})


def test_full_vpc_is_told_early(module):
    with pytest.raises(ValueError, match="no room for app in c"):
        module.plan("10.20.0.0/20", "abc", {"app": 2000})


def test_tier_that_is_larger_than_the_vpc_is_refused_for_its_size(module):
    with pytest.raises(ValueError, match="no room for app in a"):
        module.plan("10.20.4.0/22", "abc", TIERS)
