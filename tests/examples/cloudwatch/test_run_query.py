"""Waits for the end, gives up in time, and reports what was scanned."""

import boto3
import pytest
from botocore.stub import ANY, Stubber

ROW = [{"field": "Route", "value": "POST /orders"}, {"field": "@ptr", "value": "Ck..."}]
STARTED = {"logGroupName": "/shop/orders", "queryString": "fields @message", "startTime": ANY, "endTime": ANY}


@pytest.fixture
def module(load, monkeypatch):
    made = load()
    monkeypatch.setattr(made.time, "sleep", lambda seconds: None)
    return made


@pytest.fixture
def logs(module, monkeypatch):
    client = boto3.client("logs")
    monkeypatch.setattr(module, "logs", client)
    with Stubber(client) as stub:
        stub.add_response("start_query", {"queryId": "q-1"}, STARTED)
        yield stub


def answer(stub, status, results=(), scanned=0.0):
    body = {"status": status, "results": list(results), "statistics": {"bytesScanned": scanned}}
    stub.add_response("get_query_results", body, {"queryId": "q-1"})


def test_rows_come_without_the_pointer_and_with_the_bytes(module, logs):
    for status in ("Scheduled", "Running"):
        answer(logs, status)
    answer(logs, "Complete", [ROW], 5e9)

    assert module.run("fields @message", "/shop/orders", 15) == ([{"Route": "POST /orders"}], 5e9)
    logs.assert_no_pending_responses()


def test_query_is_stopped_when_patience_ends(module, logs):
    answer(logs, "Running")
    logs.add_response("stop_query", {"success": True}, {"queryId": "q-1"})

    with pytest.raises(TimeoutError):
        module.run("fields @message", "/shop/orders", 15, patience=-1)
    logs.assert_no_pending_responses()


def test_query_that_ends_while_it_is_stopped_is_late_all_the_same(module, logs):
    answer(logs, "Running")
    logs.add_client_error("stop_query", "InvalidParameterException")

    with pytest.raises(TimeoutError):
        module.run("fields @message", "/shop/orders", 15, patience=-1)


@pytest.mark.parametrize("status", ["Failed", "Cancelled", "Timeout"])
def test_failure_is_no_empty_answer(module, logs, status):
    answer(logs, status)

    with pytest.raises(RuntimeError, match=status):
        module.run("fields @message", "/shop/orders", 15)


def test_range_is_given_in_seconds(module, monkeypatch):
    calls = []

    class Recorder:
        def start_query(self, **call):
            calls.append(call)
            return {"queryId": "q-1"}

        def get_query_results(self, **_):
            return {"status": "Complete", "results": [], "statistics": {"bytesScanned": 0.0}}

    monkeypatch.setattr(module, "logs", Recorder())
    module.run("fields @message", "/shop/orders", 15)

    assert calls[0]["endTime"] - calls[0]["startTime"] == 900
    assert calls[0]["endTime"] < 1e10
