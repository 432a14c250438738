"""Refreshes a popular value before it expires, so that readers hardly ever meet the gap."""

import json
import math
import random
import time
from collections.abc import Callable
from typing import Any


class EarlyRefresh:
    """Each reader draws whether it refreshes now: rarely long before the end, almost surely just before."""

    def __init__(
        self,
        client: Any,
        lifetime: int = 300,
        eagerness: float = 1.0,  # above 1: earlier
        draw: Callable[[], float] = random.random,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.client, self.lifetime, self.eagerness = client, lifetime, eagerness
        self.draw, self.clock = draw, clock

    def get(self, key: str, load: Callable[[], Any]) -> Any:
        if (found := self.client.get(key)) is not None:
            entry = json.loads(found)
            # -log of a number between 0 and 1 is mostly small and now and then large. Times the seconds
            # that loading took: what is slow to load is begun earlier.
            ahead = entry["cost"] * self.eagerness * -math.log(1 - self.draw())
            if self.clock() + ahead < entry["ends"]:
                return entry["value"]
        started = self.clock()
        value = load()
        now = self.clock()
        entry = {"value": value, "cost": now - started, "ends": now + self.lifetime}
        self.client.set(key, json.dumps(entry), ex=self.lifetime)
        return value
