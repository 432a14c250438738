"""The application of a worker environment: the daemon on the instance posts each message to it."""

import json
import logging
import os
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

import boto3

logging.basicConfig(level=logging.INFO)  # the default hides what went well
log = logging.getLogger("worker")
dynamodb = boto3.client("dynamodb")

TABLE = os.environ["TABLE_NAME"]

Start = Callable[[str, list[tuple[str, str]]], object]


class OtherTotalError(Exception):
    """The order has an invoice with another total. That is no repeat: let the dead-letter queue have it."""


def write_invoice(order: dict[str, Any]) -> str:
    """Writes the invoice of an order, unless an earlier delivery of the message did."""
    item = {
        "id": {"S": order["order_id"]},  # not the message's ID: a sender may also repeat itself
        "total": {"N": str(order["total"])},
    }
    try:
        dynamodb.put_item(
            TableName=TABLE,
            Item=item,
            ConditionExpression="attribute_not_exists(id)",
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        )
    except dynamodb.exceptions.ConditionalCheckFailedException as known:
        # Compared as numbers: DynamoDB keeps 25.0 as 25.
        if Decimal(known.response["Item"]["total"]["N"]) != Decimal(item["total"]["N"]):
            raise OtherTotalError(order["order_id"]) from None
        return "known already"
    return "written"


def application(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
    """The WSGI application. Only 200 deletes the message; with anything else it comes back."""
    message_id = environ.get("HTTP_X_AWS_SQSD_MSGID")
    delivery = environ.get("HTTP_X_AWS_SQSD_RECEIVE_COUNT")
    if environ["REQUEST_METHOD"] != "POST" or not message_id:
        status = "404 Not Found"  # this was not the daemon
    else:
        status = "500 Internal Server Error"
        try:
            order = json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
            # Finished before the answer. Work in a background thread would be lost with the instance.
            outcome = write_invoice(order)
            log.info("message %s, delivery %s: invoice %s", message_id, delivery, outcome)
            status = "200 OK"
        except Exception:
            log.exception("message %s failed, delivery %s", message_id, delivery)
    start_response(status, [("Content-Length", "0")])
    return []
