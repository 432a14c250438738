"""Who may subscribe what, and who may publish."""

from __future__ import annotations

import json

import boto3
import pytest

from tests.examples.support import policies
from tests.examples.support.decisions import decide

TOPIC = "arn:aws:sns:eu-west-1:123456789012:orders"
SEARCH = "arn:aws:iam::444455556666:role/search-deploy"


@pytest.fixture
def policy(example) -> dict:
    return json.loads(example.read_text(encoding="utf-8"))


def asked(policy: dict, principal: str, action: str, **keys: str) -> str:
    context = {"aws:SecureTransport": "true"} | {
        name.replace("_", ":"): value for name, value in keys.items()
    }
    return decide(policy, action, TOPIC, context, principal)


def test_actions_and_their_condition_keys_exist(policy):
    assert policies.problems(policy) == []
    assert [key for key in policies.unsupported_keys(policy) if "sns:" in key.split()[-1]] == []


@pytest.mark.parametrize(
    ("protocol", "endpoint", "answer"),
    [
        ("sqs", "arn:aws:sqs:eu-west-1:444455556666:search", "Allow"),
        ("sqs", "arn:aws:sqs:eu-west-1:999999999999:search", "Nothing"),
        ("https", "https://collector.example/", "Nothing"),
        ("email", "somebody@example.com", "Nothing"),
    ],
)
def test_search_team_subscribes_queues_of_its_own(policy, protocol, endpoint, answer):
    keys = {"sns_Protocol": protocol, "sns_Endpoint": endpoint}

    assert asked(policy, SEARCH, "sns:Subscribe", **keys) == answer
    assert asked(policy, SEARCH.replace("search", "other"), "sns:Subscribe", **keys) == "Nothing"


def test_search_team_may_not_publish(policy):
    assert asked(policy, SEARCH, "sns:Publish") == "Nothing"


@pytest.mark.parametrize(
    ("bucket", "account", "answer"),
    [
        ("arn:aws:s3:::shop-uploads", "123456789012", "Allow"),
        ("arn:aws:s3:::other-bucket", "123456789012", "Nothing"),
        ("arn:aws:s3:::shop-uploads", "999999999999", "Nothing"),
    ],
)
def test_one_bucket_of_one_account_publishes(policy, bucket, account, answer):
    keys = {"aws_SourceArn": bucket, "aws_SourceAccount": account}

    assert asked(policy, "s3.amazonaws.com", "sns:Publish", **keys) == answer


def test_without_tls_nobody_publishes(policy):
    own = "arn:aws:iam::123456789012:role/shop"

    assert asked(policy, own, "sns:Publish", aws_SecureTransport="false") == "Deny"
    assert asked(policy, own, "sns:Publish") == "Nothing"  # its own policy decides


def test_topic_takes_the_policy(policy, aws):
    sns = boto3.client("sns")
    topic = sns.create_topic(Name="orders", Attributes={"Policy": json.dumps(policy)})["TopicArn"]

    stored = sns.get_topic_attributes(TopicArn=topic)["Attributes"]["Policy"]
    assert (topic, json.loads(stored)) == (TOPIC, policy)


def test_no_separate_permission_for_batches_exists():
    policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sns:PublishBatch"}]}

    assert policies.problems(policy) == ["statement 1: there is no action 'sns:PublishBatch'"]
