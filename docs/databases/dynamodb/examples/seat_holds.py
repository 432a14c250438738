"""Seats of a show: held for ten minutes, sold only to the holder, and free again without any cleaning job.

| What           | pk        | sk        | attributes                             |
| -------------- | --------- | --------- | -------------------------------------- |
| A seat held    | SHOW#ham  | SEAT#A-07 | holder, expires_at (also TTL)          |
| A seat sold    | SHOW#ham  | SEAT#A-07 | holder, booking                        |
| The booking    | BOOKING#9 | BOOKING   | show, seats, holder                    |
"""

from typing import Any

from boto3.dynamodb.conditions import Attr, Key

HOLD_SECONDS = 600


class TakenError(Exception):
    """Somebody else has at least one of the seats, or the hold has run out."""


class OtherBookingError(Exception):
    """The ID of the booking was used before, for something else."""


def hold(table: Any, show: str, seat: str, holder: str, now: int) -> int:
    """Takes a free seat and returns when the hold ends. TTL may not have removed an expired one yet.

    Who repeats the request after a timeout learns when the first hold ends. It is not renewed: otherwise a
    customer who asks every nine minutes would keep the seat without paying.
    """
    free = Attr("pk").not_exists() | Attr("expires_at").lte(now)  # a seat sold has no expires_at
    until = now + HOLD_SECONDS
    try:
        table.put_item(
            Item={"pk": f"SHOW#{show}", "sk": f"SEAT#{seat}", "holder": holder, "expires_at": until},
            ConditionExpression=free,
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        )
    except table.meta.client.exceptions.ConditionalCheckFailedException as failed:
        stored = failed.response["Item"]  # in DynamoDB's own JSON, also from a Table
        if stored["holder"] != {"S": holder} or "expires_at" not in stored:
            raise TakenError(seat) from None
        return int(stored["expires_at"]["N"])
    return until


def book(table: Any, show: str, seats: list[str], holder: str, booking: str, now: int) -> None:
    """Sells all the seats or none. They must be held by this customer, and the hold must last.

    The same booking again is no error. Another one under the same ID is refused.
    """
    if not seats:
        raise ValueError("no seats")
    client = table.meta.client  # of the resource: it takes plain Python values
    sell = [
        {
            "Update": {
                "TableName": table.name,
                "Key": {"pk": f"SHOW#{show}", "sk": f"SEAT#{seat}"},
                "UpdateExpression": "SET booking = :booking REMOVE expires_at",  # or TTL would delete it
                "ConditionExpression": "holder = :holder AND expires_at > :now",
                "ExpressionAttributeValues": {":booking": booking, ":holder": holder, ":now": now},
            }
        }
        for seat in seats
    ]
    record = {"pk": f"BOOKING#{booking}", "sk": "BOOKING", "show": show, "seats": seats, "holder": holder}
    remember = {
        "Put": {"TableName": table.name, "Item": record, "ConditionExpression": "attribute_not_exists(pk)"}
    }
    try:
        client.transact_write_items(TransactItems=[remember, *sell])
    except client.exceptions.TransactionCanceledException as canceled:
        first, *others = (reason["Code"] for reason in canceled.response["CancellationReasons"])
        if first == "ConditionalCheckFailed":  # asked first: after a sale the seats' conditions fail, too
            key = {"pk": record["pk"], "sk": record["sk"]}
            if table.get_item(Key=key, ConsistentRead=True)["Item"] != record:
                raise OtherBookingError(booking) from None
            return
        gone = [seat for seat, code in zip(seats, others, strict=True) if code == "ConditionalCheckFailed"]
        # In a conflict on the booking, it may be our own first attempt that is selling the seats right now.
        if first == "None" and gone:
            raise TakenError(", ".join(gone)) from None
        raise  # to be tried again


def taken(table: Any, show: str, now: int) -> list[str]:
    """The seats that are sold or held at this moment."""
    seats: list[str] = []
    start: dict[str, Any] = {}
    while True:
        page = table.query(
            KeyConditionExpression=Key("pk").eq(f"SHOW#{show}") & Key("sk").begins_with("SEAT#"),
            FilterExpression=Attr("expires_at").not_exists() | Attr("expires_at").gt(now),
            **start,
        )
        seats += [item["sk"].removeprefix("SEAT#") for item in page["Items"]]
        if "LastEvaluatedKey" not in page:
            return seats
        start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}
