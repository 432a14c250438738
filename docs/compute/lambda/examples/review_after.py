"""The same handler after the review: charges the orders of an SQS batch. Only those that failed come back."""

import json
import logging
import os
import time
from decimal import Decimal
from typing import Any
from urllib.request import Request, urlopen

import boto3
from botocore.config import Config

logger = logging.getLogger()
quick = Config(connect_timeout=1, read_timeout=1, retries={"mode": "standard", "total_max_attempts": 2})
dynamodb = boto3.client("dynamodb", config=quick)
secrets = boto3.client("secretsmanager", config=quick)

TABLE = os.environ["TABLE_NAME"]  # key `id`; a row stays as long as its order
WAIT = 3  # seconds for the provider to connect, and again to answer
NEEDED = 20  # seconds left, or no order is begun: that wait, two writes with one retry each, and a margin


class InProgressError(Exception):
    """Another delivery of this order is at work."""


def cents(order: dict[str, Any]) -> int:
    """The amount, which was read as a Decimal, in the smallest unit. Refuses a fraction of a cent."""
    value = Decimal(order["amount"]) * 100
    if value != value.to_integral_value() or value <= 0:
        raise ValueError(f"amount of order {order['id']}")
    return int(value)


def claim(order_id: str, amount: int, seconds: float) -> bool:
    """Takes the order for this delivery, as long as it can last. False: it is charged already."""
    now = int(time.time())
    end = now + int(seconds) + 1
    try:
        dynamodb.put_item(
            TableName=TABLE,
            Item={"id": {"S": order_id}, "cents": {"N": f"{amount}"}, "claimed_until": {"N": f"{end}"}},
            # A claim that ran out belongs to an invocation that is over: take it, for the same amount.
            ConditionExpression="attribute_not_exists(id) OR "
            "(attribute_not_exists(charge) AND claimed_until < :now AND cents = :cents)",
            ExpressionAttributeValues={":now": {"N": f"{now}"}, ":cents": {"N": f"{amount}"}},
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        )
    except dynamodb.exceptions.ConditionalCheckFailedException as taken:
        row = taken.response["Item"]
        if row["cents"]["N"] != f"{amount}":
            raise ValueError(f"order {order_id} came with another amount") from taken
        if "charge" not in row:
            raise InProgressError(order_id) from taken
        return False
    return True


def settle(order: dict[str, Any], secret: str, seconds: float) -> None:
    """Charges one order once. Whatever fails raises, and the queue delivers the message again."""
    if seconds < NEEDED:
        raise TimeoutError("no time left in this invocation")
    amount = cents(order)
    if not claim(order["id"], amount, seconds):
        return
    headers = {
        "Authorization": f"Bearer {secret}",
        "Content-Type": "application/json",
        # We cannot know whether a call that timed out has charged. The provider can, by this key.
        "Idempotency-Key": f"order-{order['id']}",
    }
    body = json.dumps({"order": order["id"], "cents": amount}).encode()
    request = Request(os.environ["PROVIDER_URL"], body, headers)  # noqa: S310 (the address is our own setting)
    with urlopen(request, timeout=WAIT) as answer:  # noqa: S310
        charge = json.load(answer)["id"]
    row = {"id": {"S": order["id"]}, "cents": {"N": f"{amount}"}, "charge": {"S": charge}}
    dynamodb.put_item(TableName=TABLE, Item=row)


def handler(event: dict[str, Any], context: Any) -> dict[str, list[dict[str, str]]]:
    secret = secrets.get_secret_value(SecretId=os.environ["SECRET_ID"])["SecretString"]
    secret = secret.strip()  # an error about a header with a newline quotes it
    failures = []
    for record in event["Records"]:
        try:
            order = json.loads(record["body"], parse_float=Decimal)
            settle(order, secret, context.get_remaining_time_in_millis() / 1000)
        except Exception:
            logger.exception("order not charged", extra={"message_id": record["messageId"]})
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}  # needs ReportBatchItemFailures on the mapping
