"""Who may send to the queue, and from where."""

from __future__ import annotations

import json

import boto3
import pytest

from tests.examples.support import policies
from tests.examples.support.decisions import decide

QUEUE = "arn:aws:sqs:eu-west-1:123456789012:orders"
TOPIC = "arn:aws:sns:eu-west-1:123456789012:order-events"
SHOP = "arn:aws:iam::444455556666:role/shop"


@pytest.fixture
def policy(example) -> dict:
    return json.loads(example.read_text(encoding="utf-8"))


def asked(policy: dict, principal: str, action: str = "sqs:SendMessage", **keys: str) -> str:
    context = {"aws:SecureTransport": "true"} | {
        name.replace("_", ":"): value for name, value in keys.items()
    }
    return decide(policy, action, QUEUE, context, principal)


def test_actions_exist(policy):
    assert policies.problems(policy) == []


def test_topic_may_send_and_no_other_topic(policy):
    assert asked(policy, "sns.amazonaws.com", aws_SourceArn=TOPIC) == "Allow"
    assert asked(policy, "sns.amazonaws.com", aws_SourceArn=TOPIC.replace("1234", "9999")) == "Nothing"
    assert asked(policy, "sns.amazonaws.com") == "Nothing"


def test_shop_may_send_and_only_that(policy):
    assert asked(policy, SHOP) == "Allow"
    assert asked(policy, SHOP, "sqs:ReceiveMessage") == "Nothing"
    assert asked(policy, SHOP.replace("shop", "other")) == "Nothing"


def test_without_tls_nobody_does_anything(policy):
    assert asked(policy, SHOP, aws_SecureTransport="false") == "Deny"
    assert asked(
        policy, "arn:aws:iam::123456789012:role/worker", "sqs:ReceiveMessage", aws_SecureTransport="false"
    ) == ("Deny")


def test_policy_says_nothing_of_the_accounts_own_roles_which_their_own_policies_allow(policy):
    assert asked(policy, "arn:aws:iam::123456789012:role/worker", "sqs:ReceiveMessage") == "Nothing"


def test_queue_takes_the_policy(policy, aws):
    sqs = boto3.client("sqs")
    url = sqs.create_queue(QueueName="orders", Attributes={"Policy": json.dumps(policy)})["QueueUrl"]
    stored = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"])["Attributes"]["Policy"]

    assert json.loads(stored) == policy


def test_no_separate_permission_for_batches_exists():
    policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sqs:SendMessageBatch"}]}

    assert policies.problems(policy) == ["statement 1: there is no action 'sqs:SendMessageBatch'"]
