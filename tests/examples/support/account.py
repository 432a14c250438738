"""Emulated resources that several tests need."""

from __future__ import annotations

from typing import Any

import boto3


def create_table(name: str, *keys: str) -> None:
    """A table with text keys: the partition key and perhaps a sort key."""
    boto3.client("dynamodb").create_table(
        TableName=name,
        KeySchema=[
            {"AttributeName": key, "KeyType": kind}
            for key, kind in zip(keys, ("HASH", "RANGE"), strict=False)
        ],
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in keys],
        BillingMode="PAY_PER_REQUEST",
    )


def items(table: str) -> list[dict[str, Any]]:
    """All items of a table, in DynamoDB's JSON."""
    return boto3.client("dynamodb").scan(TableName=table)["Items"]


def create_queue(name: str) -> str:
    """A queue. Returns its URL."""
    return boto3.client("sqs").create_queue(QueueName=name)["QueueUrl"]


def messages(queue_url: str) -> list[str]:
    """The bodies of all messages in a queue, which stay there invisibly."""
    found = boto3.client("sqs").receive_message(QueueUrl=queue_url, MaxNumberOfMessages=10)
    return [message["Body"] for message in found.get("Messages", [])]
