"""What a batch with bad messages leaves behind, and what it sends back."""

import pytest

from tests.examples.support.account import create_table, items
from tests.examples.support.events import sqs_batch


@pytest.fixture
def runtime(start):
    create_table("orders", "id")
    return start(TABLE_NAME="orders")


def test_only_the_failed_messages_are_returned(runtime):
    batch = sqs_batch(
        {"id": "o-1", "quantity": 2}, "not json", {"id": "o-3", "quantity": 0}, {"id": "o-4", "quantity": 1}
    )

    answer = runtime.invoke(batch)

    failed = [batch["Records"][position]["messageId"] for position in (1, 2)]
    assert answer.payload == {"batchItemFailures": [{"itemIdentifier": name} for name in failed]}
    assert sorted(item["id"]["S"] for item in items("orders")) == ["o-1", "o-4"]
    assert [(line["message_id"], line["errorType"]) for line in answer.json_logs] == [
        (failed[0], "JSONDecodeError"),
        (failed[1], "ValueError"),
    ]


def test_good_batch_returns_an_empty_list(runtime):
    answer = runtime.invoke(sqs_batch({"id": "o-1", "quantity": 2}))

    assert answer.payload == {"batchItemFailures": []}
    assert answer.logs == []


def test_repeated_message_leaves_one_item(runtime):
    batch = sqs_batch({"id": "o-1", "quantity": 2})

    runtime.invoke(batch)
    runtime.invoke(batch)

    assert items("orders") == [{"id": {"S": "o-1"}, "quantity": {"N": "2"}}]
