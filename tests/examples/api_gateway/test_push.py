"""Connections come and go; messages reach those that are there. A small server plays the @connections API."""

from __future__ import annotations

import contextlib
import json
import socket
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote

import boto3
import pytest

from tests.examples.support.account import items
from tests.examples.support.runtime import LambdaRuntime


class Connections:
    """Who is connected, and what was sent to whom."""

    def __init__(self) -> None:
        self.status: dict[str, int] = {}
        self.sent: list[tuple[str, str]] = []
        self.asked: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                connection = unquote(self.path).removeprefix("/@connections/")
                outer.asked.append(connection)
                status = outer.status.get(connection, 410)
                if status == 200:
                    outer.sent.append((connection, body))
                kinds = {403: "ForbiddenException", 410: "GoneException", 429: "LimitExceededException"}
                kind = kinds.get(status, "")
                self.send_response(status)
                self.send_header("x-amzn-ErrorType", kind)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def connections() -> Iterator[Connections]:
    found = Connections()
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def variables(aws: None, connections: Connections) -> dict[str, str]:
    boto3.client("dynamodb").create_table(
        TableName="connections",
        KeySchema=[{"AttributeName": "connection_id", "KeyType": "HASH"}],
        AttributeDefinitions=[
            {"AttributeName": name, "AttributeType": "S"} for name in ("connection_id", "tenant")
        ],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "by-tenant",
                "KeySchema": [{"AttributeName": "tenant", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "KEYS_ONLY"},
            }
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    return {"TABLE_NAME": "connections", "PUSH_ENDPOINT": connections.url}


@pytest.fixture
def routes(start: Callable[..., LambdaRuntime], variables: dict[str, str]) -> LambdaRuntime:
    return start(**variables)


@pytest.fixture
def publisher(example: Path, variables: dict[str, str], aws_endpoint: str) -> Iterator[LambdaRuntime]:
    with LambdaRuntime(example, name="publish", environment=variables, endpoint=aws_endpoint) as function:
        yield function


def event(route: str, connection: str, tenant: str | None = "acme") -> dict:
    context: dict = {"routeKey": route, "connectionId": connection, "stage": "prod"}
    if tenant:
        context["authorizer"] = {"tenant": tenant}
    return {"requestContext": context, "queryStringParameters": {"tenant": "other"}}


def opened(connection: str, tenant: str = "acme", seconds_ago: int = 600) -> None:
    item = {"connection_id": {"S": connection}, "tenant": {"S": tenant}}
    item["opened_at"] = {"N": str(int(time.time()) - seconds_ago)}
    boto3.client("dynamodb").put_item(TableName="connections", Item=item)


def known() -> set[str]:
    return {item["connection_id"]["S"] for item in items("connections")}


def test_connect_and_disconnect(routes: LambdaRuntime) -> None:
    assert routes.invoke(event("$connect", "A=")).payload == {"statusCode": 200}
    (item,) = items("connections")
    assert item["tenant"] == {"S": "acme"}  # the authorizer's, not the query string's
    assert 0 < int(item["expires_at"]["N"]) - time.time() <= 7200

    routes.invoke(event("$disconnect", "A=", tenant=None))
    assert items("connections") == []


def test_without_an_authorizer_nobody_is_let_in(routes: LambdaRuntime) -> None:
    assert routes.invoke(event("$connect", "A=", tenant=None)).error
    assert items("connections") == []


def test_message_reaches_the_tenant_and_gone_ones_are_forgotten(
    publisher: LambdaRuntime, connections: Connections
) -> None:
    for connection in ("A=", "B=", "slow=", "gone="):
        opened(connection)
    opened("C=", tenant="other")
    connections.status = {"A=": 200, "B=": 200, "C=": 200, "slow=": 429}

    counts = publisher.invoke({"tenant": "acme", "message": {"order": 17}}).payload

    assert counts == {"sent": 2, "gone": 1, "busy": 1}
    assert sorted(connections.sent) == [("A=", '{"order": 17}'), ("B=", '{"order": 17}')]
    assert known() == {"A=", "B=", "C=", "slow="}
    assert connections.asked.count("slow=") == 1  # the SDK would wait and ask again, and B with it


def test_one_that_cannot_be_reached_keeps_no_other_waiting(
    publisher: LambdaRuntime, connections: Connections
) -> None:
    for connection in ("A=", "broken=", "C="):
        opened(connection)
    connections.status = {"A=": 200, "broken=": 500, "C=": 200}

    counts = publisher.invoke({"tenant": "acme", "message": "hi"}).payload

    assert counts == {"sent": 2, "gone": 0, "busy": 1}


def test_what_may_send_to_nobody_says_so(publisher: LambdaRuntime, connections: Connections) -> None:
    opened("A=")
    connections.status = {"A=": 403}

    assert publisher.invoke({"tenant": "acme", "message": "hi"}).error


def test_connection_that_is_just_opening_stays(publisher: LambdaRuntime) -> None:
    opened("new=", seconds_ago=1)

    assert publisher.invoke({"tenant": "acme", "message": "hi"}).payload["gone"] == 1
    assert known() == {"new="}


def test_endpoint_that_takes_no_connection_is_busy(
    example: Path, variables: dict[str, str], aws_endpoint: str
) -> None:
    with socket.socket() as full:  # nobody accepts: what does not fit into its queue gets no answer
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        port = full.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]
        for caller in waiting:
            caller.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                caller.connect(("127.0.0.1", port))
        opened("A=")
        variables["PUSH_ENDPOINT"] = f"http://127.0.0.1:{port}"
        with LambdaRuntime(example, name="publish", environment=variables, endpoint=aws_endpoint) as function:
            counts = function.invoke({"tenant": "acme", "message": "hi"}).payload
        for caller in waiting:
            caller.close()

    assert counts == {"sent": 0, "gone": 0, "busy": 1}
    assert known() == {"A="}


def test_message_to_all_pages_of_connections(publisher: LambdaRuntime, connections: Connections) -> None:
    tenant = "t" * 1000  # long keys, so that a megabyte is full sooner
    names = [f"{number:04}{'c' * 900}" for number in range(560)]
    for name in names:
        opened(name, tenant=tenant)
    connections.status = dict.fromkeys(names, 200)

    assert publisher.invoke({"tenant": tenant, "message": "hi"}).payload["sent"] == 560


def test_message_is_json_text(publisher: LambdaRuntime, connections: Connections) -> None:
    opened("A=")
    connections.status = {"A=": 200}
    publisher.invoke({"tenant": "acme", "message": {"text": "héllo"}})

    assert json.loads(connections.sent[0][1]) == {"text": "héllo"}
