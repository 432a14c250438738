"""Sessions, hour by hour."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

from tests.examples.support.valkey import Valkey


class Site:
    def __init__(self, module: ModuleType) -> None:
        self.now = 0.0
        self.server = Valkey(clock=lambda: self.now)
        self.sessions = module.Sessions(self.server, idle=1800, longest=43_200, clock=lambda: self.now)

    def user(self, token: str, second: float) -> str | None:
        self.now = second
        return self.sessions.user(token)


@pytest.fixture
def site(load: Callable[[], ModuleType]) -> Site:
    return Site(load())


def test_every_instance_knows_who_it_is(site: Site, load: Callable[[], ModuleType]) -> None:
    token = site.sessions.open("ann")
    another = load().Sessions(site.server, clock=lambda: site.now)
    assert another.user(token) == "ann"


def test_tokens_cannot_be_guessed(site: Site) -> None:
    tokens = {site.sessions.open("ann") for _ in range(100)}
    assert len(tokens) == 100
    assert min(map(len, tokens)) >= 43  # 32 random bytes
    assert site.sessions.user("guess") is None


def test_an_unused_session_ends(site: Site) -> None:
    token = site.sessions.open("ann")
    assert site.user(token, second=1801) is None


def test_use_renews_it(site: Site) -> None:
    token = site.sessions.open("ann")
    assert site.user(token, second=1700) == "ann"
    assert site.user(token, second=3400) == "ann"


def test_use_does_not_renew_it_for_ever(site: Site) -> None:
    token = site.sessions.open("ann")
    users = [site.user(token, second=1000 * step) for step in range(1, 45)]
    assert users == ["ann"] * 43 + [None]


def test_a_closed_session_is_over_at_once(site: Site) -> None:
    token = site.sessions.open("ann")
    site.sessions.close(token)
    assert site.sessions.user(token) is None


def test_keys_do_not_give_tokens_away(site: Site) -> None:
    token = site.sessions.open("ann")
    assert all(token not in key for key in site.server._values)
