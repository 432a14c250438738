"""Publishes what happened to orders, with attributes by which subscribers choose."""

import json
from typing import Any

import boto3

sns = boto3.client("sns")


def publish(topic_arn: str, kind: str, order: dict[str, Any]) -> str:
    """Publishes one event and returns its message ID."""
    answer = sns.publish(
        TopicArn=topic_arn,
        Message=json.dumps(order),
        # Few and stable: subscribers in other teams write their filter policies against them.
        MessageAttributes={
            "kind": {"DataType": "String", "StringValue": kind},
            # Typed Number, so that a filter can compare. The value itself travels as text.
            "total": {"DataType": "Number", "StringValue": str(order["total"])},
            # One matching entry is enough for a filter to let the message through.
            "labels": {"DataType": "String.Array", "StringValue": json.dumps(order["labels"])},
        },
    )
    return answer["MessageId"]


def subscribe(topic_arn: str, queue_arn: str, wanted: dict[str, list[Any]]) -> str:
    """Lets a queue have the events that fit: all the names given, and one value of each."""
    answer = sns.subscribe(
        TopicArn=topic_arn,
        Protocol="sqs",
        Endpoint=queue_arn,
        # Set in the same call. Added later, it would let everything through until then.
        Attributes={"FilterPolicy": json.dumps(wanted), "RawMessageDelivery": "true"},
        ReturnSubscriptionArn=True,
    )
    return answer["SubscriptionArn"]
