"""A small stand-in for a Valkey server behind valkey-py's client: the commands that the samples use."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from threading import RLock
from typing import Any, Self

#: "Delete the key if it has this value", in Lua, whatever its line breaks.
_COMPARE_AND_DELETE = (
    'if redis.call("GET", KEYS[1]) == ARGV[1] then return redis.call("DEL", KEYS[1]) end return 0'
)


class Valkey:
    """One node. Commands are atomic, keys expire by `clock`, and values are bytes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._values: dict[str, tuple[bytes, float]] = {}
        self._lock = RLock()

    def get(self, key: str) -> bytes | None:
        """The value, or None for a key that does not exist or has expired."""
        with self._lock:
            value, end = self._values.get(key, (b"", 0.0))
            return value if self.clock() < end else None

    def set(
        self, key: str, value: str, *, ex: int | None = None, px: int | None = None, nx: bool = False
    ) -> bool | None:
        """Stores the value and returns True; with `nx` only if there is none, else None."""
        with self._lock:
            if nx and self.get(key) is not None:
                return None
            seconds = _lifetime(ex) if ex is not None else _lifetime(px) / 1000 if px is not None else None
            self._values[key] = value.encode(), self._end(seconds)
            return True

    def getex(self, key: str, *, ex: int) -> bytes | None:
        """The value, whose expiry is set anew."""
        with self._lock:
            self.expire(key, ex)
            return self.get(key)

    def delete(self, *keys: str) -> int:
        """How many of the keys there were."""
        with self._lock:
            found = [key for key in keys if self.get(key) is not None]
            for key in found:
                del self._values[key]
            return len(found)

    def incr(self, key: str) -> int:
        """Adds one. The key's expiry stays."""
        with self._lock:
            value = int(self.get(key) or 0) + 1
            end = self._values[key][1] if value > 1 else float("inf")
            self._values[key] = str(value).encode(), end
            return value

    def expire(self, key: str, seconds: int) -> bool:
        """Sets the expiry of a key that exists."""
        with self._lock:
            value = self.get(key)
            if value is None:
                return False
            self._values[key] = value, self._end(_lifetime(seconds))
            return True

    def zincrby(self, key: str, amount: float, member: str) -> float:
        """Adds to the member's score. Sorted sets are kept as values like all others."""
        with self._lock:
            scores = self._scores(key)
            scores[member] = scores.get(member, 0.0) + amount
            end = self._values[key][1] if self.get(key) else float("inf")
            self._values[key] = json.dumps(scores).encode(), end
            return scores[member]

    def zrevrange(self, key: str, first: int, last: int, *, withscores: bool) -> list[tuple[bytes, float]]:
        """Members and scores from place `first` to `last`, both included, the highest score first."""
        assert withscores
        scores = self._scores(key)
        return [(member.encode(), scores[member]) for member in _descending(scores)[first : last + 1]]

    def zrevrank(self, key: str, member: str) -> int | None:
        """The member's place, counted from 0, or None."""
        order = _descending(self._scores(key))
        return order.index(member) if member in order else None

    def ttl(self, key: str) -> float:
        """The seconds that are left: -1 without an expiry, -2 without the key."""
        if self.get(key) is None:
            return -2
        left = self._values[key][1] - self.clock()
        return -1 if left == float("inf") else left

    def eval(self, script: str, keys: int, *arguments: str) -> int:
        """Runs the one script that this server knows."""
        if re.sub(r"\s+", " ", script).strip() != _COMPARE_AND_DELETE or keys != 1:
            raise NotImplementedError(script)
        key, value = arguments
        with self._lock:
            return self.delete(key) if self.get(key) == value.encode() else 0

    def pipeline(self, *, transaction: bool = True) -> Pipeline:
        """Collects commands to be sent together."""
        return Pipeline(self, transaction)

    def _scores(self, key: str) -> dict[str, float]:
        value = self.get(key)
        return json.loads(value) if value else {}

    def _end(self, seconds: float | None) -> float:
        return float("inf") if seconds is None else self.clock() + seconds


class Pipeline:
    """Commands that run together. As in a cluster, those of a transaction need keys of one slot."""

    def __init__(self, server: Valkey, transaction: bool) -> None:
        self._server = server
        self._transaction = transaction
        self._calls: list[tuple[str, tuple[Any, ...]]] = []

    def __getattr__(self, name: str) -> Callable[..., Self]:
        def queue(*arguments: Any) -> Self:
            self._calls.append((name, arguments))
            return self

        return queue

    def execute(self) -> list[Any]:
        """The commands' answers."""
        slots = {_slot(arguments[0]) for _, arguments in self._calls}
        if self._transaction and len(slots) > 1:
            raise ValueError(f"CROSSSLOT Keys in request don't hash to the same slot: {slots}")
        with self._server._lock:
            return [getattr(self._server, name)(*arguments) for name, arguments in self._calls]


def _descending(scores: dict[str, float]) -> list[str]:
    """By score and, where that is the same, by name, both downwards."""
    return sorted(scores, key=lambda member: (scores[member], member), reverse=True)


def _lifetime(value: int) -> int:
    if not isinstance(value, int) or value <= 0:
        raise ValueError(f"invalid expire time {value!r}")
    return value


def _slot(key: str) -> str:
    """What of a key decides on its slot: the part in the first braces, or all of it."""
    found = re.search(r"\{([^}]+)\}", key)
    return found[1] if found else key
