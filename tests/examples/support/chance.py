"""What takes the place of chance, so that a test knows how long a pause was."""

from __future__ import annotations


def longest(low: float, high: float) -> float:
    """The longest pause that full jitter allows; the shortest is none."""
    assert low == 0
    return high
