"""Works through a queue until ECS says stop, and then finishes the message at hand."""

import logging
import os
import signal
from collections.abc import Callable
from typing import Any

import boto3

log = logging.getLogger("worker")


class Worker:
    """Takes messages from a queue. `handle` may see a message twice, as with any standard queue.

    The wait for a message must fit between SIGTERM and SIGKILL, into the stop timeout. So must handling one.
    """

    def __init__(self, sqs: Any, queue_url: str, handle: Callable[[str], None], wait: int = 10) -> None:
        self.sqs, self.queue_url, self.handle, self.wait = sqs, queue_url, handle, wait
        self.stopping = False
        # ECS sends SIGTERM on a deployment, a scale-in and a Spot interruption alike. The image needs the
        # exec form of CMD: a shell as process 1 would receive the signal and pass nothing on.
        signal.signal(signal.SIGTERM, self.stop)

    def stop(self, _signal: int, _frame: object) -> None:
        self.stopping = True  # and no more: this can run between any two instructions

    def run(self) -> None:
        while not self.stopping:
            # One at a time: those left over from a batch would wait for their visibility timeout.
            answer = self.sqs.receive_message(
                QueueUrl=self.queue_url, MaxNumberOfMessages=1, WaitTimeSeconds=self.wait
            )
            for message in answer.get("Messages", []):
                self.take(message)
        log.info("stopped")

    def take(self, message: dict[str, Any]) -> None:
        receipt = {"QueueUrl": self.queue_url, "ReceiptHandle": message["ReceiptHandle"]}
        if self.stopping:  # it came at the end of the wait, and another task can have it at once
            self.sqs.change_message_visibility(**receipt, VisibilityTimeout=0)
            return
        try:
            self.handle(message["Body"])
        except Exception:
            log.exception("message %s failed", message["MessageId"])  # it comes back by itself
        else:
            self.sqs.delete_message(**receipt)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    Worker(boto3.client("sqs"), os.environ["QUEUE_URL"], log.info).run()
