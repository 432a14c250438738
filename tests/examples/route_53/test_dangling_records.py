"""Records whose target is gone are found, and those that are in order are not."""

import boto3
import pytest

BALANCER = "shop-1.eu-west-1.elb.amazonaws.com"
SERVERS = {"dev.example.com": {"ns-1.awsdns-01.com"}, "example.org": {"ns-2.awsdns-02.net"}}


@pytest.fixture
def sample(load):
    return load()


@pytest.fixture
def suspects(sample):
    def ask(*records: dict) -> list[tuple]:
        return list(sample.dangling("example.com.", records, {BALANCER}, {"198.51.100.7"}, SERVERS))

    return ask


def alias(target: str, kind: str = "A") -> dict:
    return {"Name": "shop.example.com.", "Type": kind, "AliasTarget": {"DNSName": target}}


def plain(kind: str, *values: str, name: str = "shop.example.com.") -> dict:
    return {"Name": name, "Type": kind, "ResourceRecords": [{"Value": value} for value in values]}


@pytest.mark.parametrize("target", [f"{BALANCER}.", f"dualstack.{BALANCER}.", BALANCER.upper()])
def test_own_load_balancer_is_in_order_however_it_is_written(suspects, target):
    assert suspects(alias(target), plain("CNAME", target)) == []


@pytest.mark.parametrize("kind", ["A", "AAAA"])
@pytest.mark.parametrize("gone", ["old-9.eu-west-1.elb.amazonaws.com", "old-9.elb.eu-west-1.amazonaws.com"])
def test_deleted_load_balancer_is_found(suspects, kind, gone):
    assert suspects(alias(f"{gone}.", kind)) == [("shop.example.com", kind, gone)]


def test_cname_to_a_deleted_environment_is_found(suspects):
    gone = "shop-dev.eu-west-1.elasticbeanstalk.com"

    assert suspects(plain("CNAME", gone)) == [("shop.example.com", "CNAME", gone)]


def test_address_that_was_released_is_found(suspects):
    assert suspects(plain("A", "198.51.100.7", "203.0.113.9")) == [("shop.example.com", "A", "203.0.113.9")]


def test_delegation_to_a_deleted_zone_is_found(suspects):
    name = "dev.example.com."

    assert suspects(plain("NS", "ns-1.awsdns-01.com.", name=name)) == []
    assert suspects(plain("NS", "ns-9.awsdns-09.org.", name=name)) == [
        ("dev.example.com", "NS", "ns-9.awsdns-09.org")
    ]


def test_server_that_has_only_another_zone_of_ours_does_not_count(suspects):
    """As with a reusable delegation set, after the zone was deleted."""
    for name, server in (("dev.example.com", "ns-2.awsdns-02.net"), ("qa.example.com", "ns-1.awsdns-01.com")):
        assert suspects(plain("NS", server, name=name)) == [(name, "NS", server)]


def test_zones_own_name_servers_and_other_types_are_left_alone(suspects):
    assert (
        suspects(
            plain("NS", "ns-9.awsdns-09.org.", name="example.com."),
            plain("TXT", '"gone.eu-west-1.elb.amazonaws.com"'),
            plain("CNAME", "status.example.net."),
            alias("eu.shop.example.com."),
        )
        == []
    )


def test_inventory_and_zone_of_an_account(aws, sample):
    ec2, route53 = boto3.client("ec2"), boto3.client("route53")
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=block, AvailabilityZone=zone)["Subnet"]["SubnetId"]
        for vpc in [ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]]
        for block, zone in (("10.0.0.0/24", "eu-west-1a"), ("10.0.1.0/24", "eu-west-1b"))
    ]
    balancer = boto3.client("elbv2").create_load_balancer(Name="shop", Subnets=subnets)["LoadBalancers"][0]
    address = ec2.allocate_address(Domain="vpc")["PublicIp"]
    zone = route53.create_hosted_zone(Name="example.com", CallerReference="1")["HostedZone"]["Id"]
    zone = zone.removeprefix("/hostedzone/")
    changes = [
        {"Action": "UPSERT", "ResourceRecordSet": record}
        for record in (
            plain("CNAME", balancer["DNSName"], name="a.example.com.") | {"TTL": 60},
            plain("A", address, name="b.example.com.") | {"TTL": 60},
            plain("A", "203.0.113.9", name="c.example.com.") | {"TTL": 60},
        )
    ]
    route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": changes})

    names, addresses = sample.inventory(boto3.DEFAULT_SESSION, ["eu-west-1"])
    servers = sample.name_servers(route53)
    records = route53.list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]

    found = list(sample.dangling("example.com", records, names, addresses, servers))
    assert found == [("c.example.com", "A", "203.0.113.9")]
    assert servers.keys() == {"example.com"}
    assert servers["example.com"]
