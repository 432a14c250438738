"""The solution as a whole, and the mistakes that its steps must catch."""

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
    return modules.load(examples / "order_news_start.py", monkeypatch)


def test_event_published_twice_is_booked_once(module, start):
    sns, sqs, audit = boto3.client("sns"), boto3.client("sqs"), start.new_audit()
    topic = sns.create_topic(Name="orders")["TopicArn"]
    url = module.connect(sns, sqs, topic, "audit", None)
    for _ in range(2):
        module.publish(sns, topic, start.paid(1))

    found = start.take(sqs, url)
    for message in found:
        module.book(audit, json.loads(message["Body"]))

    assert len(found) == 2
    assert audit.execute("SELECT count(*) FROM events").fetchone() == (1,)


def test_connecting_again_makes_no_second_subscription(module):
    sns, sqs = boto3.client("sns"), boto3.client("sqs")
    topic = sns.create_topic(Name="orders")["TopicArn"]
    for _ in range(2):
        module.connect(sns, sqs, topic, "audit", None)

    assert len(sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]) == 1


def test_envelope_instead_of_raw_delivery_fails_step_3(module, start, monkeypatch):
    subscribe = boto3.client("sns").subscribe

    class Enveloped:
        def subscribe(self, **call):
            call["Attributes"]["RawMessageDelivery"] = "false"
            return subscribe(**call)

    def connect(sns, sqs, topic, name, wanted):
        return module.connect(Enveloped(), sqs, topic, name, wanted)

    monkeypatch.setattr(start, "connect", connect)
    monkeypatch.setattr(start, "publish", module.publish)

    with pytest.raises(AssertionError):
        start.test_step_3_each_reader_gets_what_it_wants_and_reads_the_event_itself(boto3.client("sns"))


def test_deleting_before_sending_fails_step_5(start, monkeypatch):
    def eager(sqs, dead_url, queue_url):
        for message in start.take(sqs, dead_url):
            sqs.delete_message(QueueUrl=dead_url, ReceiptHandle=message["ReceiptHandle"])
            sqs.send_message(QueueUrl=queue_url, MessageBody=message["Body"])
        return 0

    monkeypatch.setattr(start, "bring_back", eager)

    with pytest.raises(AssertionError):
        start.test_step_5_what_cannot_be_sent_stays_where_it_is(boto3.client("sns"))
