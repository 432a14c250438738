"""Repeats of an event, simultaneous deliveries, failures and crashes."""

import json
import time
from types import SimpleNamespace

import boto3
import pytest

from tests.examples.support.account import create_queue, create_table, items, messages
from tests.examples.support.events import event_bridge

ORDER = {"order_id": "o-17", "lines": [{"sku": "tea", "quantity": 2}]}


def paid() -> dict:
    """The event, each time with another event ID."""
    return event_bridge("shop.orders", "OrderPaid", ORDER)


@pytest.fixture
def queue(aws) -> str:
    create_table("deliveries", "id")
    return create_queue("shipping")


def remember(status: str, expires_in: int) -> None:
    record = {"id": "ship#o-17", "body": json.dumps(ORDER, sort_keys=True), "status": status}
    item = {name: {"S": value} for name, value in record.items()}
    item["expires_at"] = {"N": str(int(time.time()) + expires_in)}
    boto3.client("dynamodb").put_item(TableName="deliveries", Item=item)


def test_second_delivery_returns_the_first_result_and_ships_nothing(start, queue):
    runtime = start(TABLE_NAME="deliveries", SHIPPING_QUEUE_URL=queue)

    first, second = runtime.invoke(paid()), runtime.invoke(paid())

    assert first.payload["order_id"] == "o-17"
    assert second.payload == first.payload
    assert [json.loads(body) for body in messages(queue)] == [ORDER]
    (record,) = items("deliveries")
    assert record["status"] == {"S": "DONE"}
    assert int(record["expires_at"]["N"]) == pytest.approx(time.time() + 21 * 24 * 3600, abs=60)


def test_failure_releases_the_record_for_the_retry(start, queue):
    boto3.client("sqs").delete_queue(QueueUrl=queue)
    runtime = start(TABLE_NAME="deliveries", SHIPPING_QUEUE_URL=queue)

    failed = runtime.invoke(paid())

    assert failed.error["errorType"] == "QueueDoesNotExist"
    assert items("deliveries") == []
    assert create_queue("shipping") == queue
    assert runtime.invoke(paid()).payload["order_id"] == "o-17"
    assert len(messages(queue)) == 1


def test_delivery_during_another_one_comes_back_later(start, queue):
    remember("IN_PROGRESS", expires_in=30)

    answer = start(TABLE_NAME="deliveries", SHIPPING_QUEUE_URL=queue).invoke(paid())

    assert answer.error["errorType"] == "InProgressError"
    assert answer.error["errorMessage"] == "ship#o-17"
    assert messages(queue) == []


@pytest.mark.parametrize("status", ["IN_PROGRESS", "DONE"])
def test_other_content_under_a_known_id_is_refused(start, queue, status):
    remember(status, expires_in=30)
    other = event_bridge("shop.orders", "OrderPaid", ORDER | {"lines": []})

    answer = start(TABLE_NAME="deliveries", SHIPPING_QUEUE_URL=queue).invoke(other)

    assert answer.error["errorType"] == "OtherOrderError"
    assert messages(queue) == []


def test_claim_of_a_crashed_delivery_is_taken_over(start, queue):
    remember("IN_PROGRESS", expires_in=-5)

    answer = start(TABLE_NAME="deliveries", SHIPPING_QUEUE_URL=queue).invoke(paid())

    assert answer.payload["order_id"] == "o-17"
    assert len(messages(queue)) == 1


def test_claim_ends_with_the_invocation(load, queue, monkeypatch):
    monkeypatch.setenv("TABLE_NAME", "deliveries")
    monkeypatch.setenv("SHIPPING_QUEUE_URL", queue)

    assert load().claim("ship#o-17", "{}", seconds=15) is None

    (record,) = items("deliveries")
    assert record["status"] == {"S": "IN_PROGRESS"}
    assert int(record["expires_at"]["N"]) == pytest.approx(time.time() + 15, abs=3)


def test_handler_claims_for_what_is_left_of_its_own_time(load, queue, monkeypatch):
    monkeypatch.setenv("TABLE_NAME", "deliveries")
    monkeypatch.setenv("SHIPPING_QUEUE_URL", queue)
    module, claims = load(), []
    module.sqs.meta.events.register(
        "before-call.sqs.SendMessage", lambda **_: claims.extend(items("deliveries"))
    )

    module.handler(paid(), SimpleNamespace(get_remaining_time_in_millis=lambda: 14_200))

    (record,) = claims
    assert record["status"] == {"S": "IN_PROGRESS"}
    assert int(record["expires_at"]["N"]) == pytest.approx(time.time() + 15, abs=3)


def test_result_that_could_not_be_noted_is_delivered_again_under_the_same_order(load, queue, monkeypatch):
    monkeypatch.setenv("TABLE_NAME", "deliveries")
    monkeypatch.setenv("SHIPPING_QUEUE_URL", queue)
    module, put = load(), 0

    def fail_the_second(**_):
        nonlocal put
        put += 1
        if put == 2:
            raise ConnectionError("no way to the table")

    module.dynamodb.meta.events.register("before-call.dynamodb.PutItem", fail_the_second)
    context = SimpleNamespace(
        get_remaining_time_in_millis=lambda: -2_000
    )  # so the claim has ended for the next

    with pytest.raises(ConnectionError):
        module.handler(paid(), context)
    module.handler(paid(), context)

    assert [json.loads(body)["order_id"] for body in messages(queue)] == ["o-17", "o-17"]
