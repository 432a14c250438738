"""Events against a rule with the pattern, which an emulated bus delivers to a queue."""

import json

import boto3
import pytest

from tests.examples.support.account import create_queue, messages

ORDER = {"id": "o-17", "channel": "web", "address": {"country": "DE"}, "shipping": "EXPRESS", "total": 30}
WITHOUT_COUNTRY = {key: value for key, value in ORDER.items() if key != "address"}
WITHOUT_CHANNEL = {key: value for key, value in ORDER.items() if key != "channel"}
SLOW = ORDER | {"shipping": "standard"}


@pytest.fixture
def delivered(aws, example):
    queue, events = create_queue("matched"), boto3.client("events")
    events.put_rule(Name="urgent-orders", EventPattern=example.read_text())
    target = {"Id": "queue", "Arn": "arn:aws:sqs:eu-west-1:123456789012:matched"}
    events.put_targets(Rule="urgent-orders", Targets=[target])

    def put(detail: dict, source: str, kind: str) -> list[dict]:
        entry = {"Source": source, "DetailType": kind, "Detail": json.dumps(detail)}
        assert events.put_events(Entries=[entry])["FailedEntryCount"] == 0
        return [json.loads(body)["detail"] for body in messages(queue)]

    return put


@pytest.mark.parametrize(
    "detail",
    [
        ORDER,
        ORDER | {"shipping": "Express", "address": {"country": "AT", "city": "Graz"}},
        SLOW | {"total": 500},
        SLOW | {"total": 9999.99},
        ORDER | {"channel": "partner-test-"},
    ],
)
def test_urgent_order_matches(delivered, detail):
    assert delivered(detail, "shop.orders", "OrderPlaced") == [detail]


@pytest.mark.parametrize(
    "detail",
    [
        SLOW,
        SLOW | {"total": 499.99},
        SLOW | {"total": 10000},
        SLOW | {"total": "900"},
        ORDER | {"channel": "test-load"},
        ORDER | {"address": {"country": "de"}},
        ORDER | {"cancelledAt": "2026-11-23T09:15:00Z"},
        WITHOUT_COUNTRY,
        WITHOUT_CHANNEL,
    ],
)
def test_other_order_does_not_match(delivered, detail):
    assert delivered(detail, "shop.orders", "OrderPlaced") == []


@pytest.mark.parametrize(
    ("source", "kind", "matches"),
    [
        ("shop.checkout", "OrderChanged", True),
        ("shop.orders", "OrderPaid", False),
        ("workshop.orders", "OrderPlaced", False),
        ("shopping.orders", "OrderPlaced", False),
    ],
)
def test_pattern_looks_at_the_envelope_too(delivered, source, kind, matches):
    assert delivered(ORDER, source, kind) == ([ORDER] if matches else [])


def test_leaves_are_lists_as_eventbridge_demands(example):
    def check(value: object) -> None:
        assert isinstance(value, dict | list)
        if isinstance(value, dict):
            for entry in value.values():
                check(entry)

    check(json.loads(example.read_text()))
