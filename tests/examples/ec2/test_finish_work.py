"""The worker leaves the group only when it is idle, against a metadata service on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import ModuleType
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

pytestmark = pytest.mark.usefixtures("aws")

INSTANCE = "i-0123456789abcdef0"


@pytest.fixture
def states() -> list[str | None]:
    """What the next looks at the target state bring; the last stays."""
    return ["InService", None, "Terminated"]


@pytest.fixture
def host(states: list[str | None]) -> Iterator[str]:
    """A metadata service that insists on IMDSv2."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_PUT(self) -> None:
            known = (
                self.path == "/latest/api/token" and "X-aws-ec2-metadata-token-ttl-seconds" in self.headers
            )
            self.reply("a-token" if known else None)

        def do_GET(self) -> None:
            value = None
            if self.headers.get("X-aws-ec2-metadata-token") == "a-token":
                if self.path == "/latest/meta-data/instance-id":
                    value = INSTANCE
                elif self.path == "/latest/meta-data/autoscaling/target-lifecycle-state":
                    value = states.pop(0) if len(states) > 1 else states[0]
            self.reply(value)

        def reply(self, text: str | None) -> None:
            self.send_response(200 if text else 404)
            self.send_header("Content-Length", str(len(text or "")))
            self.end_headers()
            self.wfile.write((text or "").encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def autoscaling() -> Any:
    """A client whose lifecycle calls are only noted, in `calls`."""
    client = boto3.client("autoscaling")
    client.calls = []

    class Response:
        status_code = 200

    for operation in ("RecordLifecycleActionHeartbeat", "CompleteLifecycleAction"):
        client.meta.events.register(
            f"provide-client-params.autoscaling.{operation}",
            lambda params, model, **_: client.calls.append((model.name, params)),
        )
        client.meta.events.register(f"before-call.autoscaling.{operation}", lambda **_: (Response(), {}))
    return client


def test_an_idle_worker_leaves_when_it_is_asked_to(
    load: Callable[[], ModuleType], autoscaling: Any, host: str, states: list[str | None]
) -> None:
    load().leave(autoscaling, "workers", "finish-work", lambda: False, host, every=0)
    assert states == ["Terminated"]  # so it had waited
    ((operation, parameters),) = autoscaling.calls
    assert operation == "CompleteLifecycleAction"
    assert parameters == {
        "AutoScalingGroupName": "workers",
        "LifecycleHookName": "finish-work",
        "InstanceId": INSTANCE,
        "LifecycleActionResult": "CONTINUE",
    }


def test_a_busy_worker_asks_for_more_time(
    load: Callable[[], ModuleType], autoscaling: Any, host: str
) -> None:
    busy = iter([True, True, False])
    load().leave(autoscaling, "workers", "finish-work", lambda: next(busy), host, every=0)
    assert [operation for operation, _ in autoscaling.calls] == [
        "RecordLifecycleActionHeartbeat",
        "RecordLifecycleActionHeartbeat",
        "CompleteLifecycleAction",
    ]


def test_a_heartbeat_that_fails_does_not_end_the_wait(
    load: Callable[[], ModuleType], autoscaling: Any, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy, failed = iter([True, True, False]), []

    def throttled(**_: str) -> None:
        failed.append(1)
        raise ClientError({"Error": {"Code": "Throttling"}}, "RecordLifecycleActionHeartbeat")

    monkeypatch.setattr(autoscaling, "record_lifecycle_action_heartbeat", throttled)
    load().leave(autoscaling, "workers", "finish-work", lambda: next(busy), host, every=0)
    assert len(failed) == 2
    assert [operation for operation, _ in autoscaling.calls] == ["CompleteLifecycleAction"]


def test_a_look_that_fails_does_not_end_the_watch(
    load: Callable[[], ModuleType], autoscaling: Any, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, looks = load(), []
    look = module.metadata

    def silent_at_first(path: str, host: str) -> str | None:
        looks.append(path)
        if len(looks) == 2:
            raise TimeoutError("no answer")
        return look(path, host)

    monkeypatch.setattr(module, "metadata", silent_at_first)
    module.leave(autoscaling, "workers", "finish-work", lambda: False, host, every=0)
    assert [operation for operation, _ in autoscaling.calls] == ["CompleteLifecycleAction"]


def test_without_the_name_of_its_instance_it_fails_at_the_start(
    load: Callable[[], ModuleType], autoscaling: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = load()
    monkeypatch.setattr(module, "metadata", lambda _path, _host: None)
    with pytest.raises(OSError, match="does not name"):
        module.leave(autoscaling, "workers", "finish-work", lambda: False, every=0)
    assert autoscaling.calls == []
