"""Books a payment once, although its message may be delivered several times."""

from typing import Any

import boto3

dynamodb = boto3.client("dynamodb")


class OtherPaymentError(Exception):
    """The ID was used before for something else. No retry helps, so let the dead-letter queue have it."""


def book(table: str, payment: dict[str, Any]) -> bool:
    """Adds the payment to its account. Returns False for a repeat, which changes nothing."""
    record = {
        "pk": {"S": f"PAYMENT#{payment['id']}"},  # the ID that the producer gave it, not the message's
        "account": {"S": payment["account"]},
        "cents": {"N": str(payment["cents"])},
    }
    account = {"pk": {"S": f"ACCOUNT#{payment['account']}"}}
    try:
        dynamodb.transact_write_items(
            TransactItems=[  # both or neither: no crash comes between the effect and its mark
                {
                    "Put": {
                        "TableName": table,
                        "Item": record,
                        "ConditionExpression": "attribute_not_exists(pk)",
                    }
                },
                {
                    "Update": {
                        "TableName": table,
                        "Key": account,
                        "UpdateExpression": "ADD cents :cents",
                        "ExpressionAttributeValues": {":cents": record["cents"]},
                    }
                },
            ]
        )
    except dynamodb.exceptions.TransactionCanceledException as error:
        if error.response["CancellationReasons"][0]["Code"] != "ConditionalCheckFailed":
            raise  # a conflict or a throttle: the message comes back, and that is right
    else:
        return True
    # The mark is there. It proves only that something was booked under this ID, so look what.
    booked = dynamodb.get_item(TableName=table, Key={"pk": record["pk"]}, ConsistentRead=True)["Item"]
    if booked != record:
        raise OtherPaymentError(payment["id"])
    return False
