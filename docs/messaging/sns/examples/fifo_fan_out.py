"""Order events in sequence: a FIFO topic with a FIFO queue for billing and a standard queue for search."""

import json
from typing import Any


def build(sns: Any, sqs: Any) -> tuple[str, dict[str, str]]:
    """Creates topic, queues and subscriptions. Returns the topic's ARN and the queues' URLs."""
    topic = sns.create_topic(
        Name="orders.fifo",
        Attributes={
            "FifoTopic": "true",
            "FifoThroughputScope": "MessageGroup",  # deduplication within an order; there is no way back
        },
    )["TopicArn"]
    fifo = {
        "FifoQueue": "true",
        "DeduplicationScope": "messageGroup",
        "FifoThroughputLimit": "perMessageGroupId",
    }
    queues = {}
    # Order matters for billing. The search index compares versions, so any order will do.
    for name, suffix, kind in (("billing", ".fifo", fifo), ("search", "", {})):
        queues[name] = queue(sqs, topic, f"{name}{suffix}", kind)
        # The dead-letter queue of a subscription is of the same kind as the subscribed queue.
        dead = queue(sqs, topic, f"{name}-undelivered{suffix}", kind | {"MessageRetentionPeriod": "1209600"})
        queues[f"{name}-undelivered"] = dead
        sns.subscribe(
            TopicArn=topic,
            Protocol="sqs",
            Endpoint=arn(sqs, queues[name]),
            Attributes={
                "RawMessageDelivery": "true",
                "RedrivePolicy": json.dumps({"deadLetterTargetArn": arn(sqs, dead)}),
            },
        )
    return topic, queues


def queue(sqs: Any, topic: str, name: str, attributes: dict[str, str]) -> str:
    """A queue into which this topic may send, and no other."""
    url = sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": arn(sqs, url),
        "Condition": {"ArnEquals": {"aws:SourceArn": topic}},
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
    return url


def arn(sqs: Any, url: str) -> str:
    return sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]


def publish(sns: Any, topic: str, event: dict[str, Any]) -> None:
    """One event. Called again for the same event, it sends nothing new for five minutes."""
    sns.publish(
        TopicArn=topic,
        Message=json.dumps(event),
        MessageGroupId=event["order_id"],  # what must stay in order, and nothing wider
        MessageDeduplicationId=event["event_id"],  # of the event, not of this attempt
    )
