"""What a payment does to the account when its message comes once, twice, changed, or at the wrong moment."""

from __future__ import annotations

import pytest

from tests.examples.support.account import create_table, items

PAYMENT = {"id": "p-1", "account": "ann", "cents": 500}


@pytest.fixture
def module(aws, load):
    create_table("bank", "pk")
    return load()


def balance(account: str) -> int:
    return {item["pk"]["S"]: int(item["cents"]["N"]) for item in items("bank")}.get(f"ACCOUNT#{account}", 0)


def test_repeat_is_recognized_and_changes_nothing(module):
    assert [module.book("bank", PAYMENT) for _ in range(3)] == [True, False, False]
    assert balance("ann") == 500


def test_two_payments_of_the_same_amount_are_two(module):
    assert [module.book("bank", PAYMENT | {"id": number}) for number in ("p-1", "p-2")] == [True, True]
    assert balance("ann") == 1000


@pytest.mark.parametrize("change", [{"cents": 900}, {"account": "bob"}])
def test_other_payment_under_the_same_id_is_refused(module, change):
    module.book("bank", PAYMENT)

    with pytest.raises(module.OtherPaymentError):
        module.book("bank", PAYMENT | change)
    assert (balance("ann"), balance("bob")) == (500, 0)


def test_conflict_is_no_repeat(module):
    def refuse(**_: object) -> None:
        raise module.dynamodb.exceptions.TransactionCanceledException(
            {
                "Error": {"Code": "TransactionCanceledException", "Message": "conflict"},
                "CancellationReasons": [{"Code": "TransactionConflict"}, {"Code": "None"}],
            },
            "TransactWriteItems",
        )

    events = module.dynamodb.meta.events
    events.register("provide-client-params.dynamodb.TransactWriteItems", refuse)

    with pytest.raises(module.dynamodb.exceptions.TransactionCanceledException):
        module.book("bank", PAYMENT)
    assert balance("ann") == 0


def test_read_after_the_failed_condition_is_consistent(module):
    asked = {}
    module.dynamodb.meta.events.register(
        "provide-client-params.dynamodb.GetItem", lambda params, **_: asked.update(params)
    )
    module.book("bank", PAYMENT)
    module.book("bank", PAYMENT)

    assert asked["ConsistentRead"] is True
