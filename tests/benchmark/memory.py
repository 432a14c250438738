"""The memory of a process and of all that it starts.

Read from /proc directly, and so on Linux only: to list a tree, psutil looks at every process of the machine,
which would slow down what is measured. What copies of a process share is counted once, and files that are
mapped into memory, such as the program itself, for the process that has most of them.
Source: https://docs.kernel.org/filesystems/proc.html
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
#: Seconds between two looks, and how many times as long as a look: looking slows down what is looked at, and
#: the more so the more memory and the more processes it has.
INTERVAL, PATIENCE = 0.05, 50
SIZE = re.compile(r"^(\w+):\s+(\d+) kB", re.MULTILINE)


@dataclass
class Peak:
    """The most that was in use at a time, in KiB; 0 where the system does not tell."""

    kib: int = 0


@contextmanager
def watched(pid: int, interval: float = INTERVAL) -> Iterator[Peak]:
    """Look at the memory of a process and its children as long as the block runs."""
    peak, done = Peak(), threading.Event()

    def look() -> None:
        pause = interval
        while not done.wait(pause):
            start = time.perf_counter()
            peak.kib = max(peak.kib, in_use(pid))
            pause = max(interval, PATIENCE * (time.perf_counter() - start))

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield peak
    finally:
        done.set()
        watcher.join()


def in_use(pid: int) -> int:
    """What a process and its children have in use, in KiB."""
    sizes = [dict(SIZE.findall(_read(PROC / str(member) / "smaps_rollup"))) for member in _tree(pid)]
    own = sum(int(size.get("Pss_Anon", 0)) for size in sizes)
    mapped = (int(size.get("Rss", 0)) - int(size.get("Anonymous", 0)) for size in sizes)
    return own + max(mapped, default=0)


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for children in PROC.glob(f"{pid}/task/*/children"):
        for child in _read(children).split():
            yield from _tree(int(child))


def _read(file: Path) -> str:
    """What the kernel says; nothing about a process that has just ended."""
    try:
        return file.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return ""
