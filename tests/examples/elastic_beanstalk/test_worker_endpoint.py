"""The worker's endpoint over HTTP, fed from an emulated queue in the way of the daemon."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from threading import Thread
from types import ModuleType
from wsgiref.simple_server import WSGIRequestHandler, make_server

import boto3
import pytest

from tests.examples.support import account


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Environment:
    """A worker environment of one instance: the queue, the daemon and the application's port."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.sqs = boto3.client("sqs")
        self.queue_url = account.create_queue("invoices")
        self.sqs.set_queue_attributes(QueueUrl=self.queue_url, Attributes={"VisibilityTimeout": "0"})

    def send(self, *bodies: object) -> None:
        """Put messages into the queue."""
        for body in bodies:
            text = body if isinstance(body, str) else json.dumps(body)
            self.sqs.send_message(QueueUrl=self.queue_url, MessageBody=text)

    def deliver(self) -> list[int]:
        """Post what the queue has, once, and delete what is answered with 200. Returns the answers."""
        found = self.sqs.receive_message(
            QueueUrl=self.queue_url, MaxNumberOfMessages=10, MessageSystemAttributeNames=["All"]
        )
        answers = []
        for message in found.get("Messages", []):
            headers = {
                "Content-Type": "application/json",
                "User-Agent": "aws-sqsd/3.0",
                "X-Aws-Sqsd-Msgid": message["MessageId"],
                "X-Aws-Sqsd-Queue": "invoices",
                "X-Aws-Sqsd-Receive-Count": message["Attributes"]["ApproximateReceiveCount"],
            }
            answers.append(self.request("POST", message["Body"], headers))
            if answers[-1] == 200:
                self.sqs.delete_message(QueueUrl=self.queue_url, ReceiptHandle=message["ReceiptHandle"])
        return answers

    def request(self, method: str, body: str = "", headers: dict[str, str] | None = None) -> int:
        """The status of one request."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        connection.request(method, "/", body=body, headers=headers or {})
        response = connection.getresponse()
        response.read()
        connection.close()
        return response.status

    @property
    def left(self) -> list[str]:
        """The bodies of the messages that are still there."""
        return account.messages(self.queue_url)


@pytest.fixture
def environment(
    aws: None, load: Callable[[], ModuleType], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Environment]:
    monkeypatch.setenv("TABLE_NAME", "invoices")
    account.create_table("invoices", "id")
    server = make_server("127.0.0.1", 0, load().application, handler_class=QuietHandler)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield Environment(server.server_port)
    server.shutdown()
    server.server_close()


def test_a_message_is_worked_off_and_deleted(environment: Environment) -> None:
    environment.send({"order_id": "o-1", "total": 25})
    assert environment.deliver() == [200]
    assert account.items("invoices") == [{"id": {"S": "o-1"}, "total": {"N": "25"}}]
    assert environment.left == []


def test_a_second_delivery_writes_nothing_and_is_deleted_too(environment: Environment) -> None:
    environment.send({"order_id": "o-1", "total": 25}, {"order_id": "o-1", "total": 25.0})
    assert environment.deliver() == [200, 200]
    assert account.items("invoices") == [{"id": {"S": "o-1"}, "total": {"N": "25"}}]
    assert environment.left == []


def test_another_total_for_a_known_order_is_no_repeat_and_stays_in_the_queue(
    environment: Environment,
) -> None:
    environment.send({"order_id": "o-1", "total": 25}, {"order_id": "o-1", "total": 99})
    assert environment.deliver() == [200, 500]
    assert account.items("invoices") == [{"id": {"S": "o-1"}, "total": {"N": "25"}}]
    assert environment.left == ['{"order_id": "o-1", "total": 99}']


@pytest.mark.parametrize("body", ["no json", '{"order_id": "o-1"}'])
def test_what_fails_stays_in_the_queue(environment: Environment, body: str) -> None:
    environment.send(body)
    assert environment.deliver() == [500]
    assert environment.left == [body]
    assert account.items("invoices") == []


def test_a_failure_of_the_database_is_tried_again(environment: Environment) -> None:
    environment.send({"order_id": "o-1", "total": 25})
    boto3.client("dynamodb").delete_table(TableName="invoices")
    assert environment.deliver() == [500]
    account.create_table("invoices", "id")
    assert environment.deliver() == [200]
    assert len(account.items("invoices")) == 1


def test_the_log_tells_which_delivery_failed(
    environment: Environment, caplog: pytest.LogCaptureFixture
) -> None:
    environment.send("no json")
    environment.deliver()
    environment.deliver()
    assert [record.getMessage().rpartition(" ")[2] for record in caplog.records] == ["1", "2"]


def test_the_log_tells_a_repeat_of_what_went_well(
    environment: Environment, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="worker")
    message = {"X-Aws-Sqsd-Msgid": "m-1"}
    for count in ("1", "2"):
        headers = message | {"X-Aws-Sqsd-Receive-Count": count}
        environment.request("POST", '{"order_id": "o-1", "total": 25}', headers)
    assert [record.getMessage() for record in caplog.records if record.name == "worker"] == [
        "message m-1, delivery 1: invoice written",
        "message m-1, delivery 2: invoice known already",
    ]


def test_requests_that_are_not_the_daemons_are_refused(environment: Environment) -> None:
    assert environment.request("GET") == 404
    assert environment.request("POST", '{"order_id": "o-1", "total": 25}') == 404
    assert account.items("invoices") == []
