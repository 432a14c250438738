"""How often the secret is fetched, and what happens to a login around a rotation."""

import json

import boto3
import pytest


class WrongPasswordError(Exception):
    """What the database's driver raises."""


class Database:
    """Accepts one password at a time, and counts the attempts."""

    def __init__(self) -> None:
        self.password = "first"
        self.attempts: list[str] = []

    def login(self, user: str, password: str) -> str:
        self.attempts.append(password)
        if password != self.password:
            raise WrongPasswordError(user)
        return f"connection of {user}"


@pytest.fixture
def rotate(aws):
    client = boto3.client("secretsmanager")
    client.create_secret(Name="orders-db")

    def store(password: str) -> None:
        value = json.dumps({"username": "orders", "password": password})
        client.put_secret_value(SecretId="orders-db", SecretString=value)

    store("first")
    return store


@pytest.fixture
def module(load, rotate):
    return load()


@pytest.fixture
def fetches(module) -> list[str]:
    calls: list[str] = []
    module.secrets.meta.events.register("before-call", lambda model, **_: calls.append(model.name))
    return calls


def test_secret_is_fetched_when_needed_and_then_kept(module, fetches):
    secret, database = module.CachedSecret("orders-db"), Database()
    assert fetches == []

    for _ in range(3):
        assert module.connect(secret, database.login, WrongPasswordError) == "connection of orders"

    assert fetches == ["GetSecretValue"]


def test_value_is_fetched_again_after_its_time(module, fetches, rotate, monkeypatch):
    now = 1_000_000.0
    monkeypatch.setattr(module.time, "time", lambda: now)
    secret = module.CachedSecret("orders-db", seconds=60)

    assert secret.value()["password"] == "first"
    rotate("second")
    now += 59.9
    assert secret.value()["password"] == "first"
    now += 0.1
    assert secret.value()["password"] == "second"
    assert fetches == ["GetSecretValue"] * 2


def test_login_survives_a_rotation(module, fetches, rotate):
    secret, database = module.CachedSecret("orders-db"), Database()
    module.connect(secret, database.login, WrongPasswordError)
    database.password = "second"
    rotate("second")

    assert module.connect(secret, database.login, WrongPasswordError) == "connection of orders"

    assert database.attempts == ["first", "first", "second"]
    assert fetches == ["GetSecretValue"] * 2


def test_wrong_password_that_is_current_is_not_tried_again(module, fetches):
    secret, database = module.CachedSecret("orders-db"), Database()
    database.password = "changed by hand"

    with pytest.raises(WrongPasswordError):
        module.connect(secret, database.login, WrongPasswordError)

    assert database.attempts == ["first"]
    assert fetches == ["GetSecretValue"] * 2


def test_other_errors_are_not_taken_for_a_rotation(module, fetches):
    def login(user: str, password: str) -> None:
        raise ConnectionRefusedError

    with pytest.raises(ConnectionRefusedError):
        module.connect(module.CachedSecret("orders-db"), login, WrongPasswordError)

    assert fetches == ["GetSecretValue"]
