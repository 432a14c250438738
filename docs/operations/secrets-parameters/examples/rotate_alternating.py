"""Rotates a database secret between two users: what was handed out before stays valid for one turn."""

import json
from typing import Any, Protocol

import boto3

secrets = boto3.client("secretsmanager")


class Database(Protocol):
    """What your driver must do. `set_password` needs rights of its own: an administrator's secret."""

    host: str  # from the function's own configuration, never from the secret that is rotated

    def set_password(self, host: str, username: str, password: str) -> None: ...

    def log_in(self, host: str, username: str, password: str) -> None: ...


def rotate(event: dict[str, Any], database: Database) -> None:
    """One of the four calls. Each may come twice, so each must find out what is done already."""
    secret_id, version = event["SecretId"], event["ClientRequestToken"]
    described = secrets.describe_secret(SecretId=secret_id)
    stages = described["VersionIdsToStages"].get(version, [])
    if not described.get("RotationEnabled"):
        raise ValueError(f"{secret_id} is not to be rotated")
    if "AWSCURRENT" in stages:
        return  # this version has arrived: a late retry must not start anything
    if "AWSPENDING" not in stages:
        raise ValueError(f"{version} is not pending")

    current = read(secret_id, VersionStage="AWSCURRENT")
    if event["Step"] == "createSecret":
        create(secret_id, version, current)
        return
    pending = read(secret_id, VersionId=version, VersionStage="AWSPENDING")
    # Whoever may write to the secret must not choose where, or for whom, the administrator works.
    if {current["host"], pending["host"]} != {database.host}:
        raise ValueError("the secret is not for this database")
    if event["Step"] == "setSecret":
        if pending["username"] != other(current):
            raise ValueError("the pending version is not for the other user")
        database.log_in(current["host"], current["username"], current["password"])  # not a pair made up
        database.set_password(pending["host"], pending["username"], pending["password"])
    elif event["Step"] == "testSecret":
        database.log_in(pending["host"], pending["username"], pending["password"])
    elif event["Step"] == "finishSecret":
        finish(secret_id, version, described["VersionIdsToStages"])
    else:
        raise ValueError(f"there is no step {event['Step']}")


def create(secret_id: str, version: str, current: dict[str, str]) -> None:
    """Stores the next credentials as AWSPENDING. Nobody reads that label unless asked to."""
    try:
        read(secret_id, VersionId=version, VersionStage="AWSPENDING")
    except secrets.exceptions.ResourceNotFoundException:
        password = secrets.get_random_password(PasswordLength=40, ExcludePunctuation=True)
        new = current | {"username": other(current), "password": password["RandomPassword"]}
        secrets.put_secret_value(
            SecretId=secret_id,
            ClientRequestToken=version,  # becomes the version's ID
            SecretString=json.dumps(new),
            VersionStages=["AWSPENDING"],
        )


def finish(secret_id: str, version: str, stages: dict[str, list[str]]) -> None:
    """From now on callers get the new version. The old one becomes AWSPREVIOUS by itself."""
    (old,) = (known for known, labels in stages.items() if "AWSCURRENT" in labels)
    secrets.update_secret_version_stage(
        SecretId=secret_id,
        VersionStage="AWSCURRENT",
        MoveToVersionId=version,
        RemoveFromVersionId=old,
    )


def other(current: dict[str, str]) -> str:
    """orders_a and orders_b take turns."""
    name, _, turn = current["username"].rpartition("_")
    return f"{name}_{'b' if turn == 'a' else 'a'}"


def read(secret_id: str, **version: str) -> dict[str, str]:
    return json.loads(secrets.get_secret_value(SecretId=secret_id, **version)["SecretString"])
