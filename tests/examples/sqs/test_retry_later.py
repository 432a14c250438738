"""The pauses, and that a message really stays away for that long."""

from __future__ import annotations

import time

import boto3
import pytest

from tests.examples.support.account import create_queue, messages


@pytest.fixture
def queue_url(aws) -> str:
    return create_queue("orders")


def receive(queue_url: str) -> dict:
    (message,) = boto3.client("sqs").receive_message(
        QueueUrl=queue_url, MessageSystemAttributeNames=["ApproximateReceiveCount"]
    )["Messages"]
    return message


def test_pauses_grow_up_to_a_ceiling_and_differ(load, aws):
    pause = load().pause

    for receives, ceiling in ((1, 10), (2, 20), (3, 40), (7, 640), (8, 900), (1000, 900)):
        found = {pause(receives) for _ in range(300)}
        assert min(found) >= ceiling // 2
        assert max(found) <= ceiling
        assert len(found) > 3


def test_ceiling_is_within_what_sqs_allows(load, aws):
    assert load().LONGEST < 12 * 3600


def test_message_stays_away_as_long_as_told_and_not_as_the_queue_says(load, queue_url, monkeypatch):
    boto3.client("sqs").send_message(QueueUrl=queue_url, MessageBody="m")
    module = load()
    monkeypatch.setattr(module, "FIRST", 2)

    assert module.retry_later(queue_url, receive(queue_url), jitter=max) == 2
    assert messages(queue_url) == []
    time.sleep(2.05)  # the queue's own timeout is thirty seconds
    assert messages(queue_url) == ["m"]


def test_each_receive_makes_it_longer(load, queue_url):
    boto3.client("sqs").send_message(QueueUrl=queue_url, MessageBody="m")
    module = load()
    found = []
    for _ in range(3):
        message = receive(queue_url)
        found.append(module.retry_later(queue_url, message, jitter=max))
        boto3.client("sqs").change_message_visibility(
            QueueUrl=queue_url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0
        )

    assert found == [10, 20, 40]


def test_message_received_without_the_count_is_a_mistake_and_not_a_guess(load, queue_url):
    boto3.client("sqs").send_message(QueueUrl=queue_url, MessageBody="m")
    (message,) = boto3.client("sqs").receive_message(QueueUrl=queue_url)["Messages"]
    message.pop("Attributes", None)

    with pytest.raises(KeyError):
        load().retry_later(queue_url, message)
