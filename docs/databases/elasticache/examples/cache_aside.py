"""Cache-aside: keys expire at different times, and one caller refills a key while the others wait."""

import json
import random
import time
import uuid
from collections.abc import Callable
from typing import Any

# Deletes the lock only if it is still ours: it may have expired, and somebody else may hold it now.
RELEASE = """
if redis.call("GET", KEYS[1]) == ARGV[1] then
  return redis.call("DEL", KEYS[1])
end
return 0
"""


class Cache:
    """Values that are JSON, in front of a slower source. `client` is valkey-py's or redis-py's.

    Errors of the client reach the caller, who then asks the source, with a limit: a dead cache is no outage.
    """

    def __init__(
        self,
        client: Any,
        lifetime: int = 300,
        lock_ms: int = 5000,
        absent: int = 10,  # the lifetime of "not found": it may be created next
        jitter: Callable[[float, float], float] = random.uniform,
    ) -> None:
        self.client, self.lifetime, self.lock_ms = client, lifetime, lock_ms
        self.absent, self.jitter = absent, jitter

    def get(self, key: str, load: Callable[[], Any]) -> Any:
        """The cached value, or what `load` returns. That nothing was found (None) is cached too, briefly."""
        lock, token = f"{key}:lock", uuid.uuid4().hex
        give_up = time.monotonic() + self.lock_ms / 1000
        while time.monotonic() < give_up:
            if (found := self.client.get(key)) is not None:
                return json.loads(found)
            # One command, so that two cannot both find it free. It expires, as its holder may die.
            if self.client.set(lock, token, nx=True, px=self.lock_ms):
                try:
                    return self.refill(key, load)
                finally:
                    self.client.eval(RELEASE, 1, lock, token)
            time.sleep(0.02)
        # Better the database than no answer; but a limit on loads belongs around `load`, or all come at once.
        return load()

    def refill(self, key: str, load: Callable[[], Any]) -> Any:
        # Between the miss and the lock, the holder before us may have finished.
        if (found := self.client.get(key)) is not None:
            return json.loads(found)
        value = load()
        lifetime = self.absent if value is None else self.lifetime
        # Keys that are filled together, after a deployment say, must not expire together.
        self.client.set(key, json.dumps(value), ex=round(lifetime * self.jitter(0.8, 1.2)))
        return value

    def forget(self, key: str) -> None:
        """To be called after the source has changed. A refill that runs just now may still store the
        old value: the lifetime bounds for how long."""
        self.client.delete(key)
