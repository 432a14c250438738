"""Invalidates all cached answers about one customer at once, without finding their keys."""

import json
import secrets
from collections.abc import Callable
from typing import Any


class CustomerCache:
    """Keys carry a generation. A new one makes the old keys unreachable; their lifetime removes them."""

    def __init__(self, client: Any, lifetime: int = 300) -> None:
        self.client, self.lifetime = client, lifetime

    def get(self, customer: str, question: str, load: Callable[[], Any]) -> Any:
        generation = int(self.client.get(self.generation(customer)) or 0)
        # Read before the source: what is loaded while somebody invalidates lands under the old one.
        key = f"customer:{{{customer}}}:{generation}:{question}"
        if (found := self.client.get(key)) is not None:
            return json.loads(found)
        value = load()
        self.client.set(key, json.dumps(value), ex=self.lifetime)  # for many customers at once: with jitter
        return value

    def invalidate(self, customer: str) -> None:
        """To be called after the source has changed."""
        # Random, so never used before. A counter that was evicted would begin anew, and the next changes
        # could lead back to old answers. The generation lasts much longer than any answer.
        new = str(secrets.randbits(64))
        self.client.set(self.generation(customer), new, ex=100 * self.lifetime)

    def generation(self, customer: str) -> str:
        return f"customer:{{{customer}}}:generation"
