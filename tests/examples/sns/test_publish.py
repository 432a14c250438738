"""Which queues an event reaches in an emulated account, and how it looks there."""

import json

import boto3
import pytest

from tests.examples.support.account import create_queue, messages

FILTERS = {
    "billing": {"kind": ["OrderPaid", "OrderRefunded"]},
    "fraud": {"kind": ["OrderPaid"], "total": [{"numeric": [">=", 500]}]},
    "gifts": {"labels": ["gift"]},
}


@pytest.fixture
def topic_arn(aws) -> str:
    return boto3.client("sns").create_topic(Name="orders")["TopicArn"]


@pytest.fixture
def queues(load, topic_arn) -> dict[str, str]:
    module = load()
    urls = {}
    for name, wanted in FILTERS.items():
        urls[name] = create_queue(name)
        module.subscribe(topic_arn, f"arn:aws:sqs:eu-west-1:123456789012:{name}", wanted)
    return urls


def order(total: float = 30, labels: tuple[str, ...] = ()) -> dict:
    return {"id": "o-17", "total": total, "labels": list(labels)}


@pytest.mark.parametrize(
    ("kind", "event", "reached"),
    [
        ("OrderPaid", order(), {"billing"}),
        ("OrderRefunded", order(total=900), {"billing"}),
        ("OrderPaid", order(total=500), {"billing", "fraud"}),
        ("OrderPaid", order(total=499.99), {"billing"}),
        ("OrderPlaced", order(total=900), set()),
        ("OrderPlaced", order(labels=("express", "gift")), {"gifts"}),
    ],
)
def test_only_matching_queues_get_the_event(load, topic_arn, queues, kind, event, reached):
    load().publish(topic_arn, kind, event)

    found = {name: messages(url) for name, url in queues.items()}
    assert {name for name, bodies in found.items() if bodies} == reached
    assert all(json.loads(body) == event for bodies in found.values() for body in bodies)


def test_attributes_reach_the_consumer_with_their_types(load, topic_arn, queues):
    message_id = load().publish(topic_arn, "OrderPaid", order(labels=("gift",)))

    (message,) = boto3.client("sqs").receive_message(
        QueueUrl=queues["billing"], MessageAttributeNames=["All"]
    )["Messages"]
    attributes = message["MessageAttributes"]
    assert attributes["kind"] == {"DataType": "String", "StringValue": "OrderPaid"}
    assert attributes["total"] == {"DataType": "Number", "StringValue": "30"}
    assert json.loads(attributes["labels"]["StringValue"]) == ["gift"]
    assert message_id


def test_subscription_filters_from_its_first_moment(load, topic_arn, queues):
    sns = boto3.client("sns")
    subscriptions = sns.list_subscriptions_by_topic(TopicArn=topic_arn)["Subscriptions"]

    for subscription in subscriptions:
        found = sns.get_subscription_attributes(SubscriptionArn=subscription["SubscriptionArn"])["Attributes"]
        assert json.loads(found["FilterPolicy"]) == FILTERS[found["Endpoint"].rsplit(":", 1)[1]]
        assert found["RawMessageDelivery"] == "true"
