"""The fields of the log lines, over several invocations of one environment."""

import json

import pytest

from tests.examples.support.events import http_api


@pytest.fixture
def runtime(start):
    return start()


def order(quantity: int, headers: dict[str, str] | None = None) -> dict:
    return http_api("POST", "/orders", body={"id": "o-17", "quantity": quantity}, headers=headers)


def test_line_has_the_callers_id_and_the_values_as_fields(runtime):
    answer = runtime.invoke(order(2, {"X-Correlation-Id": "checkout-42"}))

    (line,) = answer.json_logs
    expected = {
        "level": "INFO",
        "message": "order accepted",
        "service": "orders",
        "correlation_id": "checkout-42",
        "function_request_id": answer.request_id,
        "order_id": "o-17",
        "quantity": 2,
        "cold_start": True,
    }
    assert expected.items() <= line.items()
    assert answer.payload["statusCode"] == 202
    assert answer.payload["headers"]["x-correlation-id"] == "checkout-42"


def test_without_a_callers_id_the_requests_own_is_used(runtime):
    answer = runtime.invoke(order(1))

    assert answer.json_logs[0]["correlation_id"] == "JKJaXmPLvHcESHA="


def test_keys_of_one_order_do_not_reach_the_next_ones_lines(runtime):
    runtime.invoke(order(2))

    refused = runtime.invoke(order(0))

    (line,) = refused.json_logs
    assert line["level"] == "WARNING"
    assert line["reason"] == "quantity"
    assert line["cold_start"] is False
    assert "order_id" not in line
    assert refused.payload["statusCode"] == 422
    assert "quantity" in json.loads(refused.payload["body"])["error"]
