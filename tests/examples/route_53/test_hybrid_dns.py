"""Both directions have two addresses, both protocols and nothing for the rest of the world."""

import pytest

from tests.examples.support import templates


@pytest.fixture
def template(example) -> dict:
    return templates.load(example)


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_each_direction_has_two_addresses(template):
    endpoints = templates.resources(template, "AWS::Route53Resolver::ResolverEndpoint")

    assert {one["Direction"] for one in endpoints.values()} == {"INBOUND", "OUTBOUND"}
    for one in endpoints.values():
        subnets = [address["SubnetId"] for address in one["IpAddresses"]]
        assert subnets == [{"Ref": "SubnetA"}, {"Ref": "SubnetB"}]


@pytest.mark.parametrize(
    ("group", "rules"), [("FromDataCenter", "SecurityGroupIngress"), ("ToDataCenter", "SecurityGroupEgress")]
)
def test_questions_pass_by_udp_and_tcp(template, group, rules):
    found = template["Resources"][group]["Properties"][rules]

    assert {one["IpProtocol"] for one in found} == {"udp", "tcp"}
    assert all((one["FromPort"], one["ToPort"]) == (53, 53) for one in found)
    assert all(one["CidrIp"] == {"Ref": "DataCenterRange"} for one in found)


def test_rule_uses_the_outbound_endpoint_in_this_vpc(template):
    (rule,) = templates.resources(template, "AWS::Route53Resolver::ResolverRule").values()
    (association,) = templates.resources(template, "AWS::Route53Resolver::ResolverRuleAssociation").values()

    assert rule["ResolverEndpointId"] == {"Ref": "Outbound"}
    assert len(rule["TargetIps"]) == 2
    assert association == {"ResolverRuleId": {"Ref": "CorpRule"}, "VPCId": {"Ref": "Vpc"}}


def test_list_of_servers_has_a_type_that_templates_know(template):
    servers = template["Parameters"]["DataCenterServers"]

    assert servers["Type"] == "CommaDelimitedList"
    assert len(servers["Default"].split(",")) == 2


def test_forwarded_and_private_domain_do_not_overlap(template):
    (rule,) = templates.resources(template, "AWS::Route53Resolver::ResolverRule").values()
    (zone,) = templates.resources(template, "AWS::Route53::HostedZone").values()

    one, other = f".{rule['DomainName']}", f".{zone['Name']}"
    assert not one.endswith(other)
    assert not other.endswith(one)
