"""The transfer: all of it or nothing, and once."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from tests.examples.support import account


@pytest.fixture
def dynamodb(aws: None) -> Any:
    account.create_table("accounts", "id")
    client = boto3.client("dynamodb")
    for name, balance in (("ann", "100"), ("bob", "20")):
        client.put_item(TableName="accounts", Item={"id": {"S": name}, "balance": {"N": balance}})
    return client


def balances() -> dict[str, int]:
    return {
        item["id"]["S"]: int(item["balance"]["N"]) for item in account.items("accounts") if "balance" in item
    }


def records() -> list[str]:
    return [item["id"]["S"] for item in account.items("accounts") if "balance" not in item]


def test_money_moves_and_the_transfer_is_on_record(load: Callable[[], ModuleType], dynamodb: Any) -> None:
    assert load().transfer(dynamodb, "accounts", "t-1", "ann", "bob", 30) is True
    assert balances() == {"ann": 70, "bob": 50}
    assert records() == ["transfer#t-1"]


def test_the_same_transfer_again_changes_nothing(load: Callable[[], ModuleType], dynamodb: Any) -> None:
    transfer = load().transfer
    assert [transfer(dynamodb, "accounts", "t-1", "ann", "bob", 30) for _ in range(3)] == [True, False, False]
    assert balances() == {"ann": 70, "bob": 50}


def test_a_repeat_is_known_even_if_the_money_would_no_longer_suffice(
    load: Callable[[], ModuleType], dynamodb: Any
) -> None:
    transfer = load().transfer
    assert transfer(dynamodb, "accounts", "t-1", "ann", "bob", 80) is True
    assert transfer(dynamodb, "accounts", "t-1", "ann", "bob", 80) is False


@pytest.mark.parametrize(("source", "target", "cents"), [("ann", "bob", 31), ("bob", "ann", 20)])
def test_another_transfer_under_the_same_id_is_refused(
    load: Callable[[], ModuleType], dynamodb: Any, source: str, target: str, cents: int
) -> None:
    module = load()
    module.transfer(dynamodb, "accounts", "t-1", "ann", "bob", 30)
    with pytest.raises(module.OtherTransferError, match="t-1"):
        module.transfer(dynamodb, "accounts", "t-1", source, target, cents)
    assert balances() == {"ann": 70, "bob": 50}


def test_an_account_is_not_overdrawn(load: Callable[[], ModuleType], dynamodb: Any) -> None:
    module = load()
    with pytest.raises(module.InsufficientFundsError):
        module.transfer(dynamodb, "accounts", "t-1", "bob", "ann", 21)
    assert balances() == {"ann": 100, "bob": 20}
    assert records() == []  # so it can be tried again when there is money
    assert module.transfer(dynamodb, "accounts", "t-1", "bob", "ann", 20) is True


def test_an_account_that_does_not_exist_gets_nothing_and_nothing_is_taken(
    load: Callable[[], ModuleType], dynamodb: Any
) -> None:
    with pytest.raises(dynamodb.exceptions.TransactionCanceledException):
        load().transfer(dynamodb, "accounts", "t-1", "ann", "nobody", 30)
    assert balances() == {"ann": 100, "bob": 20}
    assert records() == []


@pytest.mark.parametrize(
    "codes",
    [
        ("None", "TransactionConflict", "None"),
        # The same transfer, sent twice, meets itself: the money is taken, the record about to be written.
        ("TransactionConflict", "ConditionalCheckFailed", "None"),
    ],
)
def test_a_conflict_with_another_transaction_is_left_to_the_caller(
    load: Callable[[], ModuleType], dynamodb: Any, codes: tuple[str, ...]
) -> None:
    reasons = [{"Code": code} for code in codes]
    with Stubber(dynamodb) as stub:
        stub.add_client_error(
            "transact_write_items",
            "TransactionCanceledException",
            modeled_fields={"CancellationReasons": reasons},
        )
        with pytest.raises(ClientError, match="TransactionCanceledException"):
            load().transfer(dynamodb, "accounts", "t-1", "ann", "bob", 30)


@pytest.mark.parametrize(("target", "cents"), [("bob", 0), ("bob", -30), ("ann", 30)])
def test_nonsense_is_refused(load: Callable[[], ModuleType], dynamodb: Any, target: str, cents: int) -> None:
    with pytest.raises(ValueError, match="above zero"):
        load().transfer(dynamodb, "accounts", "t-1", "ann", target, cents)
    assert balances() == {"ann": 100, "bob": 20}
