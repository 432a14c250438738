"""S3 may replicate this bucket and no other, and what fails is told to somebody."""

import pytest

from tests.examples.support import templates
from tests.examples.support.decisions import decide

NAMES = {
    "AWS::AccountId": "123456789012",
    "Failures": "https://queue",
    "Failures.Arn": "arn:aws:sqs:eu-west-1:123456789012:failures",
    "Invoices": "invoices",
    "Invoices.Arn": "arn:aws:s3:::invoices",
    "ReplicaArn": "arn:aws:s3:::invoices-replica",
    "Replication": "replication",
    "Replication.Arn": "arn:aws:iam::123456789012:role/replication",
}


@pytest.fixture
def resources(example) -> dict:
    return templates.resolve(templates.load(example)["Resources"], NAMES)


@pytest.fixture
def bucket(resources) -> dict:
    return resources["Invoices"]["Properties"]


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_replication_has_what_it_needs(bucket):
    (rule,) = bucket["ReplicationConfiguration"]["Rules"]

    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    assert (rule["Status"], rule["Filter"]) == ("Enabled", {"Prefix": ""})
    assert rule["Destination"]["Bucket"] == NAMES["ReplicaArn"]
    assert rule["DeleteMarkerReplication"] == {"Status": "Disabled"}
    assert rule["Destination"]["ReplicationTime"]["Time"] == {"Minutes": 15}


def test_failures_reach_a_queue_that_takes_them(resources, bucket):
    told = {
        entry["Event"]: entry["Queue"] for entry in bucket["NotificationConfiguration"]["QueueConfigurations"]
    }
    (rule,) = bucket["ReplicationConfiguration"]["Rules"]
    policy = resources["FailuresPolicy"]["Properties"]["PolicyDocument"]

    assert told == dict.fromkeys(
        ("s3:Replication:OperationFailedReplication", "s3:Replication:OperationMissedThreshold"),
        NAMES["Failures.Arn"],
    )
    assert rule["Destination"]["Metrics"]["Status"] == "Enabled"  # without it no event
    assert resources["Invoices"]["DependsOn"] == "FailuresPolicy"
    for account, wanted in ("123456789012", "Allow"), ("999999999999", "Nothing"):
        context = {"aws:SourceAccount": account}
        asked = decide(
            policy, "sqs:SendMessage", NAMES["Failures.Arn"], context, principal="s3.amazonaws.com"
        )
        assert asked == wanted


def test_s3_alone_can_take_the_role(resources):
    (statement,) = resources["Replication"]["Properties"]["AssumeRolePolicyDocument"]["Statement"]

    # No condition: whether S3 names the account when it replicates is not documented.
    assert statement == {
        "Effect": "Allow",
        "Principal": {"Service": "s3.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }


@pytest.mark.parametrize(
    ("action", "resource", "wanted"),
    [
        ("s3:GetReplicationConfiguration", "arn:aws:s3:::invoices", "Allow"),
        ("s3:GetObjectVersionForReplication", "arn:aws:s3:::invoices/1", "Allow"),
        ("s3:ReplicateObject", "arn:aws:s3:::invoices-replica/1", "Allow"),
        ("s3:ReplicateDelete", "arn:aws:s3:::invoices-replica/1", "Nothing"),
        ("s3:ReplicateObject", "arn:aws:s3:::other/1", "Nothing"),
        ("s3:PutObject", "arn:aws:s3:::invoices/1", "Nothing"),
    ],
)
def test_role_can_replicate_and_nothing_else(resources, action, resource, wanted):
    policy = resources["ReplicationPolicy"]["Properties"]["PolicyDocument"]

    assert decide(policy, action, resource) == wanted
