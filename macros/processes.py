"""Work on two processors, where the system can copy a process."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import active_count
from typing import TypeVar

T = TypeVar("T")
U = TypeVar("U")


def side_by_side(first: Callable[[], T], second: Callable[[], U]) -> tuple[T, U]:
    """What both give; `second` runs in a copy of this process meanwhile, where `later` makes one."""
    rest = later(second)
    return first(), rest()


def later(work: Callable[[], T]) -> Callable[[], T]:
    """Start `work` in a copy of this process. What is returned waits for the result, which must be picklable.

    Only Linux copies processes safely: elsewhere, and with one processor, the work is done when its result is
    asked for. So is what fails in the copy; then the error is raised. `GUIDE_PROCESSES=1` in the environment
    asks for one process, too, and one with threads makes no copies: they could wait for ever for a lock that
    a thread holds.
    """
    one = os.environ.get("GUIDE_PROCESSES") == "1" or active_count() > 1
    if one or sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:
        return work
    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    copy = context.Process(target=_send, args=(work, sender), daemon=True)
    copy.start()
    sender.close()  # the copy has its own; so the end of the copy is the end of what comes

    def result() -> T:
        with receiver:
            try:
                given: T = receiver.recv()
            except EOFError:
                given = work()
        copy.join()
        return given

    return result


@contextmanager
def dealt(items: Sequence[T]) -> Iterator[Callable[[], Iterator[T]]]:
    """A function that gives what is left of some items, a few at a time; copies of this process share them.

    Each item goes to the process that is free first, and to no other. Those that a copy took before it failed
    are gone: whoever needs them looks for what is missing.
    """
    hand = max(1, len(items) // 500)  # so that the numbers of all hands fit into any pipe
    reader, writer = os.pipe()
    os.write(writer, b"".join(start.to_bytes(2, "big") for start in range(-(-len(items) // hand))))
    os.close(writer)

    def take() -> Iterator[T]:
        while number := os.read(reader, 2):
            start = int.from_bytes(number, "big") * hand
            yield from items[start : start + hand]

    try:
        yield take
    finally:
        os.close(reader)


def _send(work: Callable[[], T], sender: Connection) -> None:
    try:
        result = work()
    except Exception:
        return  # the other process tries it again, where somebody can see the error
    sender.send(result)
