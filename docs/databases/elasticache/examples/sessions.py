"""Sessions of a stateless web tier: they end when unused, and in any case after some hours."""

import hashlib
import json
import secrets
import time
from collections.abc import Callable
from typing import Any


class Sessions:
    def __init__(
        self, client: Any, idle: int = 1800, longest: int = 43_200, clock: Callable[[], float] = time.time
    ) -> None:
        self.client, self.idle, self.longest, self.clock = client, idle, longest, clock

    def open(self, user: str) -> str:
        """The token for the cookie. To be called after every login: a new token, never the old one."""
        token = secrets.token_urlsafe(32)
        data = {"user": user, "ends": self.clock() + self.longest}
        self.client.set(self.key(token), json.dumps(data), ex=self.idle)
        return token

    def user(self, token: str) -> str | None:
        """Who it is, or None. Reading renews the idle time, in one command."""
        found = self.client.getex(self.key(token), ex=self.idle)
        if found is None:
            return None
        data = json.loads(found)
        if self.clock() >= data["ends"]:
            self.close(token)
            return None
        return str(data["user"])

    def close(self, token: str) -> None:
        self.client.delete(self.key(token))

    def key(self, token: str) -> str:
        # Whoever sees the keys, in a slow log or a backup, cannot take over a session with them.
        return f"session:{hashlib.sha256(token.encode()).hexdigest()}"
