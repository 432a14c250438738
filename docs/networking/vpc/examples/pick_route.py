"""Which route of a table a packet takes: the most specific one that fits, whatever the order.

For practice: prefix lists, gateway route tables, the order among propagated routes, and propagated routes
into the VPC's own range are left out.
"""

from dataclasses import dataclass
from ipaddress import ip_address, ip_network


@dataclass(frozen=True)
class Route:
    destination: str
    target: str
    propagated: bool = False  # learned from a VPN or Direct Connect rather than written by hand
    blackhole: bool = False  # the target is gone; the route still takes part, and drops


def pick(routes: list[Route], address: str) -> Route | None:
    """The route for a destination address, or None where the packet has nowhere to go."""
    wanted = ip_address(address)
    fitting = [
        route
        for route in routes
        if ip_network(route.destination).version == wanted.version and wanted in ip_network(route.destination)
    ]
    # The longer the prefix, the smaller the range. Between equals, one written by hand comes first.
    return max(
        fitting,
        key=lambda route: (ip_network(route.destination).prefixlen, not route.propagated),
        default=None,
    )


def outcome(routes: list[Route], address: str) -> str:
    """Who gets the packet, or that nobody does."""
    route = pick(routes, address)
    return route.target if route and not route.blackhole else "dropped"


PRIVATE_SUBNET = [
    Route("10.20.0.0/16", "local"),
    Route("10.0.0.0/8", "tgw-0a1b2c3d4e5f60718"),
    Route("10.30.0.0/16", "pcx-0a1b2c3d4e5f60718"),
    Route("0.0.0.0/0", "nat-0a1b2c3d4e5f60718"),
    Route("::/0", "eigw-0a1b2c3d4e5f60718"),
]

if __name__ == "__main__":
    for address in ("10.20.33.7", "10.30.4.4", "10.40.4.4", "203.0.113.9", "2001:db8::9"):
        print(address, "->", outcome(PRIVATE_SUBNET, address))
