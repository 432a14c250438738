"""Invalidates all cached answers about one customer at once, without finding their keys."""

import json
from collections.abc import Callable
from typing import Any


class CustomerCache:
    """Keys carry a generation. Raising it makes the old ones unreachable; their lifetime removes them."""

    def __init__(self, client: Any, lifetime: int = 300) -> None:
        self.client, self.lifetime = client, lifetime

    def get(self, customer: str, question: str, load: Callable[[], Any]) -> Any:
        generation = int(self.client.get(self.counter(customer)) or 0)
        # Read before the source: what is loaded while somebody invalidates lands under the old number.
        key = f"customer:{{{customer}}}:{generation}:{question}"
        if (found := self.client.get(key)) is not None:
            return json.loads(found)
        value = load()
        self.client.set(key, json.dumps(value), ex=self.lifetime)  # for many customers at once: with jitter
        return value

    def invalidate(self, customer: str) -> None:
        """To be called after the source has changed."""
        counter = self.counter(customer)
        pipeline = self.client.pipeline(transaction=True)
        pipeline.incr(counter)
        # Much longer than any answer lives. A counter that began anew would bring old answers back.
        pipeline.expire(counter, 100 * self.lifetime)
        pipeline.execute()

    def counter(self, customer: str) -> str:
        return f"customer:{{{customer}}}:generation"
