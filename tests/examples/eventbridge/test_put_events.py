"""Which events arrive, which are sent again, and which are given back."""

import json

import boto3
import pytest
from botocore.session import get_session
from botocore.stub import Stubber

from tests.examples.support.account import create_queue, messages
from tests.examples.support.chance import longest


def entry(number: int, detail: str = "{}") -> dict:
    return {"Source": "shop.orders", "DetailType": f"Order{number}", "Detail": detail}


def refused(code: str) -> dict:
    return {"ErrorCode": code, "ErrorMessage": "not taken"}


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def module(load, aws, monkeypatch, waits):
    loaded = load()
    monkeypatch.setattr(loaded.time, "sleep", waits.append)
    return loaded


@pytest.fixture
def arrived(aws):
    """The detail types that reach a queue."""
    queue, events = create_queue("arrived"), boto3.client("events")
    events.put_rule(Name="all", EventPattern='{"source": ["shop.orders"]}')
    target = {"Id": "queue", "Arn": "arn:aws:sqs:eu-west-1:123456789012:arrived"}
    events.put_targets(Rule="all", Targets=[target])

    def read() -> list[str]:
        found = []
        while page := messages(queue):
            found += [json.loads(body)["detail-type"] for body in page]
        return found

    return read


def test_many_events_go_out_in_requests_of_ten(module, arrived):
    entries = [entry(number) for number in range(23)]

    assert module.put_all(entries) == []
    assert arrived() == [f"Order{number}" for number in range(23)]


def test_batch_is_as_large_as_the_model_allows(module):
    model = get_session().get_service_model("events")

    assert model.shape_for("PutEventsRequestEntryList").metadata["max"] == module.BATCH


def test_malformed_event_is_given_back_and_the_others_arrive(module, arrived, waits):
    bad = entry(2, detail="not JSON")

    assert module.put_all([entry(1), bad, entry(3)]) == [(bad, "MalformedDetail")]
    assert arrived() == ["Order1", "Order3"]
    assert waits == []


def test_only_throttled_events_are_sent_again(module, waits):
    good, bad, late = entry(1), entry(2), entry(3)
    with Stubber(module.events) as stub:
        answer = [{"EventId": "1"}, refused("AccessDeniedException"), refused("ThrottlingException")]
        stub.add_response(
            "put_events", {"FailedEntryCount": 2, "Entries": answer}, {"Entries": [good, bad, late]}
        )
        stub.add_response(
            "put_events", {"FailedEntryCount": 0, "Entries": [{"EventId": "3"}]}, {"Entries": [late]}
        )

        assert module.put_all([good, bad, late], jitter=longest) == [(bad, "AccessDeniedException")]
        stub.assert_no_pending_responses()
    assert waits == [0.1]


def test_event_that_is_never_taken_is_given_back_after_growing_waits(module, waits):
    busy = {"FailedEntryCount": 1, "Entries": [refused("InternalFailure")]}
    with Stubber(module.events) as stub:
        for _ in range(3):
            stub.add_response("put_events", busy, {"Entries": [entry(1)]})

        assert module.put_all([entry(1)], attempts=3, jitter=longest) == [(entry(1), "InternalFailure")]
        stub.assert_no_pending_responses()
    assert waits == [0.1, 0.2]
