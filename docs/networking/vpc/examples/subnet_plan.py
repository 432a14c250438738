"""Plans the subnets of a VPC: the same tiers in every zone, large ones first, without overlap."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network

RESERVED = 5  # of each IPv4 subnet: the first four addresses and the last


@dataclass(frozen=True)
class Subnet:
    name: str
    block: IPv4Network

    @property
    def usable(self) -> int:
        return self.block.num_addresses - RESERVED


def smallest(addresses: int) -> int:
    """The longest prefix whose subnet holds so many addresses besides the reserved ones."""
    for prefix in range(28, 15, -1):
        if 2 ** (32 - prefix) - RESERVED >= addresses:
            return prefix
    raise ValueError(f"{addresses} addresses do not fit into one subnet")


def plan(
    vpc: str, zones: Iterable[str], tiers: Mapping[str, int], others: Iterable[str] = ()
) -> list[Subnet]:
    """Subnets for each tier, by the number of addresses that it needs in one zone.

    `others` are the ranges of networks that this one will ever be connected to.
    """
    block = IPv4Network(vpc)
    if not 16 <= block.prefixlen <= 28:
        raise ValueError(f"{vpc} is no size that a VPC can have")
    for other in others:
        if block.overlaps(IPv4Network(other)):
            raise ValueError(f"{vpc} overlaps {other}: the two could never be peered")
    zones = list(zones)
    planned = []
    start = int(block.network_address)
    for tier, addresses in sorted(tiers.items(), key=lambda item: -item[1]):
        prefix = smallest(addresses)
        for zone in zones:  # sizes only fall, so each start is a multiple of its size
            subnet = IPv4Network((start, prefix), strict=False)  # a tier may be larger than the VPC
            if not subnet.subnet_of(block):
                raise ValueError(f"{vpc} is full: no room for {tier} in {zone}")
            planned.append(Subnet(f"{tier}-{zone}", subnet))
            start += subnet.num_addresses
    return planned


if __name__ == "__main__":
    tiers = {"app": 2000, "data": 120, "public": 60}
    for subnet in plan("10.20.0.0/16", "abc", tiers, others=["10.0.0.0/16", "192.168.0.0/16"]):
        print(f"{subnet.name:10} {subnet.block!s:16} {subnet.usable:5} addresses")
