"""What an emulated FIFO queue makes of repeats, groups and errors."""

import json

import boto3
import pytest


@pytest.fixture
def queue_url(aws) -> str:
    return boto3.client("sqs").create_queue(QueueName="orders.fifo", Attributes={"FifoQueue": "true"})[
        "QueueUrl"
    ]


def event(number: int, order: str) -> dict:
    return {"event_id": f"e-{number}", "order_id": order, "status": f"step {number}"}


def receive(queue_url: str, most: int = 10) -> list[dict]:
    found = boto3.client("sqs").receive_message(QueueUrl=queue_url, MaxNumberOfMessages=most)
    return found.get("Messages", [])


def ids(found: list[dict]) -> list[str]:
    return [json.loads(message["Body"])["event_id"] for message in found]


def test_repeat_is_accepted_and_not_delivered_again(load, queue_url):
    module = load()

    numbers = [module.send(queue_url, event(1, "o-1")) for _ in range(2)]

    assert all(number.isdigit() for number in numbers)
    assert ids(receive(queue_url)) == ["e-1"]


def test_same_content_with_another_id_is_another_event(load, queue_url):
    module = load()
    module.send(queue_url, event(1, "o-1"))
    module.send(queue_url, event(1, "o-1") | {"event_id": "e-2"})

    assert ids(receive(queue_url)) == ["e-1", "e-2"]


def test_only_the_stuck_order_waits(load, queue_url):
    module = load()
    for number, order in ((1, "o-1"), (2, "o-1"), (3, "o-2")):
        module.send(queue_url, event(number, order))
    stuck = receive(queue_url, most=1)

    assert ids(stuck) == ["e-1"]
    assert ids(receive(queue_url)) == ["e-3"]

    boto3.client("sqs").delete_message(QueueUrl=queue_url, ReceiptHandle=stuck[0]["ReceiptHandle"])
    assert ids(receive(queue_url)) == ["e-2"]


def test_crash_between_sending_and_noting_it_sends_nothing_twice(load, queue_url):
    module = load()
    outbox = [event(1, "o-1"), event(2, "o-1"), event(3, "o-1")]
    noted: list[str] = []

    def crash(event_id: str) -> None:
        if event_id == "e-2":
            raise ConnectionError("database gone")
        noted.append(event_id)

    with pytest.raises(ConnectionError):
        module.send_pending(queue_url, outbox, crash)
    assert noted == ["e-1"]

    module.send_pending(queue_url, outbox[len(noted) :], noted.append)

    assert noted == ["e-1", "e-2", "e-3"]
    assert ids(receive(queue_url)) == ["e-1", "e-2", "e-3"]


def test_nothing_overtakes_an_event_that_cannot_be_sent(load, queue_url):
    module = load()

    def refuse(params: dict, **_: object) -> None:
        if params["MessageDeduplicationId"] == "e-2":
            raise ConnectionError("network gone")

    module.sqs.meta.events.register("provide-client-params.sqs.SendMessage", refuse)

    with pytest.raises(ConnectionError):
        module.send_pending(queue_url, [event(number, "o-1") for number in (1, 2, 3)], lambda _: None)

    assert ids(receive(queue_url)) == ["e-1"]
