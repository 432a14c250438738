"""A payment provider on the loopback interface: keeps every charge, and knows repeats by their key."""

from __future__ import annotations

import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Self


class PaymentProvider:
    """Charges what it is sent.

    Orders in `refused` get a 500. Those in `slow` and `cut` are charged: with no answer for long, and with a
    connection that ends without one.
    """

    def __init__(self) -> None:
        self.charges: list[dict[str, Any]] = []
        self.calls = 0
        self.refused: set[str] = set()
        self.slow: set[str] = set()
        self.cut: set[str] = set()
        self._by_key: dict[str, str] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _api(self))
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self.url = f"http://127.0.0.1:{self._server.server_port}/charges"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def charge(self, payment: dict[str, Any], key: str | None) -> str:
        """The ID of the charge: a new one, or that of the first call with this key."""
        if key in self._by_key:
            return self._by_key[key]
        self.charges.append(payment)
        name = f"ch-{len(self.charges)}"
        if key:
            self._by_key[key] = name
        return name


def _api(provider: PaymentProvider) -> type[BaseHTTPRequestHandler]:
    class Api(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            """One charge."""
            provider.calls += 1
            payment = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if payment["order"] in provider.refused:
                self.send_error(500)
                return
            answer = json.dumps({"id": provider.charge(payment, self.headers["Idempotency-Key"])}).encode()
            if payment["order"] in provider.slow:
                time.sleep(60)
            if payment["order"] in provider.slow | provider.cut:
                return
            self.send_response(201)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Api
