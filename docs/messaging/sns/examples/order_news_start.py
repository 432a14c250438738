"""Where the exercise starts. Each step has a test that fails until you have written the function for it.

pip install boto3 "moto[sns,sqs]" pytest
pytest -x order_news_start.py
"""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

Event = dict[str, Any]  # {"id": "e-1", "kind": "OrderPaid", "order": "o-17", "cents": 4200}
WANTED = {"shipping": {"kind": ["OrderPaid"]}, "audit": None}  # None: everything


class OtherEventError(Exception):
    """The ID was used before for another event."""


def connect(sns: Any, sqs: Any, topic: str, name: str, wanted: dict[str, Any] | None) -> str:
    """Gives a reader its queue, subscribed to the topic, and returns the queue's URL. Steps 2 and 3."""
    raise NotImplementedError


def publish(sns: Any, topic: str, event: Event) -> None:
    """Says what happened, once, whoever listens. Step 3."""
    raise NotImplementedError


def book(audit: sqlite3.Connection, event: Event) -> None:
    """Writes an event into the audit log, once per ID. Step 4."""
    raise NotImplementedError


def bring_back(sqs: Any, dead_url: str, queue_url: str) -> int:
    """Takes up to ten messages from the dead-letter queue to the reader's queue; says how many. Step 5."""
    raise NotImplementedError


def new_audit() -> sqlite3.Connection:
    audit = sqlite3.connect(":memory:")
    audit.execute("CREATE TABLE events (id TEXT PRIMARY KEY, event TEXT)")
    audit.commit()
    return audit


def paid(number: int) -> Event:
    return {"id": f"e-{number}", "kind": "OrderPaid", "order": "o-17", "cents": 4200}


def take(sqs: Any, url: str) -> list[dict[str, Any]]:
    answer = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, MessageAttributeNames=["All"])
    return answer.get("Messages", [])


@pytest.fixture
def sns() -> Iterator[Any]:
    with mock_aws():  # SNS and SQS in this process, empty for each test
        yield boto3.client("sns", region_name="eu-west-1")


def test_step_2_a_queue_that_admits_this_topic_alone(sns: Any) -> None:
    sqs = boto3.client("sqs", region_name="eu-west-1")
    topic = sns.create_topic(Name="orders")["TopicArn"]
    url = connect(sns, sqs, topic, "audit", None)
    found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    (statement,) = json.loads(found["Policy"])["Statement"]
    assert (statement["Action"], statement["Resource"]) == ("sqs:SendMessage", found["QueueArn"])
    assert statement["Principal"] == {"Service": "sns.amazonaws.com"}
    assert statement["Condition"] == {"ArnEquals": {"aws:SourceArn": topic}}


def test_step_2_what_sns_gives_up_is_kept_for_two_weeks(sns: Any) -> None:
    sqs = boto3.client("sqs", region_name="eu-west-1")
    topic = sns.create_topic(Name="orders")["TopicArn"]
    connect(sns, sqs, topic, "audit", None)
    (listed,) = sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
    found = sns.get_subscription_attributes(SubscriptionArn=listed["SubscriptionArn"])["Attributes"]
    target = json.loads(found["RedrivePolicy"])["deadLetterTargetArn"]
    dead = sqs.get_queue_url(QueueName=target.rsplit(":", 1)[1])["QueueUrl"]
    kept = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["All"])["Attributes"]
    assert (target.rsplit(":", 1)[1], kept["MessageRetentionPeriod"]) == ("audit-undelivered", "1209600")
    (statement,) = json.loads(kept["Policy"])["Statement"]
    assert statement["Condition"] == {"ArnEquals": {"aws:SourceArn": topic}}


def test_step_3_each_reader_gets_what_it_wants_and_reads_the_event_itself(sns: Any) -> None:
    sqs = boto3.client("sqs", region_name="eu-west-1")
    topic = sns.create_topic(Name="orders")["TopicArn"]
    urls = {name: connect(sns, sqs, topic, name, wanted) for name, wanted in WANTED.items()}
    events = [paid(1), paid(2) | {"kind": "OrderPlaced"}]
    for event in events:
        publish(sns, topic, event)
    read = {name: [json.loads(message["Body"]) for message in take(sqs, url)] for name, url in urls.items()}
    assert read["shipping"] == events[:1]
    assert sorted(read["audit"], key=lambda event: event["id"]) == events


def test_step_4_twice_is_once_and_other_data_is_refused() -> None:
    audit = new_audit()
    for _ in range(2):
        book(audit, paid(1))
    with pytest.raises(OtherEventError):
        book(audit, paid(1) | {"cents": 9900})
    assert audit.execute("SELECT id FROM events").fetchall() == [("e-1",)]


def test_step_5_what_came_back_looks_as_before_and_is_gone_there(sns: Any) -> None:
    sqs = boto3.client("sqs", region_name="eu-west-1")
    dead, queue = (sqs.create_queue(QueueName=name)["QueueUrl"] for name in ("undelivered", "audit"))
    kind = {"kind": {"DataType": "String", "StringValue": "OrderPaid"}}
    sqs.send_message(QueueUrl=dead, MessageBody=json.dumps(paid(1)), MessageAttributes=kind)
    assert (bring_back(sqs, dead, queue), bring_back(sqs, dead, queue)) == (1, 0)
    (message,) = take(sqs, queue)
    assert json.loads(message["Body"]) == paid(1)
    assert message["MessageAttributes"]["kind"]["StringValue"] == "OrderPaid"


def test_step_5_what_cannot_be_sent_stays_where_it_is(sns: Any) -> None:
    sqs = boto3.client("sqs", region_name="eu-west-1")
    dead = sqs.create_queue(QueueName="undelivered", Attributes={"VisibilityTimeout": "0"})["QueueUrl"]
    sqs.send_message(QueueUrl=dead, MessageBody=json.dumps(paid(1)))
    with pytest.raises(sqs.exceptions.QueueDoesNotExist):
        bring_back(sqs, dead, dead.replace("undelivered", "gone"))
    assert len(take(sqs, dead)) == 1
