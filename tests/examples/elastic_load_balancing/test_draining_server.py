"""The server as a process of its own, which a real signal ends while requests are open."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

import pytest

#: Serves on a free port, which it prints. A path that is a number of seconds takes that long.
DRIVER = """
import sys, time
import draining_server as sample

class Free(sample.Server):
    def __init__(self, address, work):
        super().__init__(("127.0.0.1", 0), work)
        print(self.server_address[1], flush=True)

def work(path):
    time.sleep(float(path.strip("/") or 0))
    return path.encode()

sample.Server = Free
sample.main(work, notice=float(sys.argv[1]), limit=float(sys.argv[2]))
"""


class Target:
    """A running server."""

    def __init__(self, folder: Path, notice: float, limit: float) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", DRIVER, str(notice), str(limit)],
            cwd=folder,
            env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.port = int(self.process.stdout.readline())

    def connect(self) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self.port, timeout=10)

    def get(self, path: str) -> tuple[int, str | None]:
        """Status and the header that says whether the connection stays."""
        connection = self.connect()
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        connection.close()
        return response.status, response.headers["Connection"]

    def terminate(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        for _ in range(100):  # until the process has seen it
            if self.get("/health")[0] == 503:
                return
            time.sleep(0.01)
        raise AssertionError("the signal had no effect")


@pytest.fixture
def start(examples: Path) -> Iterator[Callable[..., Target]]:
    targets: list[Target] = []

    def start_target(notice: float, limit: float = 5) -> Target:
        targets.append(Target(examples, notice, limit))
        return targets[-1]

    yield start_target
    for target in targets:
        target.process.kill()
        target.process.wait()
        target.process.stdout.close()


def test_healthy_server_keeps_connections(start):
    target = start(notice=1)
    connection = target.connect()

    for path in ("/health", "/0", "/health"):
        connection.request("GET", path)
        response = connection.getresponse()
        assert (response.status, response.headers["Connection"]) == (200, None)
        response.read()
    connection.close()


def test_leaving_server_fails_its_check_but_answers(start):
    target = start(notice=1)

    target.terminate()

    assert target.get("/health") == (503, "close")
    assert target.get("/0") == (200, "close")
    assert target.process.wait(timeout=10) == 0


def test_open_request_is_finished(start):
    target = start(notice=0.3)
    with ThreadPoolExecutor() as clients:
        answer = clients.submit(target.get, "/1.2")
        time.sleep(0.2)
        target.terminate()

        assert answer.result(timeout=10)[0] == 200
    assert target.process.wait(timeout=10) == 0


def test_request_that_never_ends_does_not_hold_the_process(start):
    target = start(notice=0.2, limit=0.3)
    with ThreadPoolExecutor() as clients:
        answer = clients.submit(target.get, "/30")
        time.sleep(0.2)
        target.terminate()

        assert target.process.wait(timeout=10) == 0
        with pytest.raises(ConnectionError):
            answer.result(timeout=10)


def test_nobody_connects_after_the_end(start):
    target = start(notice=0.2)
    target.terminate()
    target.process.wait(timeout=10)

    with pytest.raises(ConnectionRefusedError):
        target.get("/0")


def test_idle_connection_outlives_the_load_balancers(load):
    assert load().Handler.timeout > 60
