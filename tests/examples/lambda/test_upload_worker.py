"""Notifications as S3 sends them: encoded keys, several in one message, repeats and the test message."""

import pytest

from tests.examples.support.account import create_table, items
from tests.examples.support.events import s3_created, s3_test, sqs_batch


@pytest.fixture
def runtime(start):
    create_table("uploads", "id")
    return start(TABLE_NAME="uploads")


def ids() -> list[str]:
    return sorted(item["id"]["S"] for item in items("uploads"))


def test_each_file_of_each_message_is_recorded(runtime):
    batch = sqs_batch(
        s3_created("shop-files", "uploads/green tea.jpg", "uploads/cup+saucer.png", version="v1"),
        s3_created("shop-files", "uploads/pot.png", version="v1", size=2048),
    )

    assert runtime.invoke(batch).payload == {"batchItemFailures": []}
    assert ids() == [
        "shop-files/uploads/cup+saucer.png#v1",
        "shop-files/uploads/green tea.jpg#v1",
        "shop-files/uploads/pot.png#v1",
    ]
    sizes = {item["id"]["S"]: item["size"]["N"] for item in items("uploads")}
    assert sizes["shop-files/uploads/pot.png#v1"] == "2048"


def test_repeat_changes_nothing_and_is_no_failure(runtime):
    runtime.invoke(sqs_batch(s3_created("shop-files", "uploads/pot.png", version="v1", size=10)))
    before = items("uploads")

    answer = runtime.invoke(sqs_batch(s3_created("shop-files", "uploads/pot.png", version="v1", size=99)))

    assert answer.payload == {"batchItemFailures": []}
    assert items("uploads") == before
    assert [line["message"] for line in answer.json_logs] == ["already recorded"]


def test_new_version_of_a_file_is_a_new_upload(runtime):
    for version in ("v1", "v2"):
        runtime.invoke(sqs_batch(s3_created("shop-files", "uploads/pot.png", version=version)))

    assert ids() == ["shop-files/uploads/pot.png#v1", "shop-files/uploads/pot.png#v2"]


def test_bad_file_does_not_hold_up_the_others(runtime):
    batch = sqs_batch(
        s3_test("shop-files"),
        s3_created("shop-files", "uploads/virus.exe"),
        s3_created("shop-files", "uploads/pot.png", version="v1"),
    )

    answer = runtime.invoke(batch)

    failed = batch["Records"][1]["messageId"]
    assert answer.payload == {"batchItemFailures": [{"itemIdentifier": failed}]}
    assert ids() == ["shop-files/uploads/pot.png#v1"]
    assert [line["message_id"] for line in answer.json_logs] == [failed]
