"""Moves money between two accounts: completely or not at all, and once however often it is asked for."""

from typing import Any


class InsufficientFundsError(Exception):
    """The account has less than that."""


class OtherTransferError(Exception):
    """The ID was used before, for another transfer."""


def transfer(dynamodb: Any, table: str, transfer_id: str, source: str, target: str, cents: int) -> bool:
    """Returns False if the transfer had been made before. `transfer_id` comes from the caller.

    Raises InsufficientFundsError, OtherTransferError if that ID stands for something else, or
    TransactionCanceledException, for example for a conflict or a target that does not exist.
    """
    if cents <= 0 or source == target:
        raise ValueError("an amount above zero, between two accounts")
    amount = {":amount": {"N": str(cents)}}
    # A record in the same transaction remembers the transfer. A ClientRequestToken does so for
    # minutes only: enough for the SDK's own retries, not for a message that is redelivered tomorrow.
    record = {
        "id": {"S": f"transfer#{transfer_id}"},
        "from": {"S": source},
        "to": {"S": target},
        "cents": {"N": str(cents)},
    }
    remember = {
        "TableName": table,
        "Item": record,
        "ConditionExpression": "attribute_not_exists(id)",
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",  # to compare with, below
    }
    withdraw = {
        "TableName": table,
        "Key": {"id": {"S": source}},
        "UpdateExpression": "SET balance = balance - :amount",
        "ConditionExpression": "balance >= :amount",
        "ExpressionAttributeValues": amount,
    }
    deposit = {
        "TableName": table,
        "Key": {"id": {"S": target}},
        "UpdateExpression": "SET balance = balance + :amount",
        "ConditionExpression": "attribute_exists(id)",  # an update would create the account
        "ExpressionAttributeValues": amount,
    }
    try:
        dynamodb.transact_write_items(
            TransactItems=[{"Put": remember}, {"Update": withdraw}, {"Update": deposit}]
        )
    except dynamodb.exceptions.TransactionCanceledException as canceled:
        # One reason for each action, in their order. "None" means that this one was fine.
        remembered, withdrawn, _ = canceled.response["CancellationReasons"]
        if remembered["Code"] == "ConditionalCheckFailed":
            if remembered["Item"] != record:  # the same ID must not stand for two transfers
                raise OtherTransferError(transfer_id) from canceled
            return False
        # In a conflict on the record, it may be our own first attempt that is taking the money right now.
        if remembered["Code"] == "None" and withdrawn["Code"] == "ConditionalCheckFailed":
            raise InsufficientFundsError(source) from canceled
        raise  # perhaps TransactionConflict, for the caller to try again
    return True
