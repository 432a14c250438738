"""Where the exercise starts. Each step has a test that fails until you have written the function for it.

pip install boto3 "moto[sqs]" pytest
pytest -x refunds_start.py
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

Refund = dict[str, Any]  # {"id": "r-1", "account": "ann", "cents": 500}


class OtherRefundError(Exception):
    """The ID was used before for another refund."""


def make_queues(sqs: Any) -> tuple[str, str]:
    """Creates a queue and its dead-letter queue and returns both URLs. Step 2."""
    raise NotImplementedError


def poll(sqs: Any, queue_url: str, handle: Callable[[Refund], None]) -> None:
    """Takes one batch, handles each message and deletes what is done. Steps 3 and 4."""
    raise NotImplementedError


def pay(bank: sqlite3.Connection, refund: Refund) -> None:
    """Adds the money to the account, once per ID. Step 5."""
    raise NotImplementedError


def new_bank() -> sqlite3.Connection:
    bank = sqlite3.connect(":memory:")
    bank.execute("CREATE TABLE accounts (name TEXT PRIMARY KEY, cents INTEGER)")
    bank.execute("CREATE TABLE refunds (id TEXT PRIMARY KEY, account TEXT, cents INTEGER)")
    bank.execute("INSERT INTO accounts VALUES ('ann', 0), ('bob', 0)")
    bank.commit()
    return bank


def balance(bank: sqlite3.Connection, account: str) -> int:
    return bank.execute("SELECT cents FROM accounts WHERE name = ?", (account,)).fetchone()[0]


def send(sqs: Any, queue_url: str, number: str, account: str, cents: int = 500) -> None:
    body = json.dumps({"id": number, "account": account, "cents": cents})
    sqs.send_message(QueueUrl=queue_url, MessageBody=body)


def waiting(sqs: Any, queue_url: str) -> int:
    name = "ApproximateNumberOfMessages"
    return int(sqs.get_queue_attributes(QueueUrl=queue_url, AttributeNames=[name])["Attributes"][name])


@pytest.fixture
def sqs() -> Iterator[Any]:
    with mock_aws():  # SQS in this process, empty for each test
        yield boto3.client("sqs", region_name="eu-west-1")


def test_step_2_five_receives_and_two_weeks_for_the_dead(sqs: Any) -> None:
    queue, dead = make_queues(sqs)
    source, other = (
        sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"] for url in (queue, dead)
    )
    policy = json.loads(source["RedrivePolicy"])
    assert (policy["deadLetterTargetArn"], int(policy["maxReceiveCount"])) == (other["QueueArn"], 5)
    assert (source["ReceiveMessageWaitTimeSeconds"], source["VisibilityTimeout"]) == ("20", "60")
    assert other["MessageRetentionPeriod"] == "1209600"


def test_step_3_what_is_done_is_deleted_and_one_failure_stops_nobody(sqs: Any) -> None:
    queue, _ = make_queues(sqs)
    for number in ("r-1", "r-2", "r-3"):
        send(sqs, queue, number, "ann")
    seen = []

    def handle(refund: Refund) -> None:
        seen.append(refund["id"])
        if refund["id"] == "r-2":
            raise ConnectionError("bank gone")

    poll(sqs, queue, handle)
    left = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
    assert (seen, left["ApproximateNumberOfMessagesNotVisible"]) == (["r-1", "r-2", "r-3"], "1")


def test_step_4_what_never_works_ends_in_the_dead_letter_queue(sqs: Any) -> None:
    queue, dead = make_queues(sqs)
    no_waiting = {"VisibilityTimeout": "0", "ReceiveMessageWaitTimeSeconds": "0"}
    sqs.set_queue_attributes(QueueUrl=queue, Attributes=no_waiting)
    sqs.send_message(QueueUrl=queue, MessageBody="not JSON")
    send(sqs, queue, "r-1", "ann")
    handled: list[Refund] = []
    for _ in range(6):
        poll(sqs, queue, handled.append)
    assert ([refund["id"] for refund in handled], waiting(sqs, dead)) == (["r-1"], 1)


def test_step_5_a_repeat_pays_nothing_and_other_data_is_refused() -> None:
    bank = new_bank()
    refund = {"id": "r-1", "account": "ann", "cents": 500}
    for _ in range(2):
        pay(bank, refund)
    assert balance(bank, "ann") == 500
    for change in ({"cents": 900}, {"account": "bob"}):
        with pytest.raises(OtherRefundError):
            pay(bank, refund | change)
    assert (balance(bank, "ann"), balance(bank, "bob")) == (500, 0)


def test_step_5_a_crash_between_the_two_writes_leaves_neither() -> None:
    bank = new_bank()
    bank.execute("CREATE TRIGGER crash BEFORE UPDATE ON accounts BEGIN SELECT RAISE(ABORT, 'crash'); END")
    refund = {"id": "r-1", "account": "ann", "cents": 500}
    with pytest.raises(sqlite3.IntegrityError):
        pay(bank, refund)
    bank.execute("DROP TRIGGER crash")
    pay(bank, refund)
    assert balance(bank, "ann") == 500
