"""What two queues behind an emulated FIFO topic make of order and repeats."""

from __future__ import annotations

import json

import boto3
import pytest


@pytest.fixture
def built(load, aws):
    module = load()
    topic, queues = module.build(boto3.client("sns"), boto3.client("sqs"))
    return module, topic, queues


def event(number: int, order: str) -> dict:
    return {"event_id": f"e-{number}", "order_id": order, "version": number}


def received(url: str) -> list[str]:
    found = boto3.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    return [json.loads(message["Body"])["event_id"] for message in found]


def test_both_queues_get_each_event(built):
    module, topic, queues = built
    for number in (1, 2, 3):
        module.publish(boto3.client("sns"), topic, event(number, "o-1"))

    assert received(queues["billing"]) == ["e-1", "e-2", "e-3"]
    assert sorted(received(queues["search"])) == ["e-1", "e-2", "e-3"]
    assert received(queues["billing-undelivered"]) + received(queues["search-undelivered"]) == []


def test_repeat_of_the_publisher_reaches_billing_once(built):
    """In the emulator it is the FIFO queue that drops it; with AWS the topic does, for both queues."""
    module, topic, queues = built
    for _ in range(2):
        module.publish(boto3.client("sns"), topic, event(1, "o-1"))

    assert received(queues["billing"]) == ["e-1"]


def test_an_order_waits_for_itself_alone(built):
    module, topic, queues = built
    for number, order in ((1, "o-1"), (2, "o-1"), (3, "o-2")):
        module.publish(boto3.client("sns"), topic, event(number, order))
    sqs = boto3.client("sqs")
    (stuck,) = sqs.receive_message(QueueUrl=queues["billing"], MaxNumberOfMessages=1)["Messages"]

    assert json.loads(stuck["Body"])["event_id"] == "e-1"
    assert received(queues["billing"]) == ["e-3"]


def test_deduplication_is_within_an_order_in_the_topic_and_in_the_queue(load, aws):
    sns, sqs, asked = boto3.client("sns"), boto3.client("sqs"), []
    for client, call in ((sns, "sns.CreateTopic"), (sqs, "sqs.CreateQueue")):
        client.meta.events.register(
            f"provide-client-params.{call}", lambda params, **_: asked.append(params["Attributes"])
        )

    load().build(sns, sqs)  # the emulator forgets the topic's scope, so the calls are looked at

    topic, billing, *_ = asked
    assert (topic["FifoThroughputScope"], billing["DeduplicationScope"]) == ("MessageGroup", "messageGroup")


def test_each_queue_admits_this_topic(built):
    _, topic, queues = built
    for url in queues.values():
        policy = boto3.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"])
        (statement,) = json.loads(policy["Attributes"]["Policy"])["Statement"]
        assert statement["Condition"] == {"ArnEquals": {"aws:SourceArn": topic}}
        assert statement["Resource"].endswith(":" + url.rsplit("/", 1)[1])


def test_each_subscription_keeps_what_fails_in_a_queue_of_the_subscribed_kind(built):
    _, topic, _ = built
    sns = boto3.client("sns")
    for subscription in sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]:
        found = sns.get_subscription_attributes(SubscriptionArn=subscription["SubscriptionArn"])["Attributes"]
        dead = json.loads(found["RedrivePolicy"])["deadLetterTargetArn"]
        assert dead.endswith(".fifo") == subscription["Endpoint"].endswith(".fifo")
        assert found["RawMessageDelivery"] == "true"


def test_fifo_queue_behind_a_standard_topic_is_refused(built):
    sns = boto3.client("sns")
    standard = sns.create_topic(Name="orders")["TopicArn"]

    with pytest.raises(sns.exceptions.InvalidParameterException):
        sns.subscribe(
            TopicArn=standard, Protocol="sqs", Endpoint="arn:aws:sqs:eu-west-1:123456789012:billing.fifo"
        )
