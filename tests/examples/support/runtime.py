"""Runs a handler as Lambda does: in AWS's own runtime client, a process that polls the Runtime API.

`LambdaRuntime` is one execution environment. It serves the Runtime API on the loopback interface and starts
`awslambdaric` in a process whose environment holds nothing but what a function finds there. So the event goes
in and the answer comes out as JSON, errors become the envelope that callers see, and modules are loaded once.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Any, NoReturn, Self

_FUNCTION_ARN = "arn:aws:lambda:eu-west-1:123456789012:function:{}"


@dataclass(frozen=True)
class Invocation:
    """What came of one event: the payload or the error, and the log lines written meanwhile."""

    request_id: str
    payload: Any = None
    error: dict[str, Any] | None = None
    logs: list[str] = field(default_factory=list)

    @property
    def json_logs(self) -> list[dict[str, Any]]:
        """The log lines that are JSON objects."""
        return [json.loads(line) for line in self.logs if line.startswith("{")]


class InitError(Exception):
    """The runtime ended before it asked for an event. `error` is the envelope, if it reported one."""

    def __init__(self, error: dict[str, Any] | None, logs: list[str]) -> None:
        super().__init__(error and error["errorMessage"], "\n".join(logs))
        self.error = error
        self.logs = logs


class LambdaRuntime:
    """One execution environment for the function `name` in the file `source`, to be used in a `with`.

    `endpoint` receives the AWS calls; without one they find a closed port on this machine. `timeout` is the
    function's, in seconds, after which the environment is ended.
    """

    def __init__(
        self,
        source: Path,
        *,
        name: str = "handler",
        environment: Mapping[str, str] | None = None,
        endpoint: str = "http://127.0.0.1:9",
        timeout: float = 15,
    ) -> None:
        self.timeout = timeout
        self.function_arn = _FUNCTION_ARN.format(source.stem)
        self._events: queue.Queue[tuple[str, bytes] | None] = queue.Queue()
        self._polls: queue.Queue[None] = queue.Queue()
        self._answers: queue.Queue[tuple[str, Any]] = queue.Queue()
        self._log = tempfile.NamedTemporaryFile(prefix="lambda-")  # noqa: SIM115, as close() closes it
        self._read = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _runtime_api(self))
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "awslambdaric", f"{source.stem}.{name}"],
            cwd=source.parent,
            env=self._environment(source, endpoint) | dict(environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )

    def __enter__(self) -> Self:
        try:
            self._await_poll()
        except BaseException:
            self.close()
            raise
        self.init_logs = self._new_lines()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def invoke(self, event: object) -> Invocation:
        """Hand over one event and wait for the answer."""
        request_id = str(uuid.uuid4())
        self._events.put((request_id, json.dumps(event).encode()))
        kind, answer = self._next(self._answers)
        self._await_poll()  # by then everything the handler printed is in the log
        logs = self._new_lines()
        if kind == "error":
            return Invocation(request_id, error=answer, logs=logs)
        return Invocation(request_id, payload=answer, logs=logs)

    def close(self) -> None:
        """End the process and the API. May be called twice."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._events.put(None)
        self._server.shutdown()
        self._server.server_close()
        self._log.close()

    def _environment(self, source: Path, endpoint: str) -> dict[str, str]:
        return {
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_DEFAULT_REGION": "eu-west-1",
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_ENDPOINT_URL": endpoint,
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
            "AWS_LAMBDA_FUNCTION_NAME": source.stem,
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
            "AWS_LAMBDA_LOG_FORMAT": "JSON",
            "AWS_LAMBDA_LOG_LEVEL": "INFO",
            "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self._server.server_port}",
            "AWS_REGION": "eu-west-1",
            "AWS_SECRET_ACCESS_KEY": "testing",
            "AWS_SESSION_TOKEN": "testing",
            "LAMBDA_TASK_ROOT": str(source.parent),
            "LANG": "en_US.UTF-8",
            "PATH": os.defpath,
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": str(source.parent),
            "TZ": ":UTC",
        }

    def _await_poll(self) -> None:
        self._next(self._polls)

    def _next(self, source: queue.Queue[Any]) -> Any:
        deadline = time.monotonic() + self.timeout
        while time.monotonic() < deadline:
            try:
                return source.get(timeout=0.05)
            except queue.Empty:
                if self._process.poll() is not None:
                    self._ended()
        self._process.kill()
        self._process.wait()
        raise TimeoutError(f"no answer in {self.timeout} s:\n" + "\n".join(self._new_lines()))

    def _ended(self) -> NoReturn:
        error = None if self._answers.empty() else self._answers.get()[1]
        raise InitError(error, self._new_lines())

    def _new_lines(self) -> list[str]:
        text = Path(self._log.name).read_text(encoding="utf-8")
        fresh, self._read = text[self._read :], len(text)
        return fresh.splitlines()


def _runtime_api(environment: LambdaRuntime) -> type[BaseHTTPRequestHandler]:
    class RuntimeApi(BaseHTTPRequestHandler):
        """Hands out events and takes answers."""

        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            """The runtime asks for the next event and waits until there is one."""
            environment._polls.put(None)
            event = environment._events.get()
            if event is None:
                self.close_connection = True
                return
            request_id, body = event
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Lambda-Runtime-Aws-Request-Id", request_id)
            self.send_header("Lambda-Runtime-Invoked-Function-Arn", environment.function_arn)
            self.send_header(
                "Lambda-Runtime-Deadline-Ms", str(int((time.time() + environment.timeout) * 1000))
            )
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            """The runtime reports an answer, or an error of the function or of its initialization."""
            answer = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            kind = "error" if self.path.endswith("/error") else "payload"
            environment._answers.put((kind, answer))
            self.send_response(202)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return RuntimeApi
