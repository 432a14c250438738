"""The worker as a process of its own, stopped by a real signal."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import boto3
import pytest

#: Starts the worker with work that tells where it is and takes a moment.
DRIVER = """
import sys, time
import boto3
from graceful_worker import Worker

def handle(body):
    print("started", body, flush=True)
    if body == "broken":
        raise ValueError(body)
    time.sleep(0.5)
    print("finished", body, flush=True)

sqs = boto3.client("sqs")
sqs.meta.events.register("before-send.sqs.ReceiveMessage", lambda **_: print("asks", flush=True))
Worker(sqs, sys.argv[1], handle, wait=5).run()
print("left", flush=True)
"""


class Task:
    """A running worker and what it prints."""

    def __init__(self, folder: Path, endpoint: str, queue_url: str) -> None:
        self.lines: queue.Queue[str] = queue.Queue()
        self.process = subprocess.Popen(
            [sys.executable, "-c", DRIVER, queue_url],
            cwd=folder,
            env=os.environ | {"AWS_ENDPOINT_URL": endpoint, "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.PIPE,
            text=True,
        )
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self.lines.put(line.strip())

    def line(self) -> str:
        """The next line."""
        return self.lines.get(timeout=15)

    def terminate(self) -> None:
        """Do as ECS does when it stops a task."""
        self.process.send_signal(signal.SIGTERM)


@pytest.fixture
def sqs(aws: None) -> Any:
    return boto3.client("sqs")


@pytest.fixture
def queue_url(sqs: Any) -> str:
    return sqs.create_queue(QueueName="work", Attributes={"VisibilityTimeout": "600"})["QueueUrl"]


@pytest.fixture
def start(examples: Path, aws_endpoint: str, queue_url: str) -> Iterator[Callable[[], Task]]:
    """Starts a task, which ends with the test at the latest."""
    tasks: list[Task] = []

    def start_task() -> Task:
        tasks.append(Task(examples, aws_endpoint, queue_url))
        return tasks[-1]

    yield start_task
    for task in tasks:
        task.process.kill()
        task.process.wait()


def depth(sqs: Any, queue_url: str) -> tuple[int, int]:
    """How many messages the queue shows, and how many somebody has taken."""
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    attributes = sqs.get_queue_attributes(QueueUrl=queue_url, AttributeNames=names)["Attributes"]
    return int(attributes[names[0]]), int(attributes[names[1]])


def test_the_message_at_hand_is_finished_and_the_next_one_is_left(
    sqs: Any, queue_url: str, start: Callable[[], Task]
) -> None:
    for body in ("first", "second"):
        sqs.send_message(QueueUrl=queue_url, MessageBody=body)
    task = start()
    assert [task.line(), task.line()] == ["asks", "started first"]
    task.terminate()
    assert [task.line(), task.line()] == ["finished first", "left"]
    assert task.process.wait(timeout=5) == 0
    assert depth(sqs, queue_url) == (1, 0)


def test_a_message_that_arrives_after_the_signal_is_handed_back_at_once(
    sqs: Any, queue_url: str, start: Callable[[], Task]
) -> None:
    sqs.send_message(QueueUrl=queue_url, MessageBody="first")
    task = start()
    assert [task.line() for _ in range(4)] == ["asks", "started first", "finished first", "asks"]
    task.terminate()  # while it waits for the next message
    sqs.send_message(QueueUrl=queue_url, MessageBody="late")
    assert task.line() == "left"
    names = ["ApproximateReceiveCount"]
    (message,) = sqs.receive_message(QueueUrl=queue_url, MessageSystemAttributeNames=names)["Messages"]
    assert message["Body"] == "late"
    assert message["Attributes"]["ApproximateReceiveCount"] == "2"  # the worker had it in between


def test_a_message_that_fails_stays_in_the_queue_and_the_worker_goes_on(
    sqs: Any, queue_url: str, start: Callable[[], Task]
) -> None:
    for body in ("broken", "sound"):
        sqs.send_message(QueueUrl=queue_url, MessageBody=body)
    task = start()
    assert [task.line() for _ in range(4)] == ["asks", "started broken", "asks", "started sound"]
    task.terminate()
    assert [task.line(), task.line()] == ["finished sound", "left"]
    assert depth(sqs, queue_url) == (0, 1)
