"""Time and memory of a build; and how long a server takes to show an edit."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.benchmark.memory import watched
from tests.benchmark.tools.base import Command

#: Seconds until a server counts as hanging.
PATIENCE = 180.0


class RunError(Exception):
    """A command failed, or a server did not answer; the text holds what it printed."""


@dataclass(frozen=True)
class Run:
    """What a build took: `seconds` on the clock, `cpu` seconds of all processors, peak `memory` in MiB."""

    seconds: float
    cpu: float
    memory: float


@dataclass(frozen=True)
class Edit:
    """A change of a source file, and the text that a page shows after it."""

    make: Callable[[], object]
    shown: str


def run(command: Command, root: Path) -> Run:
    """Run a command in `root`. Raises RunError when it fails."""
    start = time.perf_counter()
    with _started(command, root) as (process, log):
        with watched(process.pid) as peak:
            # Not process.wait(): only wait4 says what a process, and those that it waited for, have used.
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise _error(command, log, f"exit code {process.returncode}")
    # Not usage.ru_maxrss: it is of the largest process alone, and counts this one, too, from before the exec.
    return Run(seconds, usage.ru_utime + usage.ru_stime, peak.kib / 1024)


def serve(command: Command, root: Path, url: str, first: str, edits: Iterable[Edit]) -> list[float]:
    """Seconds from each edit until the page at `url` shows it, with a server running.

    `first` is what the page shows before any edit. Raises RunError.
    """
    with _started(command, root) as (process, log):

        def wait_for(text: str) -> None:
            deadline = time.monotonic() + PATIENCE
            while text not in _page(url):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise _error(command, log, f"{url} does not show {text!r}")
                time.sleep(0.01)

        wait_for(first)
        seconds = []
        for edit in edits:
            time.sleep(1)  # a server may still be busy with the build before
            start = time.perf_counter()
            edit.make()
            wait_for(edit.shown)
            seconds.append(time.perf_counter() - start)
        return seconds


def _page(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
            return str(answer.read().decode())
    except (OSError, http.client.HTTPException):  # not there yet, or written anew right now
        return ""


def _error(command: Command, log: IO[bytes], problem: str) -> RunError:
    log.seek(0)
    printed = log.read().decode(errors="replace")
    return RunError(f"{problem}: {' '.join(command.argv)}\n{printed}")


@contextmanager
def _started(command: Command, root: Path) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes]]]:
    """The command, running, and what it prints; it and its children are ended with the block."""
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            command.argv,
            cwd=root,
            env={**os.environ, **command.environment},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield process, log
        finally:
            with suppress(ProcessLookupError):  # it may have ended by itself, and its children with it
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
