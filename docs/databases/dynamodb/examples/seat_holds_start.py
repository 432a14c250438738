"""Where the exercise starts. Each step has a test that fails until you have written the function for it.

pip install boto3 "moto[dynamodb]" pytest
pytest -x seat_holds_start.py
"""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

NOON = 1_795_600_800  # "now" is an argument everywhere, so that tests need not wait ten minutes
LATER = NOON + 601


class TakenError(Exception):
    """Somebody else has at least one of the seats, or the hold has run out."""


class OtherBookingError(Exception):
    """The ID of the booking was used before, for something else."""


def hold(table: Any, show: str, seat: str, holder: str, now: int) -> int:
    """Takes a free seat and returns when the hold ends. Steps 2 and 3."""
    raise NotImplementedError


def taken(table: Any, show: str, now: int) -> list[str]:
    """The seats that are sold or held at this moment. Step 3."""
    raise NotImplementedError


def book(table: Any, show: str, seats: list[str], holder: str, booking: str, now: int) -> None:
    """Sells all the seats or none. Steps 4 and 5."""
    raise NotImplementedError


def theater() -> Any:
    """The empty table. Step 1 decides what its two keys hold."""
    return boto3.resource("dynamodb", region_name="eu-west-1").create_table(
        TableName="theater",
        KeySchema=[
            {"AttributeName": "pk", "KeyType": "HASH"},
            {"AttributeName": "sk", "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[
            {"AttributeName": "pk", "AttributeType": "S"},
            {"AttributeName": "sk", "AttributeType": "S"},
        ],
        BillingMode="PAY_PER_REQUEST",
    )


@pytest.fixture
def table() -> Iterator[Any]:
    with mock_aws():  # DynamoDB in this process, empty for each test
        yield theater()


def test_step_2_a_seat_has_one_holder_who_may_ask_again(table: Any) -> None:
    until = hold(table, "ham", "A-07", "ann", NOON)
    assert hold(table, "ham", "A-07", "ann", NOON + 540) == until == NOON + 600
    with pytest.raises(TakenError):
        hold(table, "ham", "A-07", "bob", NOON + 1)


def test_step_3_a_hold_ends_although_the_item_is_still_there(table: Any) -> None:
    hold(table, "ham", "A-07", "ann", NOON)
    assert taken(table, "ham", NOON) == ["A-07"]
    assert taken(table, "ham", LATER) == []
    hold(table, "ham", "A-07", "bob", LATER)


def test_step_4_seats_are_sold_together_to_their_holder_for_good(table: Any) -> None:
    hold(table, "ham", "A-07", "ann", NOON)
    with pytest.raises(TakenError, match="A-08"):
        book(table, "ham", ["A-07", "A-08"], "ann", "9", NOON + 60)
    hold(table, "ham", "A-08", "ann", NOON)
    book(table, "ham", ["A-07", "A-08"], "ann", "10", NOON + 60)
    assert taken(table, "ham", LATER) == ["A-07", "A-08"]


def test_step_5_the_same_payment_counts_once_and_another_is_refused(table: Any) -> None:
    for seat, holder in (("A-07", "ann"), ("B-01", "bob")):
        hold(table, "ham", seat, holder, NOON)
    for _ in range(2):
        book(table, "ham", ["A-07"], "ann", "9", NOON + 60)
    with pytest.raises(OtherBookingError):
        book(table, "ham", ["B-01"], "bob", "9", NOON + 60)
