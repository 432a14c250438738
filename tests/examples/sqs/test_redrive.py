"""The calls that the script makes, as the AWS CLI reads them."""

import pytest

from tests.examples.support.cli import parse, run

ARN = "arn:aws:sqs:eu-west-1:123456789012:orders-dead-letters"


def test_script_counts_starts_and_looks(example, tmp_path):
    calls = run(example, tmp_path)

    assert {call.service for call in calls} == {"sqs"}
    assert [(call.operation, call.parameters) for call in calls] == [
        (
            "GetQueueAttributes",
            {
                "QueueUrl": "https://sqs.eu-west-1.amazonaws.com/123456789012/orders-dead-letters",
                "AttributeNames": ["ApproximateNumberOfMessages"],
            },
        ),
        ("StartMessageMoveTask", {"SourceArn": ARN, "MaxNumberOfMessagesPerSecond": 20}),
        ("ListMessageMoveTasks", {"SourceArn": ARN, "MaxResults": 1}),
    ]


def test_parser_knows_the_command_that_the_comment_names():
    (call,) = [parse(["sqs", "cancel-message-move-task", "--task-handle", "t"])]

    assert call.parameters == {"TaskHandle": "t"}


def test_parser_needs_the_source():
    with pytest.raises(ValueError, match="source-arn"):
        parse(["sqs", "start-message-move-task"])
