"""Connects with a password that is fetched rarely, and fetched anew when a rotation has changed it."""

import json
import time
from collections.abc import Callable
from typing import TypeVar

import boto3

secrets = boto3.client("secretsmanager")

Connection = TypeVar("Connection")


class CachedSecret:
    """A secret that holds JSON, as those of databases do."""

    def __init__(self, secret_id: str, seconds: float = 300) -> None:
        self.secret_id = secret_id
        self.seconds = seconds
        self._value: dict[str, str] = {}
        self._expires = 0.0

    def value(self) -> dict[str, str]:
        """The value, at most `seconds` old: each call of the API costs time, money and quota."""
        if time.time() >= self._expires:
            found = secrets.get_secret_value(SecretId=self.secret_id)  # the version AWSCURRENT
            self._value = json.loads(found["SecretString"])
            self._expires = time.time() + self.seconds
        return self._value

    def forget(self) -> None:
        """Lets the next `value` ask Secrets Manager."""
        self._expires = 0.0


def connect(
    secret: CachedSecret, login: Callable[[str, str], Connection], refused: type[Exception]
) -> Connection:
    """Logs in. When the password is `refused`, tries once more with a fresh one."""
    known = secret.value()
    try:
        return login(known["username"], known["password"])
    except refused:
        secret.forget()
        current = secret.value()
        if current == known:  # not rotated: another attempt might lock the account
            raise
        return login(current["username"], current["password"])
