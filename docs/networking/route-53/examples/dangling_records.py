"""Finds records of a zone that point to AWS resources which nobody in the account owns anymore."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

#: Names under which somebody else may get a resource, or which then lead nowhere. A Network Load Balancer has
#: its Region behind "elb".
SHARED = re.compile(
    r"\.(elb(\.[a-z0-9-]+)?\.amazonaws|elasticbeanstalk|awsglobalaccelerator)\.com$|\.cloudfront\.net$"
)


def normal(name: str) -> str:
    """Names compare without the dot at the end, without case and without the prefix of dual-stack names."""
    return name.rstrip(".").lower().removeprefix("dualstack.")


def targets(record: dict[str, Any]) -> list[str]:
    """What a record points to."""
    if "AliasTarget" in record:
        return [normal(record["AliasTarget"]["DNSName"])]
    return [normal(value["Value"]) for value in record.get("ResourceRecords", [])]


def dangling(
    zone: str,
    records: Iterable[dict[str, Any]],
    names: set[str],
    addresses: set[str],
    servers: dict[str, set[str]],
) -> Iterator[tuple[str, str, str]]:
    """Name, type and target of each suspect.

    `names` are DNS names of your resources in all accounts, `addresses` all public addresses that you may
    point to, `servers` the name servers of each of your hosted zones, by the name of the zone.
    """
    for record in records:
        name, kind = normal(record["Name"]), record["Type"]
        for target in targets(record):
            if kind == "NS" and name != normal(zone):
                lost = ".awsdns-" in target and target not in servers.get(name, ())
            elif kind == "A" and "AliasTarget" not in record:
                lost = target not in addresses
            elif kind in {"A", "AAAA", "CNAME"}:
                lost = bool(SHARED.search(target)) and target not in names
            else:
                lost = False
            if lost:
                yield name, kind, target


def inventory(session: Any, regions: Iterable[str]) -> tuple[set[str], set[str]]:
    """DNS names of load balancers and distributions, and Elastic IP addresses, of one account.

    Add what else your records point to: Classic Load Balancers, environments, accelerators, instances.
    """
    names, addresses = set(), set()
    for region in regions:
        for page in session.client("elbv2", region).get_paginator("describe_load_balancers").paginate():
            names |= {normal(balancer["DNSName"]) for balancer in page["LoadBalancers"]}
        found = session.client("ec2", region).describe_addresses()["Addresses"]
        addresses |= {address["PublicIp"] for address in found}
    for page in session.client("cloudfront").get_paginator("list_distributions").paginate():
        names |= {normal(one["DomainName"]) for one in page["DistributionList"].get("Items", [])}
    return names, addresses


def name_servers(route53: Any) -> dict[str, set[str]]:
    """The name servers of the account's public zones. Two zones may share some, or have one name."""
    found: dict[str, set[str]] = {}
    for page in route53.get_paginator("list_hosted_zones").paginate():
        for zone in page["HostedZones"]:
            if not zone["Config"]["PrivateZone"]:
                details = route53.get_hosted_zone(Id=zone["Id"].removeprefix("/hostedzone/"))
                servers = map(normal, details["DelegationSet"]["NameServers"])
                found.setdefault(normal(zone["Name"]), set()).update(servers)
    return found
