"""The four steps as Secrets Manager calls them: repeated, interrupted, and with a forged version."""

import json

import boto3
import pytest
from moto.awslambda.models import LambdaBackend

HOST, ROTATOR = "orders.internal", "arn:aws:lambda:eu-west-1:123456789012:function:rotate"
STEPS = ("createSecret", "setSecret", "testSecret", "finishSecret")


class RefusedError(Exception):
    """What the database's driver raises."""


class FakeDatabase:
    host = HOST

    def __init__(self) -> None:
        self.users = {"orders_a": "first", "orders_b": "unused"}
        self.calls: list[str] = []

    def set_password(self, host: str, username: str, password: str) -> None:
        self.calls.append(f"set {host} {username}")
        self.users[username] = password

    def log_in(self, host: str, username: str, password: str) -> None:
        self.calls.append(f"log in {host} {username}")
        if self.users[username] != password:
            raise RefusedError(username)


@pytest.fixture
def module(load, aws):
    return load()


@pytest.fixture
def client(aws):
    client = boto3.client("secretsmanager")
    value = {"host": HOST, "username": "orders_a", "password": "first", "port": "5432"}
    client.create_secret(Name="orders-db", SecretString=json.dumps(value))
    return client


@pytest.fixture
def database() -> FakeDatabase:
    return FakeDatabase()


@pytest.fixture
def start(client, module, database, monkeypatch):
    """Lets the emulated Secrets Manager call the function for these steps. Returns the version's ID."""

    def rotate(*steps: str, times: int = 1) -> str:
        versions = []

        def invoke(self, *_args, body, **_others):
            event = json.loads(body)
            versions.append(event["ClientRequestToken"])
            if event["Step"] in steps:
                for _ in range(times):
                    module.rotate(event, database)

        monkeypatch.setattr(LambdaBackend, "get_function", lambda *_: None)
        monkeypatch.setattr(LambdaBackend, "invoke", invoke)
        rules = {"AutomaticallyAfterDays": 30}
        client.rotate_secret(SecretId="orders-db", RotationLambdaARN=ROTATOR, RotationRules=rules)
        return versions[0]

    return rotate


def value(client, **version: str) -> dict[str, str]:
    return json.loads(client.get_secret_value(SecretId="orders-db", **version)["SecretString"])


def event(step: str, version: str) -> dict[str, str]:
    return {"Step": step, "SecretId": "orders-db", "ClientRequestToken": version}


def test_a_rotation_hands_out_the_other_user_and_leaves_the_old_one_valid(start, client, database):
    start(*STEPS)

    new, old = value(client, VersionStage="AWSCURRENT"), value(client, VersionStage="AWSPREVIOUS")
    assert (new["username"], old["username"]) == ("orders_b", "orders_a")
    assert new["port"] == "5432"
    assert len(new["password"]) == 40
    database.log_in(HOST, **{key: new[key] for key in ("username", "password")})
    database.log_in(HOST, **{key: old[key] for key in ("username", "password")})


def test_the_second_rotation_comes_back_to_the_first_user_and_ends_its_old_password(start, client, database):
    version = start(*STEPS)
    client.update_secret_version_stage(  # AWS allows the label on the current version, the emulator not
        SecretId="orders-db", VersionStage="AWSPENDING", RemoveFromVersionId=version
    )
    start(*STEPS)

    assert value(client)["username"] == "orders_a"
    with pytest.raises(RefusedError):
        database.log_in(HOST, "orders_a", "first")


def test_steps_may_be_repeated(start, client, database):
    start(*STEPS, times=3)

    current = value(client)
    assert database.users["orders_b"] == current["password"]
    stages = client.describe_secret(SecretId="orders-db")["VersionIdsToStages"]
    assert sorted(label for labels in stages.values() for label in labels if label != "AWSPENDING") == [
        "AWSCURRENT",
        "AWSPREVIOUS",
    ]


def test_a_retry_of_create_keeps_the_password_that_may_be_set_already(client, module, database, start):
    version = start("createSecret")
    before = value(client, VersionId=version)

    pend(client, version)
    module.rotate(event("createSecret", version), database)

    assert value(client, VersionId=version) == before


def pend(client, version: str) -> None:
    """The emulator makes the new version current at the end, whatever happened. This takes it back."""
    stages = client.describe_secret(SecretId="orders-db")["VersionIdsToStages"]
    (old,) = (known for known in stages if known != version)
    if "AWSCURRENT" not in stages[old]:
        client.update_secret_version_stage(
            SecretId="orders-db",
            VersionStage="AWSCURRENT",
            MoveToVersionId=old,
            RemoveFromVersionId=version,
        )


def test_nothing_changes_for_readers_until_the_last_step(client, module, database, start):
    seen = []
    original = database.log_in

    def log_in(*credentials: str) -> None:
        seen.append(value(client, VersionStage="AWSCURRENT")["username"])
        original(*credentials)

    database.log_in = log_in
    start(*STEPS)

    assert seen == ["orders_a", "orders_a"]  # before setting the new password, and with it


def test_a_password_that_the_database_refuses_does_not_become_current(client, module, database, start):
    database.set_password = lambda *_: None  # it says yes and does nothing

    with pytest.raises(RefusedError):
        start(*STEPS)

    assert value(client, VersionStage="AWSCURRENT")["password"] == "first"


@pytest.mark.parametrize(
    "forged", [{"host": "evil.example"}, {"username": "admin"}, {"username": "orders_a"}]
)
def test_a_forged_pending_version_does_not_steer_the_administrator(client, module, database, start, forged):
    version = start("createSecret")
    pend(client, version)
    client.put_secret_value(
        SecretId="orders-db",
        ClientRequestToken=version,
        SecretString=json.dumps(value(client, VersionId=version) | forged),
        VersionStages=["AWSPENDING"],
    )

    with pytest.raises(ValueError, match="is not for"):
        module.rotate(event("setSecret", version), database)

    assert database.calls == []


def test_a_forged_current_version_does_not_send_the_administrator_elsewhere(client, database, start):
    forged = value(client) | {"host": "evil.example"}
    client.put_secret_value(SecretId="orders-db", SecretString=json.dumps(forged))

    with pytest.raises(ValueError, match="not for this database"):
        start(*STEPS)

    assert database.calls == []


def test_a_current_version_with_a_guessed_password_sets_nobody_elses(client, database, start):
    database.users |= {"payments_a": "theirs", "payments_b": "theirs too"}
    forged = value(client) | {"username": "payments_a", "password": "guessed"}
    client.put_secret_value(SecretId="orders-db", SecretString=json.dumps(forged))

    with pytest.raises(RefusedError):
        start(*STEPS)

    assert database.users["payments_b"] == "theirs too"


def test_a_version_that_is_not_pending_is_refused(client, module, database, start):
    start(*STEPS)
    with pytest.raises(ValueError, match="is not pending"):
        module.rotate(event("setSecret", "11111111-2222-3333-4444-555555555555"), database)


def test_a_late_retry_after_the_end_does_nothing(client, module, database, start):
    version = start(*STEPS)
    database.calls.clear()

    for step in STEPS:
        module.rotate(event(step, version), database)

    assert database.calls == []


def test_a_secret_without_rotation_is_refused(client, module, database):
    version = client.describe_secret(SecretId="orders-db")["VersionIdsToStages"]
    with pytest.raises(ValueError, match="not to be rotated"):
        module.rotate(event("createSecret", next(iter(version))), database)
