"""Writes an invoice once, although its event can be delivered twice, be replayed or arrive out of order."""

import json
from typing import Any

import boto3

dynamodb = boto3.client("dynamodb")


class OtherOrderError(Exception):
    """The order is known with other data. That is no repeat; let the dead-letter queue have it."""


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Takes a batch from the queue. Reports the messages that failed, so that only they come back."""
    failed = []
    for record in event["Records"]:
        try:
            write_invoice("invoices", json.loads(record["body"]))
        except Exception as error:  # one bad message must not bring the others back
            print(f"{record['messageId']}: {type(error).__name__}")
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}


def write_invoice(table: str, message: dict[str, Any]) -> bool:
    """Returns False for a repeat, which changes nothing."""
    invoice = {
        # The order's ID, chosen by the producer. The event's id is new when the producer publishes again.
        "pk": {"S": f"INVOICE#{message['order']}"},
        "cents": {"N": str(message["cents"])},
    }
    try:
        dynamodb.put_item(TableName=table, Item=invoice, ConditionExpression="attribute_not_exists(pk)")
    except dynamodb.exceptions.ConditionalCheckFailedException:
        known = dynamodb.get_item(TableName=table, Key={"pk": invoice["pk"]}, ConsistentRead=True)["Item"]
        if known != invoice:
            raise OtherOrderError(message["order"]) from None
        return False
    return True
