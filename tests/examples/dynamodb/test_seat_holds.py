"""The seats: one holder at a time, sold together or not at all, free again when a hold runs out."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from tests.examples.support import account

NOON = 1_795_600_800
LATER = NOON + 601


@pytest.fixture
def module(load: Callable[[], ModuleType]) -> ModuleType:
    return load()


@pytest.fixture
def table(aws: None) -> Any:
    account.create_table("theater", "pk", "sk")
    return boto3.resource("dynamodb").Table("theater")


def test_a_seat_has_one_holder(module: ModuleType, table: Any) -> None:
    module.hold(table, "ham", "A-07", "ann", NOON)
    with pytest.raises(module.TakenError):
        module.hold(table, "ham", "A-07", "bob", NOON + 1)
    module.hold(table, "mac", "A-07", "bob", NOON + 1)  # another show


def test_the_holder_may_repeat_the_request(module: ModuleType, table: Any) -> None:
    assert module.hold(table, "ham", "A-07", "ann", NOON) == NOON + 600
    assert module.hold(table, "ham", "A-07", "ann", NOON + 1) == NOON + 600
    assert module.taken(table, "ham", NOON + 599) == ["A-07"]


def test_repeating_does_not_keep_the_seat_for_ever(module: ModuleType, table: Any) -> None:
    for minutes in range(0, 10, 3):
        module.hold(table, "ham", "A-07", "ann", NOON + 60 * minutes)
    module.hold(table, "ham", "A-07", "bob", NOON + 600)
    with pytest.raises(module.TakenError):
        module.hold(table, "ham", "A-07", "ann", NOON + 601)


def test_a_hold_that_ran_out_is_free_before_ttl_deletes_it(module: ModuleType, table: Any) -> None:
    module.hold(table, "ham", "A-07", "ann", NOON)
    assert module.taken(table, "ham", LATER) == []
    assert len(account.items("theater")) == 1
    module.hold(table, "ham", "A-07", "bob", LATER)
    assert account.items("theater")[0]["holder"] == {"S": "bob"}


def test_seats_are_sold_together(module: ModuleType, table: Any) -> None:
    for seat in ("A-07", "A-08"):
        module.hold(table, "ham", seat, "ann", NOON)
    module.book(table, "ham", ["A-07", "A-08"], "ann", "9", NOON + 60)
    assert module.taken(table, "ham", LATER) == ["A-07", "A-08"]  # for good
    assert not any("expires_at" in item for item in account.items("theater"))


@pytest.mark.parametrize("now", [NOON + 60, LATER])
def test_without_a_hold_on_each_seat_nothing_is_sold(module: ModuleType, table: Any, now: int) -> None:
    module.hold(table, "ham", "A-07", "ann", NOON)
    module.hold(table, "ham", "A-08", "bob", now)
    with pytest.raises(module.TakenError, match="A-08"):
        module.book(table, "ham", ["A-07", "A-08"], "ann", "9", now)
    assert not any("booking" in item for item in account.items("theater"))


def test_a_booking_sent_twice_is_made_once(module: ModuleType, table: Any) -> None:
    module.hold(table, "ham", "A-07", "ann", NOON)
    for now in (NOON + 60, LATER):
        module.book(table, "ham", ["A-07"], "ann", "9", now)
    assert len(account.items("theater")) == 2


@pytest.mark.parametrize(
    ("show", "seats", "holder"),
    [("ham", ["A-07"], "bob"), ("ham", ["A-08"], "ann"), ("mac", ["A-07"], "ann")],
)
def test_another_booking_under_the_same_id_is_refused(
    module: ModuleType, table: Any, show: str, seats: list[str], holder: str
) -> None:
    module.hold(table, "ham", "A-07", "ann", NOON)
    module.book(table, "ham", ["A-07"], "ann", "9", NOON + 60)
    for seat in seats if (show, seats) != ("ham", ["A-07"]) else []:
        module.hold(table, show, seat, holder, NOON)
    with pytest.raises(module.OtherBookingError):
        module.book(table, show, seats, holder, "9", NOON + 60)
    assert sum("booking" in item for item in account.items("theater")) == 1


def test_a_booking_of_nothing_is_refused(module: ModuleType, table: Any) -> None:
    with pytest.raises(ValueError, match="no seats"):
        module.book(table, "ham", [], "ann", "9", NOON)
    assert account.items("theater") == []


def test_what_is_stored_is_read_consistently(module: ModuleType, table: Any) -> None:
    asked: list[bool] = []
    table.meta.client.meta.events.register(
        "before-parameter-build.dynamodb.GetItem",
        lambda params, **_: asked.append(params.get("ConsistentRead", False)),
    )
    module.hold(table, "ham", "A-07", "ann", NOON)
    for _ in range(2):
        module.book(table, "ham", ["A-07"], "ann", "9", NOON + 60)
    assert asked == [True]


@pytest.mark.parametrize(
    ("record", "seat"),
    [
        ("None", "TransactionConflict"),
        # The same booking, sent twice, meets itself: it has sold the seat and is about to write the record.
        ("TransactionConflict", "ConditionalCheckFailed"),
    ],
)
def test_a_conflict_is_neither_a_sale_nor_a_refusal(
    module: ModuleType, table: Any, record: str, seat: str
) -> None:
    reasons = [{"Code": record}, {"Code": seat}]
    with Stubber(table.meta.client) as stub:
        stub.add_client_error(
            "transact_write_items",
            "TransactionCanceledException",
            modeled_fields={"CancellationReasons": reasons},
        )
        with pytest.raises(ClientError, match="TransactionCanceledException"):
            module.book(table, "ham", ["A-07"], "ann", "9", NOON + 60)


def test_taken_seats_on_all_pages_are_found(module: ModuleType, table: Any) -> None:
    seats = [f"A-{number:02}" for number in range(8)]  # two megabytes: more than one page holds
    for seat in seats:
        module.hold(table, "ham", seat, "x" * 300_000, NOON)
    assert module.taken(table, "ham", NOON) == seats


@pytest.mark.parametrize("customer", ["ann", "bob"])
def test_a_sold_seat_is_held_by_nobody_any_more(module: ModuleType, table: Any, customer: str) -> None:
    module.hold(table, "ham", "A-07", "ann", NOON)
    module.book(table, "ham", ["A-07"], "ann", "9", NOON + 60)
    with pytest.raises(module.TakenError):
        module.hold(table, "ham", "A-07", customer, LATER)
