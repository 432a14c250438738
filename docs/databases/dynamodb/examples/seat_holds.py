"""Seats of a show: held for ten minutes, sold only to the holder, and free again without any cleaning job.

| What           | pk        | sk        | attributes                             |
| -------------- | --------- | --------- | -------------------------------------- |
| A seat held    | SHOW#ham  | SEAT#A-07 | holder, expires_at (also TTL)          |
| A seat sold    | SHOW#ham  | SEAT#A-07 | holder, booking                        |
| The booking    | BOOKING#9 | BOOKING   | show, seats                            |
"""

from typing import Any

from boto3.dynamodb.conditions import Attr, Key

HOLD_SECONDS = 600


class TakenError(Exception):
    """Somebody else has at least one of the seats, or the hold has run out."""


def hold(table: Any, show: str, seat: str, holder: str, now: int) -> None:
    """Takes a free seat. An expired hold counts as free although TTL may not have removed it yet."""
    free = Attr("pk").not_exists() | Attr("expires_at").lte(now)  # a seat sold has no expires_at
    item = {"pk": f"SHOW#{show}", "sk": f"SEAT#{seat}", "holder": holder, "expires_at": now + HOLD_SECONDS}
    try:
        # A caller who repeats the request after a timeout still holds the seat.
        table.put_item(
            Item=item, ConditionExpression=free | (Attr("holder").eq(holder) & Attr("booking").not_exists())
        )
    except table.meta.client.exceptions.ConditionalCheckFailedException:
        raise TakenError(seat) from None


def book(table: Any, show: str, seats: list[str], holder: str, booking: str, now: int) -> None:
    """Sells all the seats or none. They must be held by this customer, and the hold must last."""
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
    record = {
        "Put": {
            "TableName": table.name,
            "Item": {"pk": f"BOOKING#{booking}", "sk": "BOOKING", "show": show, "seats": seats},
            "ConditionExpression": "attribute_not_exists(pk)",
        }
    }
    try:
        client.transact_write_items(TransactItems=[record, *sell])
    except client.exceptions.TransactionCanceledException as canceled:
        first, *others = (reason["Code"] for reason in canceled.response["CancellationReasons"])
        if first == "ConditionalCheckFailed":
            return  # this booking was made before
        reasons = zip(seats, others, strict=True)
        if gone := [seat for seat, code in reasons if code == "ConditionalCheckFailed"]:
            raise TakenError(", ".join(gone)) from None
        raise


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
