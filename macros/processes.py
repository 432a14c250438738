"""Work on two processors, where the system can copy a process."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import active_count
from typing import TypeVar

T = TypeVar("T")
U = TypeVar("U")


def side_by_side(first: Callable[[], T], second: Callable[[], U]) -> tuple[T, U]:
    """What both give; `second` runs in a copy of this process meanwhile, and its result must be picklable.

    Only Linux copies processes safely; there, or with one processor, one runs after the other. So does what
    fails in the copy, which raises its error here. `GUIDE_PROCESSES=1` in the environment asks for one, too,
    and a process with threads makes no copies: they could wait for ever for a lock that a thread holds.
    """
    one = os.environ.get("GUIDE_PROCESSES") == "1" or active_count() > 1
    if one or sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:
        return first(), second()
    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    copy = context.Process(target=_send, args=(second, sender), daemon=True)
    copy.start()
    sender.close()  # the copy has its own; so the end of the copy is the end of what comes
    with receiver:
        here = first()
        try:
            there = receiver.recv()
        except EOFError:
            there = second()
    copy.join()
    return here, there


def _send(work: Callable[[], T], sender: Connection) -> None:
    try:
        result = work()
    except Exception:
        return  # the other process tries it again, where somebody can see the error
    sender.send(result)
