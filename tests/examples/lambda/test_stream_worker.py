"""Order and position: what is written before a bad record, and where Lambda is told to go on."""

import pytest

from tests.examples.support.account import create_table, items
from tests.examples.support.events import dynamodb_stream


def order(order_id: str, **attributes: dict[str, str]) -> dict:
    return {"id": {"S": order_id}, "customer": {"S": "c-1"}, "total": {"N": "30"}} | attributes


@pytest.fixture
def runtime(start):
    create_table("by-customer", "customer", "id")
    return start(TABLE_NAME="by-customer")


def ids() -> list[str]:
    return sorted(item["id"]["S"] for item in items("by-customer"))


def test_stops_at_the_first_failure_and_returns_its_position(runtime):
    batch = dynamodb_stream(order("o-1"), order("o-2", customer={"N": "5"}), order("o-3"))

    answer = runtime.invoke(batch)

    position = batch["Records"][1]["dynamodb"]["SequenceNumber"]
    assert answer.payload == {"batchItemFailures": [{"itemIdentifier": position}]}
    assert ids() == ["o-1"]
    assert [line["sequence_number"] for line in answer.json_logs] == [position]


def test_repeat_from_the_position_completes_the_batch(runtime):
    batch = dynamodb_stream(order("o-1"), order("o-2", note={"S": "gift"}))

    assert runtime.invoke(batch).payload == {"batchItemFailures": []}
    assert runtime.invoke(batch).payload == {"batchItemFailures": []}

    assert ids() == ["o-1", "o-2"]
    assert all(item.keys() == {"customer", "id", "total"} for item in items("by-customer"))
