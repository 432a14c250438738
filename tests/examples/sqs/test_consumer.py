"""What is deleted, what comes back, and what another consumer sees meanwhile."""

import json
import threading
import time
from contextlib import nullcontext

import boto3
import pytest

from tests.examples.support.account import create_queue, messages


@pytest.fixture
def queue_url(aws) -> str:
    return create_queue("orders")


@pytest.fixture
def send(queue_url):
    def send_numbers(*numbers: int) -> None:
        for number in numbers:
            boto3.client("sqs").send_message(QueueUrl=queue_url, MessageBody=json.dumps({"id": number}))

    return send_numbers


def left(queue_url: str) -> tuple[int, int]:
    """How many messages wait in the open, and how many are hidden."""
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    found = boto3.client("sqs").get_queue_attributes(QueueUrl=queue_url, AttributeNames=names)["Attributes"]
    return int(found[names[0]]), int(found[names[1]])


def test_only_what_was_handled_is_deleted(load, queue_url, send, caplog):
    send(1, 2, 3)
    seen = []

    def handle(order: dict) -> None:
        seen.append(order["id"])
        if order["id"] == 2:
            raise ValueError("no such article")

    assert load().poll(queue_url, handle) == 2

    assert seen == [1, 2, 3]
    assert left(queue_url) == (0, 1)
    (failure,) = caplog.records
    assert "no such article" in failure.exc_text


def test_failed_message_comes_back_when_its_time_is_up(load, queue_url, send):
    send(1)
    module = load()
    module.poll(queue_url, lambda order: order["missing"], visibility=2)

    assert messages(queue_url) == []
    time.sleep(2.05)
    assert messages(queue_url) == ['{"id": 1}']


def slow_poll(module, queue_url: str) -> list[str]:
    """Takes two messages with a timeout of two seconds. Returns what others saw after a longer time."""
    seen_by_others: list[str] = []

    def handle(order: dict) -> None:
        if order["id"] == 1:
            time.sleep(2.6)
            seen_by_others.extend(messages(queue_url))

    module.poll(queue_url, handle, visibility=2)
    return seen_by_others


def test_long_work_stays_hidden_and_so_does_what_waits_behind_it(load, queue_url, send):
    send(1, 2)

    assert slow_poll(load(), queue_url) == []
    assert left(queue_url) == (0, 0)


def test_without_renewal_another_consumer_would_get_it(load, queue_url, send, monkeypatch):
    send(1, 2)
    module = load()
    monkeypatch.setattr(module, "kept_hidden", lambda *_: nullcontext())

    assert slow_poll(module, queue_url) == ['{"id": 1}', '{"id": 2}']


def test_failed_message_is_no_longer_renewed_while_others_are(load, queue_url, send):
    send(1, 2)
    seen_by_others: list[str] = []

    def handle(order: dict) -> None:
        if order["id"] == 1:
            raise ValueError("no such article")
        time.sleep(2.6)
        seen_by_others.extend(messages(queue_url))

    load().poll(queue_url, handle, visibility=2)

    assert seen_by_others == ['{"id": 1}']


def test_one_failed_renewal_does_not_end_the_heartbeat(load, queue_url, send, monkeypatch):
    send(1)
    module = load()
    renew, calls, seen_by_others = module.sqs.change_message_visibility_batch, [], []

    def fail_once(**request) -> dict:
        calls.append(request)
        if len(calls) == 1:
            raise ConnectionError("no route")
        return renew(**request)

    def handle(_: dict) -> None:
        time.sleep(3.4)
        seen_by_others.extend(messages(queue_url))

    monkeypatch.setattr(module.sqs, "change_message_visibility_batch", fail_once)
    module.poll(queue_url, handle, visibility=3)

    assert seen_by_others == []
    assert left(queue_url) == (0, 0)


def test_hanging_work_gives_its_message_back(load, queue_url, send, caplog):
    send(1)
    seen_by_others: list[str] = []

    def hang(_: dict) -> None:
        time.sleep(3.6)
        seen_by_others.extend(messages(queue_url))

    load().poll(queue_url, hang, visibility=2, longest=0.5)

    assert seen_by_others == ['{"id": 1}']
    assert "hangs" in caplog.text


def test_renewal_ends_with_the_batch(load, queue_url, send):
    send(1)
    module, threads, calls = load(), threading.active_count(), []
    module.sqs.meta.events.register("before-call", lambda model, **_: calls.append(model.name))

    module.poll(queue_url, lambda _: time.sleep(0.5), visibility=1)
    after = list(calls)
    time.sleep(0.5)

    assert (after[0], after[-1]) == ("ReceiveMessage", "DeleteMessage")
    assert set(after[1:-1]) == {"ChangeMessageVisibilityBatch"}
    assert calls == after
    assert threading.active_count() == threads


def test_request_waits_for_messages_as_long_as_sqs_allows(load, queue_url, send):
    send(1)
    module = load()
    asked = {}
    module.sqs.meta.events.register(
        "provide-client-params.sqs.ReceiveMessage", lambda params, **_: asked.update(params)
    )

    module.poll(queue_url, lambda _: None)

    assert (asked["WaitTimeSeconds"], asked["MaxNumberOfMessages"]) == (20, 10)
    assert asked["WaitTimeSeconds"] < module.sqs.meta.config.read_timeout
