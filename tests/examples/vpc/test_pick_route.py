"""The route that a packet takes."""

import pytest


@pytest.fixture
def module(load):
    return load()


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("10.20.33.7", "local"),
        ("10.30.4.4", "pcx"),  # /16 beats /8
        ("10.40.4.4", "tgw"),  # /8 beats /0
        ("203.0.113.9", "nat"),
        ("2001:db8::9", "eigw"),  # the default route of IPv4 has no say
    ],
)
def test_most_specific_route_wins(module, address, kind):
    for table in (module.PRIVATE_SUBNET, module.PRIVATE_SUBNET[::-1]):
        assert module.pick(table, address).target.startswith(kind)


def test_without_a_route_the_packet_is_dropped(module):
    assert module.pick([module.Route("10.20.0.0/16", "local")], "203.0.113.9") is None
    assert module.pick([module.Route("0.0.0.0/0", "nat")], "2001:db8::9") is None


@pytest.mark.parametrize("turn", [1, -1])
def test_route_by_hand_wins_between_equals(module, turn):
    routes = [module.Route("172.31.0.0/24", "vgw", propagated=True), module.Route("172.31.0.0/24", "igw")]
    assert module.pick(routes[::turn], "172.31.0.9").target == "igw"


def test_longer_prefix_wins_even_if_propagated(module):
    routes = [module.Route("172.31.0.0/16", "igw"), module.Route("172.31.0.0/24", "vgw", propagated=True)]
    assert module.pick(routes, "172.31.0.9").target == "vgw"


def test_blackhole_is_not_skipped(module):
    routes = [module.Route("0.0.0.0/0", "nat"), module.Route("10.30.0.0/16", "pcx", blackhole=True)]
    assert module.pick(routes, "10.30.4.4").blackhole


def test_outcome_is_a_drop_without_a_route_and_on_a_blackhole(module):
    routes = [module.Route("10.0.0.0/8", "tgw"), module.Route("10.30.0.0/16", "pcx", blackhole=True)]
    assert module.outcome(routes, "10.40.4.4") == "tgw"
    assert module.outcome(routes, "10.30.4.4") == "dropped"  # not over the transit gateway
    assert module.outcome(routes, "203.0.113.9") == "dropped"
