"""The Spot watcher, against a metadata service on this machine that insists on IMDSv2."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import ModuleType

import pytest


class MetadataService:
    """Answers as the metadata service does. `answers` holds what the next looks at the notice bring."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, str]] = []
        self.looks = 0
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_PUT(self) -> None:
                seconds = int(self.headers.get("X-aws-ec2-metadata-token-ttl-seconds", "0"))
                if self.path == "/latest/api/token" and 1 <= seconds <= 21600:
                    self.reply(200, "a-token")
                else:
                    self.reply(400, "")

            def do_GET(self) -> None:
                if self.headers.get("X-aws-ec2-metadata-token") != "a-token":
                    self.reply(401, "")
                elif self.path == "/latest/meta-data/spot/instance-action":
                    service.looks += 1
                    self.reply(*(service.answers.pop(0) if service.answers else (404, "")))
                else:
                    self.reply(404, "")

            def reply(self, status: int, text: str) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()


@pytest.fixture
def metadata() -> Iterator[MetadataService]:
    service = MetadataService()
    yield service
    service.server.shutdown()
    service.server.server_close()


def notice(seconds: float) -> tuple[int, str]:
    """A notice for so many seconds from now."""
    end = datetime.now(UTC) + timedelta(seconds=seconds)
    return 200, json.dumps({"action": "terminate", "time": end.strftime("%Y-%m-%dT%H:%M:%SZ")})


def test_without_a_notice_nothing_is_known(load: Callable[[], ModuleType], metadata: MetadataService) -> None:
    assert load().interrupted_at(metadata.host) is None
    assert metadata.looks == 1  # so the token was accepted


def test_the_notice_tells_when(load: Callable[[], ModuleType], metadata: MetadataService) -> None:
    metadata.answers = [(200, '{"action": "stop", "time": "2026-11-23T09:15:00Z"}')]
    assert load().interrupted_at(metadata.host) == datetime(2026, 11, 23, 9, 15, tzinfo=UTC)


def test_work_is_drained_once_with_the_time_that_is_left(
    load: Callable[[], ModuleType], metadata: MetadataService
) -> None:
    metadata.answers = [(404, ""), notice(120), notice(120)]
    drained: list[float] = []
    load().watch(drained.append, metadata.host, every=0.01)
    (seconds,) = drained
    assert 115 < seconds <= 120
    assert metadata.looks == 2


def test_a_notice_that_was_found_late_leaves_no_negative_time(
    load: Callable[[], ModuleType], metadata: MetadataService
) -> None:
    metadata.answers = [notice(-30)]
    drained: list[float] = []
    load().watch(drained.append, metadata.host, every=0.01)
    assert drained == [0.0]


def test_a_failing_look_does_not_end_the_watch(
    load: Callable[[], ModuleType], metadata: MetadataService
) -> None:
    metadata.answers = [(500, ""), notice(60)]
    drained: list[float] = []
    load().watch(drained.append, metadata.host, every=0.01)
    assert len(drained) == 1
