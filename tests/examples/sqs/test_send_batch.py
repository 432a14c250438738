"""How messages are grouped, and what happens to those that a successful call did not take."""

from __future__ import annotations

import time
from typing import Any

import boto3
import pytest

from tests.examples.support.account import create_queue, messages


@pytest.fixture
def queue_url(aws) -> str:
    return create_queue("orders")


class Scripted:
    """Answers as a queue that fails some entries: per call, the ID and whether the sender is at fault."""

    def __init__(self, *calls: dict[str, bool]) -> None:
        self.calls, self.sent = list(calls), []

    def send_message_batch(self, QueueUrl: str, Entries: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N803
        self.sent.append([entry["Id"] for entry in Entries])
        failed = self.calls.pop(0) if self.calls else {}
        return {"Failed": [{"Id": number, "SenderFault": fault} for number, fault in failed.items()]}


def test_all_arrive_with_as_few_calls_as_possible(load, queue_url):
    module, calls = load(), []
    module.sqs.meta.events.register("before-call", lambda model, **_: calls.append(model.name))

    assert module.send_all(queue_url, [f"m-{number}" for number in range(23)]) == []

    assert calls == ["SendMessageBatch"] * 3
    found = [body for _ in range(3) for body in messages(queue_url)]
    assert sorted(found) == sorted(f"m-{number}" for number in range(23))


def test_size_of_a_request_counts_bytes(load, aws):
    module = load()
    half = "é" * (module.BYTES // 4)  # two bytes each: exactly half of a request

    assert [len(batch) for batch in module.batches([half, half, half])] == [2, 1]
    assert [len(batch) for batch in module.batches([half, half + "x"])] == [1, 1]
    assert list(module.batches([])) == []


def test_message_that_is_too_large_is_found_before_anything_is_sent(load, queue_url):
    module = load()

    with pytest.raises(ValueError, match="S3"):
        module.send_all(queue_url, ["small"] * 11 + ["x" * (module.BYTES + 1)])
    assert messages(queue_url) == []


def test_only_what_failed_is_sent_again(load, aws, monkeypatch):
    module = load()
    monkeypatch.setattr(module, "sqs", Scripted({"1": False, "2": False}, {"2": False}))

    assert module.send_all("url", ["a", "b", "c"], jitter=min) == []
    assert module.sqs.sent == [["0", "1", "2"], ["1", "2"], ["2"]]


def test_fault_of_the_sender_is_not_repeated_and_is_reported(load, aws, monkeypatch):
    module = load()
    monkeypatch.setattr(module, "sqs", Scripted({"0": True, "1": False}))

    assert module.send_all("url", ["a", "b"], jitter=min) == ["a"]
    assert module.sqs.sent == [["0", "1"], ["1"]]


def test_attempts_end_and_the_next_batch_has_its_own(load, aws, monkeypatch):
    module = load()
    monkeypatch.setattr(module, "sqs", Scripted({"0": False}, {"0": False}))
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    bodies = [str(number) for number in range(11)]

    assert module.send_all("url", bodies, attempts=2) == ["0"]
    assert module.sqs.sent == [[str(number) for number in range(10)], ["0"], ["0"]]
    assert len(slept) == 1


def test_sample_has_the_limits_of_the_service(load, aws):
    model = boto3.client("sqs").meta.service_model.operation_model("SendMessageBatch").documentation
    module = load()

    assert f"up to {module.MOST} messages" in model
    assert f"{module.BYTES:,} bytes" in model
