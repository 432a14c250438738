"""A model of how a metric alarm judges its data points, with M of N and missing data. No AWS needed."""

from collections.abc import Sequence
from typing import Literal

State = Literal["OK", "ALARM", "INSUFFICIENT_DATA"]
Treatment = Literal["missing", "ignore", "breaching", "notBreaching"]


def evaluate(
    points: Sequence[bool | None], m: int, n: int, treat: Treatment = "missing", current: State = "OK"
) -> State:
    """The next state. `points`, oldest first: True breaches, False does not, None is missing.

    CloudWatch fetches more points than the N it needs, for the case that some are missing. So may you.
    """
    real = [point for point in points if point is not None]
    if len(real) >= n:  # enough real ones: what is missing does not matter
        return _state(sum(real[-n:]), m)
    if treat == "breaching":
        return _state(sum(real) + n - len(real), m)
    if treat == "notBreaching":
        return _state(sum(real), m)
    if not real:
        return current if treat == "ignore" else "INSUFFICIENT_DATA"
    if sum(real) >= m:
        return "ALARM"
    if all(real):  # too few for M, and none of them is good
        age = len(points) - next(index for index, point in enumerate(points) if point is not None)
        if age >= m:
            return current if treat == "ignore" else "ALARM"
        return current
    return "OK"


def _state(breaching: int, m: int) -> State:
    return "ALARM" if breaching >= m else "OK"
