"""The obstacles that the function finds, one at a time and together."""

from dataclasses import dataclass, field
from typing import Any

import boto3
import pytest

PORT = 5432
EVERYTHING = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}


@dataclass
class Network:
    """Two instances in two subnets of a VPC. Nothing is admitted yet, everything may leave."""

    ec2: Any
    vpc: str
    instances: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    subnets: dict[str, str] = field(default_factory=dict)

    def start(self, name: str, address: str, subnet: str) -> None:
        group = self.ec2.create_security_group(VpcId=self.vpc, GroupName=name, Description=name)
        instance = self.ec2.run_instances(
            ImageId="ami-12c6146b",
            MinCount=1,
            MaxCount=1,
            SubnetId=subnet,
            PrivateIpAddress=address,
            SecurityGroupIds=[group["GroupId"]],
        )["Instances"][0]
        self.groups[name] = group["GroupId"]
        self.instances[name] = instance["InstanceId"]
        self.subnets[name] = subnet

    def admit(self, **rule: Any) -> None:
        rule = {"IpProtocol": "tcp", "FromPort": PORT, "ToPort": PORT} | rule
        self.ec2.authorize_security_group_ingress(GroupId=self.groups["target"], IpPermissions=[rule])

    def guard(self, name: str, *rules: tuple[int, str, bool, tuple[int, int]]) -> None:
        """Give the subnet a network ACL: number, action, egress and ports of each rule."""
        acl = self.ec2.create_network_acl(VpcId=self.vpc)["NetworkAcl"]["NetworkAclId"]
        for number, action, egress, (first, last) in rules:
            self.ec2.create_network_acl_entry(
                NetworkAclId=acl,
                RuleNumber=number,
                RuleAction=action,
                Egress=egress,
                Protocol="6",
                CidrBlock="10.0.0.0/16",
                PortRange={"From": first, "To": last},
            )
        wanted = [{"Name": "association.subnet-id", "Values": [self.subnets[name]]}]
        (now,) = self.ec2.describe_network_acls(Filters=wanted)["NetworkAcls"]
        (association,) = (
            entry["NetworkAclAssociationId"]
            for entry in now["Associations"]
            if entry["SubnetId"] == self.subnets[name]
        )
        self.ec2.replace_network_acl_association(AssociationId=association, NetworkAclId=acl)


@pytest.fixture
def network(aws) -> Network:
    ec2 = boto3.client("ec2")
    network = Network(ec2, ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"])
    for number, name in enumerate(("source", "target")):
        subnet = ec2.create_subnet(VpcId=network.vpc, CidrBlock=f"10.0.{number}.0/24")["Subnet"]["SubnetId"]
        network.start(name, f"10.0.{number}.10", subnet)
    return network


@pytest.fixture
def explain(load, network):
    module = load()
    return lambda: module.explain(network.ec2, network.instances["source"], network.instances["target"], PORT)


def test_new_group_admits_nobody(explain):
    assert explain() == ["security groups of the target, in"]


def test_address_range_of_the_source_opens_the_way(explain, network):
    network.admit(IpRanges=[{"CidrIp": "10.0.0.0/24"}])
    assert explain() == []


def test_group_of_the_source_opens_the_way(explain, network):
    network.admit(UserIdGroupPairs=[{"GroupId": network.groups["source"]}])
    assert explain() == []


def test_rules_for_others_do_not_help(explain, network):
    network.admit(IpRanges=[{"CidrIp": "10.0.7.0/24"}])
    network.admit(IpRanges=[{"CidrIp": "10.0.0.0/24"}], FromPort=5433, ToPort=6000)
    network.admit(IpRanges=[{"CidrIp": "10.0.0.0/24"}], IpProtocol="udp")
    network.admit(UserIdGroupPairs=[{"GroupId": network.groups["target"]}])
    assert explain() == ["security groups of the target, in"]


def test_source_may_not_be_allowed_to_leave(explain, network):
    network.admit(IpRanges=[{"CidrIp": "10.0.0.0/16"}])
    network.ec2.revoke_security_group_egress(GroupId=network.groups["source"], IpPermissions=[EVERYTHING])
    assert explain() == ["security groups of the source, out"]


def test_network_acl_that_forgets_the_reply(explain, network):
    network.admit(IpRanges=[{"CidrIp": "10.0.0.0/16"}])
    network.guard("target", (100, "allow", False, (PORT, PORT)), (100, "allow", True, (PORT, PORT)))
    assert explain() == ["network ACL of the target, reply out"]


def test_first_rule_of_a_network_acl_that_fits_decides(explain, network):
    network.admit(IpRanges=[{"CidrIp": "10.0.0.0/16"}])
    reply = (100, "allow", False, (1024, 65535))
    network.guard("source", reply, (200, "allow", True, (0, 65535)), (100, "deny", True, (PORT, PORT)))
    assert explain() == ["network ACL of the source, out"]


def test_empty_network_acl_stops_everything(explain, network):
    network.admit(IpRanges=[{"CidrIp": "10.0.0.0/16"}])
    network.guard("source")
    assert explain() == ["network ACL of the source, out", "network ACL of the source, reply in"]


def test_network_acl_does_not_matter_within_a_subnet(load, network):
    network.start("neighbor", "10.0.1.11", network.subnets["target"])
    network.admit(IpRanges=[{"CidrIp": "10.0.1.0/24"}])
    network.guard("target")
    pair = network.instances["neighbor"], network.instances["target"]
    assert load().explain(network.ec2, *pair, PORT) == []


def test_two_vpcs_are_another_question(load, network):
    other = Network(network.ec2, network.ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"])
    subnet = network.ec2.create_subnet(VpcId=other.vpc, CidrBlock="10.1.0.0/24")["Subnet"]["SubnetId"]
    other.start("stranger", "10.1.0.10", subnet)
    (answer,) = load().explain(network.ec2, other.instances["stranger"], network.instances["target"], PORT)
    assert "different VPCs" in answer
