"""The stack in an emulated account: after too many receives a message is in the other queue."""

import json

import boto3
import pytest

from tests.examples.support import stacks, templates


@pytest.fixture
def properties(example) -> dict:
    return {
        name: resource.get("Properties") for name, resource in templates.load(example)["Resources"].items()
    }


@pytest.fixture
def stack(example, aws) -> dict[str, str]:
    """The physical IDs of the stack's resources: of a queue, its URL."""
    template = templates.load(example)
    del template["Resources"]["DeadLetterAlarm"]  # a type that the emulator does not make of a template
    return stacks.create(template)


def receive(queue_url: str) -> list[str]:
    found = boto3.client("sqs").receive_message(QueueUrl=queue_url, VisibilityTimeout=0, WaitTimeSeconds=0)
    return [message["Body"] for message in found.get("Messages", [])]


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_message_is_set_aside_after_five_receives(stack):
    boto3.client("sqs").send_message(QueueUrl=stack["Orders"], MessageBody="poison")

    assert [receive(stack["Orders"]) for _ in range(6)] == [["poison"]] * 5 + [[]]
    assert receive(stack["DeadLetters"]) == ["poison"]


def test_message_that_is_deleted_in_time_is_not_set_aside(stack):
    sqs = boto3.client("sqs")
    sqs.send_message(QueueUrl=stack["Orders"], MessageBody="good")
    (message,) = sqs.receive_message(QueueUrl=stack["Orders"])["Messages"]
    sqs.delete_message(QueueUrl=stack["Orders"], ReceiptHandle=message["ReceiptHandle"])

    assert receive(stack["DeadLetters"]) == []
    assert sqs.list_dead_letter_source_queues(QueueUrl=stack["DeadLetters"])["queueUrls"] == [stack["Orders"]]


def test_dead_letter_queue_admits_exactly_the_stacks_queue(stack, properties):
    attributes = boto3.client("sqs").get_queue_attributes(
        QueueUrl=stack["Orders"], AttributeNames=["QueueArn", "RedrivePolicy"]
    )["Attributes"]
    allowed = properties["DeadLetters"]["RedriveAllowPolicy"]
    names = {
        "AWS::Partition": "aws",
        "AWS::Region": "eu-west-1",
        "AWS::AccountId": "123456789012",
        "AWS::StackName": "sample",
    }

    assert allowed["redrivePermission"] == "byQueue"
    assert templates.resolve(allowed["sourceQueueArns"], names) == [attributes["QueueArn"]]
    assert json.loads(attributes["RedrivePolicy"])["maxReceiveCount"] == 5


def test_dead_letters_are_kept_longer_than_messages(properties):
    default = 4 * 24 * 3600

    assert properties["DeadLetters"]["MessageRetentionPeriod"] > default
    assert "MessageRetentionPeriod" not in properties["Orders"]


def test_alarm_watches_the_dead_letters_and_tells_somebody(properties):
    alarm = properties["DeadLetterAlarm"]

    assert alarm["MetricName"] == "ApproximateNumberOfMessagesVisible"
    assert alarm["Dimensions"] == [
        {"Name": "QueueName", "Value": {"Fn::GetAtt": ["DeadLetters", "QueueName"]}}
    ]
    assert (alarm["ComparisonOperator"], alarm["Threshold"]) == ("GreaterThanThreshold", 0)
    assert alarm["AlarmActions"] == [{"Ref": "Alerts"}]
