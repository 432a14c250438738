"""The solution's workflow as a whole: valid, with an undo that bears repeats. Its runs: in the exercise."""

import json

import pytest

from tests.examples.support import modules, state_machines


@pytest.fixture
def definition(load, examples, monkeypatch) -> dict:
    start = modules.load(examples / "trip_start.py", monkeypatch)
    solution = load()
    for name in ("take_seat", "ask_for_payment", "give_back"):
        monkeypatch.setattr(start, name, getattr(solution, name))
    return json.loads(json.dumps(start.workflow("https://sqs.eu-west-1.amazonaws.com/123456789012/cashier")))


def test_definition_is_valid(definition):
    assert state_machines.problems(definition) == []


def test_undo_is_tried_longer_than_the_step(definition):
    states = definition["States"]

    assert states["Give back"]["Retry"][0]["MaxAttempts"] > states["Take seat"]["Retry"][1]["MaxAttempts"]


def test_whatever_may_have_taken_a_seat_leads_to_giving_it_back(definition):
    for name in ("Take seat", "Ask for payment"):
        assert definition["States"][name]["Catch"][-1] == {
            "ErrorEquals": ["States.ALL"],
            "ResultPath": "$.error",
            "Next": "Give back",
        }


@pytest.mark.parametrize(
    "change", [{"patience": 0}, {"patience": "3600"}, {"patience": True}, {"cents": None}]
)
def test_a_booking_that_would_fail_after_the_seat_is_taken_is_not_started(load, change):
    booking = {"id": "b-1", "trip": "t-1", "cents": 4200, "patience": 3600} | change
    booking = {name: value for name, value in booking.items() if value is not None}

    with pytest.raises(ValueError, match="incomplete"):
        load().book(None, "machine", booking)
