"""A server that leaves its load balancer without losing a request: it says so, goes on, then ends."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Server(ThreadingHTTPServer):
    """Answers `/health` by itself and leaves all other paths to `work`."""

    request_queue_size = 128  # of five, connections would wait or fail at every burst

    def __init__(self, address: tuple[str, int], work: Callable[[str], bytes]) -> None:
        super().__init__(address, Handler)
        self.work = work
        self.leaving = False
        self.busy = 0
        self.changed = threading.Condition()

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Counts the requests that are being answered."""
        with self.changed:
            self.busy += 1
        try:
            yield
        finally:
            with self.changed:
                self.busy -= 1
                self.changed.notify_all()

    def leave(self, notice: float, limit: float) -> bool:
        """Ends the server. False if requests were still open after `limit`, the time that one may take.

        `notice` is the time that the load balancer needs to see it. Both must pass before SIGKILL.
        """
        self.leaving = True  # /health fails from here on, and no connection is kept
        time.sleep(notice)  # meanwhile requests still come, and are answered
        self.shutdown()
        self.server_close()
        with self.changed:
            return self.changed.wait_for(lambda: not self.busy, timeout=limit)


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: Server
    protocol_version = "HTTP/1.1"
    timeout = 75  # seconds idle, more than the load balancer's 60: who closes last meets no closed connection

    def do_GET(self) -> None:
        with self.server.at_work():
            if self.path == "/health":  # this process alone: not the database, which all targets share
                self.answer(503 if self.server.leaving else 200, b"")
            else:
                self.answer(200, self.server.work(self.path))

    def answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if self.server.leaving:
            self.send_header(
                "Connection", "close"
            )  # the load balancer takes another one for the next request
        self.end_headers()
        self.wfile.write(body)


def main(work: Callable[[str], bytes], port: int = 8080, notice: float = 35, limit: float = 30) -> None:
    """Serves until SIGTERM. The defaults fit checks every 10 s, of which the third failure counts.

    Where somebody deregisters the target before, as Amazon ECS does, a few seconds of notice are enough.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})  # before the threads, which inherit it
    server = Server(("", port), work)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    signal.sigwait({signal.SIGTERM})
    server.leave(notice, limit)


if __name__ == "__main__":
    main(lambda path: f"You asked for {path}.\n".encode())
