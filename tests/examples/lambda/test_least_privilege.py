"""The policy names real actions, and an emulated IAM lets through just the calls that are meant."""

import json

import boto3
import pytest
from botocore.exceptions import ClientError
from moto.core import set_initial_no_auth_action_count

from tests.examples.support.policies import problems


@pytest.fixture
def policy(example) -> dict:
    return json.loads(example.read_text())


def test_actions_exist_and_resources_are_named(policy):
    assert problems(policy) == []
    for statement in policy["Statement"]:
        assert statement["Resource"] != "*"


def test_every_wider_policy_is_reported(policy):
    policy["Statement"][2] |= {"Action": "dynamodb:*", "Resource": "*"}
    policy["Statement"][1] |= {"Action": "s3:ReadObject"}

    assert problems(policy) == [
        "ReadUploadsOnly: there is no action 's3:ReadObject'",
        "AddItemsToOneTable: 'dynamodb:*' allows everything",
    ]


@set_initial_no_auth_action_count(7)
def test_worker_can_read_uploads_and_nothing_else(aws, policy):
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket="shop-files", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_object(Bucket="shop-files", Key="uploads/pot.png", Body=b"png")
    s3.put_object(Bucket="shop-files", Key="invoices/2026.pdf", Body=b"pdf")
    boto3.client("sqs").create_queue(QueueName="uploads")
    iam = boto3.client("iam")
    iam.create_user(UserName="worker")
    iam.put_user_policy(UserName="worker", PolicyName="worker", PolicyDocument=json.dumps(policy))
    key = iam.create_access_key(UserName="worker")["AccessKey"]
    worker = boto3.Session(key["AccessKeyId"], key["SecretAccessKey"], region_name="eu-west-1")

    allowed = worker.client("s3").get_object(Bucket="shop-files", Key="uploads/pot.png")

    assert allowed["Body"].read() == b"png"
    for call, arguments in (
        (worker.client("s3").get_object, {"Bucket": "shop-files", "Key": "invoices/2026.pdf"}),
        (worker.client("s3").put_object, {"Bucket": "shop-files", "Key": "uploads/pot.png", "Body": b""}),
        (worker.client("sqs").create_queue, {"QueueName": "other"}),
    ):
        with pytest.raises(ClientError, match="AccessDenied"):
            call(**arguments)
