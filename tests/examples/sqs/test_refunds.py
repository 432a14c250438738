"""The solution beyond the steps: queue and bank together, and naive variants that the steps must catch."""

from __future__ import annotations

import json

import boto3
import pytest

from tests.examples.support import modules


@pytest.fixture
def module(load, aws):
    return load()


@pytest.fixture
def start(examples, monkeypatch, aws):
    return modules.load(examples / "refunds_start.py", monkeypatch)


def test_message_sent_twice_is_paid_once_and_both_are_gone(module, start):
    sqs, bank = boto3.client("sqs"), start.new_bank()
    queue, dead = module.make_queues(sqs)
    for _ in range(2):
        start.send(sqs, queue, "r-1", "ann")

    module.poll(sqs, queue, lambda refund: module.pay(bank, refund))

    assert start.balance(bank, "ann") == 500
    assert (start.waiting(sqs, queue), start.waiting(sqs, dead)) == (0, 0)


def test_a_failed_delete_stops_nobody(module, start, monkeypatch):
    sqs, handled = boto3.client("sqs"), []
    queue, _ = module.make_queues(sqs)
    for number in ("r-1", "r-2"):
        start.send(sqs, queue, number, "ann")

    def unreachable(**_):
        raise ConnectionError("no way to SQS")

    monkeypatch.setattr(sqs, "delete_message", unreachable)
    module.poll(sqs, queue, handled.append)

    assert [refund["id"] for refund in handled] == ["r-1", "r-2"]


def test_refund_for_an_unknown_account_is_not_marked_as_paid(module, start):
    bank = start.new_bank()
    refund = {"id": "r-1", "account": "carl", "cents": 500}

    with pytest.raises(LookupError):
        module.pay(bank, refund)

    bank.execute("INSERT INTO accounts VALUES ('carl', 0)")
    module.pay(bank, refund)
    assert start.balance(bank, "carl") == 500


def test_making_the_queues_again_changes_nothing(module):
    sqs = boto3.client("sqs")

    assert module.make_queues(sqs)[0].endswith("/refunds")


def test_deleting_before_the_work_fails_step_3(module, start, monkeypatch):
    def eager(sqs, queue_url, handle):
        for message in sqs.receive_message(QueueUrl=queue_url, MaxNumberOfMessages=10).get("Messages", []):
            sqs.delete_message(QueueUrl=queue_url, ReceiptHandle=message["ReceiptHandle"])
            handle(json.loads(message["Body"]))

    monkeypatch.setattr(start, "make_queues", module.make_queues)
    monkeypatch.setattr(start, "poll", eager)

    with pytest.raises((AssertionError, ConnectionError)):
        start.test_step_3_what_is_done_is_deleted_and_one_failure_stops_nobody(boto3.client("sqs"))


def test_asking_first_and_writing_in_two_transactions_fails_step_5(start, monkeypatch):
    def careless(bank, refund):
        if bank.execute("SELECT 1 FROM refunds WHERE id = ?", (refund["id"],)).fetchone():
            return
        with bank:
            bank.execute("INSERT INTO refunds VALUES (?, ?, ?)", tuple(refund.values()))
        with bank:
            bank.execute(
                "UPDATE accounts SET cents = cents + ? WHERE name = ?", (refund["cents"], refund["account"])
            )

    monkeypatch.setattr(start, "pay", careless)

    with pytest.raises(AssertionError):
        start.test_step_5_a_crash_between_the_two_writes_leaves_neither()
