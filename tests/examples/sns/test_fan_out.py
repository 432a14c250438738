"""The template's queues, policy and subscriptions in an emulated account: who gets which event."""

import json

import boto3
import pytest

from tests.examples.support import templates
from tests.examples.support.account import create_queue, messages
from tests.examples.support.decisions import decide

TOPIC = "arn:aws:sns:eu-west-1:123456789012:orders"
QUEUES = ("Billing", "Shipping", "BillingUndelivered", "ShippingUndelivered")
SUBSCRIPTIONS = ("BillingSubscription", "ShippingSubscription")


@pytest.fixture
def template(example) -> dict:
    return templates.load(example)


@pytest.fixture
def queues(aws, template) -> dict[str, str]:
    """The queues' URLs, with topic and subscriptions. The emulator makes no subscriptions of a template."""
    sns = boto3.client("sns")
    urls = {name: create_queue(name) for name in QUEUES}
    names = {f"{name}.Arn": f"arn:aws:sqs:eu-west-1:123456789012:{name}" for name in QUEUES}
    names["OrderEvents"] = sns.create_topic(Name="orders")["TopicArn"]
    for name in SUBSCRIPTIONS:
        properties = templates.resolve(template["Resources"][name]["Properties"], names)
        sns.subscribe(
            TopicArn=properties.pop("TopicArn"),
            Protocol=properties.pop("Protocol"),
            Endpoint=properties.pop("Endpoint"),
            # Of the attributes, CloudFormation takes JSON where the API takes text.
            Attributes={
                key: value if isinstance(value, str) else json.dumps(value)
                for key, value in properties.items()
            },
        )
    return urls


def test_no_linter_objects(example):
    assert templates.problems(example) == []


@pytest.mark.parametrize(
    ("kind", "status", "country", "reached"),
    [
        ("OrderPaid", "paid", "DE", {"Billing", "Shipping"}),
        ("OrderPaid", "paid", "JP", {"Billing"}),
        ("OrderRefunded", "refunded", "AT", {"Billing"}),
        ("OrderPlaced", "new", "AT", set()),
    ],
)
def test_each_queue_gets_what_it_asked_for(queues, kind, status, country, reached):
    order = {"id": "o-17", "status": status, "address": {"country": country}}
    boto3.client("sns").publish(
        TopicArn=TOPIC,
        Message=json.dumps(order),
        MessageAttributes={"kind": {"DataType": "String", "StringValue": kind}},
    )

    found = {name: messages(url) for name, url in queues.items()}
    assert {name for name, bodies in found.items() if bodies} == reached
    assert all(json.loads(body) == order for bodies in found.values() for body in bodies)


def test_topic_may_send_to_all_queues_and_nobody_else_may(template):
    properties = template["Resources"]["AdmitTopic"]["Properties"]
    policy = templates.resolve(properties["PolicyDocument"], {"OrderEvents": TOPIC})

    assert properties["Queues"] == [{"Ref": name} for name in QUEUES]
    request = ("sqs:SendMessage", "arn:aws:sqs:eu-west-1:123456789012:Billing")
    assert decide(policy, *request, {"aws:SourceArn": TOPIC}, principal="sns.amazonaws.com") == "Allow"
    assert (
        decide(policy, *request, {"aws:SourceArn": TOPIC + "2"}, principal="sns.amazonaws.com") == "Nothing"
    )
    assert decide(policy, *request, {"aws:SourceArn": TOPIC}) == "Nothing"


def test_what_sns_gives_up_is_kept_and_nothing_is_sent_before_it_may(template):
    for name in SUBSCRIPTIONS:
        subscription = template["Resources"][name]
        undelivered = name.replace("Subscription", "Undelivered")
        assert template["Resources"][undelivered]["Properties"] == {"MessageRetentionPeriod": 14 * 86400}
        assert subscription["DependsOn"] == "AdmitTopic"
        assert subscription["Properties"]["RedrivePolicy"] == {
            "deadLetterTargetArn": {"Fn::GetAtt": [undelivered, "Arn"]}
        }
