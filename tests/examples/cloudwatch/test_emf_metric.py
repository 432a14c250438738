"""The line that the handler prints in Lambda's runtime, held to the embedded metric format."""

import json
import time

import pytest
from botocore.session import get_session

from tests.examples.support.events import event_bridge


@pytest.fixture
def runtime(start):
    return start()


def placed(order_id: str, channel: str = "web") -> dict:
    lines = [{"price": 12.5, "quantity": 2}, {"price": 5, "quantity": 1}]
    detail = {"id": order_id, "channel": channel, "lines": lines}
    return event_bridge("shop.orders", "OrderPlaced", detail)


def test_line_holds_the_values_under_the_names_that_its_header_gives(runtime):
    answer = runtime.invoke(placed("o-17"))

    (line,) = answer.json_logs
    (directive,) = line["_aws"]["CloudWatchMetrics"]
    assert directive["Namespace"] == "Shop"
    assert {metric["Name"]: line[metric["Name"]] for metric in directive["Metrics"]}["OrderValue"] == 30
    assert {name: line[name] for names in directive["Dimensions"] for name in names} == {
        "Service": "emf_metric",
        "Channel": "web",
    }
    assert answer.payload == {"order_id": "o-17", "total": 30}


def test_metrics_are_numbers_and_units_those_of_cloudwatch(runtime):
    (line,) = runtime.invoke(placed("o-17")).json_logs
    (directive,) = line["_aws"]["CloudWatchMetrics"]
    units = get_session().get_service_model("cloudwatch").shape_for("StandardUnit").enum

    assert {metric["Name"]: metric["Unit"] for metric in directive["Metrics"]} == {
        "OrderValue": "None",
        "Duration": "Milliseconds",
    }
    for metric in directive["Metrics"]:
        assert isinstance(line[metric["Name"]], int | float)
        assert metric["Unit"] in units


def test_timestamp_is_in_milliseconds(runtime):
    before = time.time() * 1000
    (line,) = runtime.invoke(placed("o-17")).json_logs

    assert before - 1 <= line["_aws"]["Timestamp"] <= time.time() * 1000


def test_ids_are_fields_and_no_dimensions(runtime):
    answers = [runtime.invoke(placed(f"o-{number}", "app")) for number in range(2)]

    lines = [line for answer in answers for line in answer.json_logs]
    assert [line["order_id"] for line in lines] == ["o-0", "o-1"]
    assert [line["request_id"] for line in lines] == [answer.request_id for answer in answers]
    combinations = {
        tuple((name, line[name]) for name in names)
        for line in lines
        for names in line["_aws"]["CloudWatchMetrics"][0]["Dimensions"]
    }
    assert combinations == {(("Service", "emf_metric"), ("Channel", "app"))}


def test_line_ends_with_the_event(runtime):
    (text,) = runtime.invoke(placed("o-17")).logs

    assert json.loads(text)["_aws"]
