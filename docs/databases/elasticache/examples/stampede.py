"""What a popular key costs the database when it expires: with a bare cache and with a guarded one."""

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock
from typing import Any


class Database:
    """Slow, and counting."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.reads, self.lock = seconds, 0, Lock()

    def read(self) -> dict[str, str]:
        with self.lock:
            self.reads += 1
        time.sleep(self.seconds)
        return {"name": "pen"}


def bare(client: Any, key: str, load: Callable[[], Any]) -> Any:
    if (found := client.get(key)) is not None:
        return json.loads(found)
    value = load()
    client.set(key, json.dumps(value), ex=300)
    return value


def coalesced(client: Any, key: str, load: Callable[[], Any]) -> Any:
    """One caller loads. The others look again until the value is there, or until they have waited enough."""
    for _ in range(100):
        if (found := client.get(key)) is not None:
            return json.loads(found)
        if client.set(f"{key}:lock", "1", nx=True, px=5000):
            return bare(client, key, load)
        time.sleep(0.02)
    return load()  # all who have waited, at once: in production a limit belongs around it


def reads_after_expiry(client: Any, get: Callable[..., Any], callers: int = 50) -> int:
    """How often that many callers ask the database when the key has just expired."""
    database, start = Database(0.2), Barrier(callers)
    client.delete("product:1", "product:1:lock")

    def call(_: int) -> Any:
        start.wait()
        return get(client, "product:1", database.read)

    with ThreadPoolExecutor(callers) as pool:
        list(pool.map(call, range(callers)))
    return database.reads


def main(client: Any) -> None:
    print("bare:", reads_after_expiry(client, bare), "reads of the database")
    print("coalesced:", reads_after_expiry(client, coalesced), "reads of the database")
