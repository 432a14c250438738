"""Reconnecting through a failover, with a driver that fails on cue and tokens that are really signed."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest

HOST = "shop.proxy-abc.eu-west-1.rds.amazonaws.com"


class LostError(Exception):
    """The connection is gone."""


class UniqueViolationError(Exception):
    """The statement is at fault, not the connection."""


class Connection:
    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.open = True

    def execute(self, statement: str) -> str:
        self.driver.meet("execute")
        return f"done: {statement}"

    def commit(self) -> None:
        self.driver.meet("commit")
        self.driver.commits += 1

    def close(self) -> None:
        self.open = False


class Driver:
    """Fails at the named step as long as the list says so: `["connect", "execute"]` fails twice."""

    def __init__(self) -> None:
        self.failures: list[str] = []
        self.attempts: list[dict[str, Any]] = []
        self.connections: list[Connection] = []
        self.commits = 0

    def connect(self, **options: Any) -> Connection:
        self.attempts.append(options)
        self.meet("connect")
        self.connections.append(Connection(self))
        return self.connections[-1]

    def meet(self, step: str) -> None:
        if self.failures and self.failures[0] == step:
            self.failures.pop(0)
            raise LostError(step)


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.pauses: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def module(load: Callable[[], ModuleType], monkeypatch: pytest.MonkeyPatch, clock: Clock) -> ModuleType:
    loaded = load()
    monkeypatch.setattr(loaded, "time", clock)
    return loaded


@pytest.fixture
def driver() -> Driver:
    return Driver()


@pytest.fixture
def login(module: ModuleType, driver: Driver, account: None) -> Any:
    return module.Login(boto3.client("rds", region_name="eu-west-1"), driver, HOST, "app", "shop")


def insert(connection: Connection) -> str:
    return connection.execute("insert")


def longest(_least: float, most: float) -> float:
    return most


def test_without_trouble_the_work_is_committed_once(module: ModuleType, login: Any, driver: Driver) -> None:
    assert module.run(login, insert, (LostError,)) == "done: insert"
    assert driver.commits == 1
    assert [connection.open for connection in driver.connections] == [False]


def test_the_password_is_a_signed_token_for_this_user(module: ModuleType, login: Any, driver: Driver) -> None:
    login.connect()
    (options,) = driver.attempts
    token = urlsplit(f"https://{options['password']}")
    query = parse_qs(token.query)
    assert token.netloc == f"{HOST}:5432"
    assert query["Action"] == ["connect"]
    assert query["DBUser"] == ["app"]
    assert len(query["X-Amz-Signature"][0]) == 64
    assert {name: options[name] for name in ("host", "port", "user", "dbname", "sslmode")} == {
        "host": HOST,
        "port": 5432,
        "user": "app",
        "dbname": "shop",
        "sslmode": "verify-full",
    }


def test_a_host_that_vanished_is_noticed(login: Any, driver: Driver) -> None:
    login.connect()
    (options,) = driver.attempts
    assert options["connect_timeout"] <= 5  # seconds, while it connects
    probes = options["keepalives_interval"] * options["keepalives_count"]
    assert options["keepalives_idle"] + probes <= 15  # while it waits for an answer
    assert options["tcp_user_timeout"] <= 15_000  # milliseconds, while what it sent is not acknowledged


@pytest.mark.parametrize("step", ["connect", "execute", "commit"])
def test_work_is_done_again_on_a_new_connection(
    module: ModuleType, login: Any, driver: Driver, step: str
) -> None:
    driver.failures = [step, step]
    assert module.run(login, insert, (LostError,)) == "done: insert"
    assert len(driver.attempts) == 3
    assert driver.commits == 1
    assert not any(connection.open for connection in driver.connections)


def test_every_connection_has_a_token_of_its_own(module: ModuleType, driver: Driver) -> None:
    tokens = iter(["first", "second"])
    rds = SimpleNamespace(generate_db_auth_token=lambda **_: next(tokens))
    driver.failures = ["execute"]
    module.run(module.Login(rds, driver, HOST, "app", "shop"), insert, (LostError,))
    assert [options["password"] for options in driver.attempts] == ["first", "second"]


def test_pauses_grow_to_a_limit(module: ModuleType, login: Any, driver: Driver, clock: Clock) -> None:
    driver.failures = ["connect"] * 7
    module.run(login, insert, (LostError,), jitter=longest)
    assert clock.pauses == [0.5, 1, 2, 4, 8, 10, 10]


def test_pauses_are_spread(module: ModuleType, login: Any, driver: Driver, clock: Clock) -> None:
    driver.failures = ["connect"] * 30
    module.run(login, insert, (LostError,), patience=600)
    late = clock.pauses[5:]
    assert len(set(late)) == len(late)
    assert all(0.1 <= pause <= 10 for pause in late)


def test_a_database_that_stays_away_is_an_error_before_patience_ends(
    module: ModuleType, login: Any, driver: Driver, clock: Clock
) -> None:
    driver.failures = ["connect"] * 1000
    with pytest.raises(LostError):
        module.run(login, insert, (LostError,), patience=60, jitter=longest)
    assert 50 <= clock.now - 1000 <= 60


def test_an_error_of_the_statement_is_not_tried_again(module: ModuleType, login: Any, driver: Driver) -> None:
    def violate(_connection: Connection) -> None:
        raise UniqueViolationError

    with pytest.raises(UniqueViolationError):
        module.run(login, violate, (LostError,))
    assert len(driver.attempts) == 1
    assert driver.commits == 0
    assert not driver.connections[0].open
