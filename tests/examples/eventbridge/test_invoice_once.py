"""What comes of a message that is delivered once, twice, changed, or next to a broken one."""

from __future__ import annotations

import pytest

from tests.examples.support.account import create_table, items
from tests.examples.support.events import sqs_batch

ORDER = {"event": "e-1", "order": "o-1", "cents": 500}


@pytest.fixture
def module(aws, load):
    create_table("invoices", "pk")
    return load()


def invoices() -> dict[str, str]:
    return {item["pk"]["S"]: item["cents"]["N"] for item in items("invoices")}


def test_repeat_changes_nothing(module):
    assert [module.write_invoice("invoices", ORDER) for _ in range(2)] == [True, False]
    assert invoices() == {"INVOICE#o-1": "500"}


def test_event_that_was_published_twice_is_a_repeat_too(module):
    module.write_invoice("invoices", ORDER)

    assert module.write_invoice("invoices", ORDER | {"event": "e-2"}) is False


def test_other_data_for_a_known_order_is_refused(module):
    module.write_invoice("invoices", ORDER)

    with pytest.raises(module.OtherOrderError):
        module.write_invoice("invoices", ORDER | {"cents": 900})
    assert invoices() == {"INVOICE#o-1": "500"}


def test_only_the_broken_message_comes_back(module):
    batch = sqs_batch(ORDER, "not JSON", ORDER | {"order": "o-2"})

    answer = module.handler(batch, None)

    broken = batch["Records"][1]["messageId"]
    assert answer == {"batchItemFailures": [{"itemIdentifier": broken}]}
    assert invoices() == {"INVOICE#o-1": "500", "INVOICE#o-2": "500"}


def test_whole_batch_again_is_accepted(module):
    batch = sqs_batch(ORDER, ORDER | {"order": "o-2"})

    assert [module.handler(batch, None) for _ in range(2)] == [{"batchItemFailures": []}] * 2
    assert len(invoices()) == 2


def test_read_after_the_failed_condition_is_consistent(module):
    asked = {}
    module.dynamodb.meta.events.register(
        "provide-client-params.dynamodb.GetItem", lambda params, **_: asked.update(params)
    )
    for _ in range(2):
        module.write_invoice("invoices", ORDER)

    assert asked["ConsistentRead"] is True
