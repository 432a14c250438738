"""Runs a transaction that another one may push aside, and runs it again from its start when that happens."""

import random
import time
from collections.abc import Callable
from typing import Any

SERIALIZATION_FAILURE = "40001"  # PostgreSQL above read committed; Aurora DSQL at every commit
DEADLOCK = "40P01"  # PostgreSQL chose this transaction to break a circle of waits


class TooManyConflictsError(Exception):
    """The same rows are wanted by too many at once: more attempts would only add to the crowd."""


def run(
    connection: Any,
    work: Callable[[Any], Any],
    attempts: int = 5,
    jitter: Callable[[float, float], float] = random.uniform,
) -> Any:
    """The result of `work(connection)`, committed.

    `work` reads again whatever its decision rests on. Nothing that a rollback cannot undo belongs in it:
    no mail, no call to a payment provider.
    """
    for attempt in range(attempts):
        try:
            result = work(connection)
            connection.commit()  # inside, as the conflict may show only here
            return result
        except Exception as error:
            connection.rollback()
            # By code, as psycopg and others give it. The text differs by case and by language.
            if getattr(error, "sqlstate", None) not in (SERIALIZATION_FAILURE, DEADLOCK):
                raise
            time.sleep(jitter(0, min(1, 0.02 * 2**attempt)))
    raise TooManyConflictsError(f"gave up after {attempts} attempts")
