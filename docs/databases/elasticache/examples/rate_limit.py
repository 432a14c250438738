"""Limits how often a caller may do something, for all instances of a service together."""

import time
from typing import Any


def allow(client: Any, caller: str, limit: int, window: int, now: float | None = None) -> bool:
    """Whether one more request fits into the last `window` seconds. Refused ones count too.

    Two counters stand for a sliding window: this window's, and the last one's for the part of it that
    the sliding window still covers. A single counter would let twice the limit through around its end.

    Raises if the cache does not answer, within the timeout of the client. The caller decides what that means:
    yes where the limit is for fairness, no where it guards a login.
    """
    now = time.time() if now is None else now
    number = int(now // window)
    # The braces put both keys into one slot, or a cluster would refuse to change them together.
    this, last = (f"rate:{{{caller}}}:{each}" for each in (number, number - 1))
    pipeline = client.pipeline(transaction=True)  # one round trip, and nothing in between
    pipeline.incr(this)  # atomic: reading, adding and writing would lose counts
    pipeline.expire(this, 2 * window)  # together with INCR: a key without an expiry would stay for good
    pipeline.get(last)
    count, _, before = pipeline.execute()
    covered = 1 - (now % window) / window
    return count + int(before or 0) * covered <= limit
