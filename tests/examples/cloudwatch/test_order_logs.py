"""The log group's settings, and a filter that fits the lines which the service writes."""

import json

import boto3
import pytest

from tests.examples.support import modules, templates

NAMES = {"OrdersLog": "/shop/orders", "OnCall": "on-call"}


@pytest.fixture
def resources(example) -> dict:
    found = templates.resolve(templates.load(example)["Resources"], NAMES)
    return {name: resource["Properties"] for name, resource in found.items()}


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_retention_is_set_and_the_class_takes_filters(resources):
    assert resources["OrdersLog"]["RetentionInDays"] == 30
    assert resources["OrdersLog"]["LogGroupClass"] == "STANDARD"


def test_log_outlives_its_stack_and_is_not_deleted_by_hand(example, resources):
    group = templates.load(example)["Resources"]["OrdersLog"]

    assert (group["DeletionPolicy"], group["UpdateReplacePolicy"]) == ("Retain", "Retain")
    assert resources["OrdersLog"]["DeletionProtectionEnabled"] is True


def test_what_is_audited_is_masked(resources):
    audit, mask = resources["OrdersLog"]["DataProtectionPolicy"]["Statement"]

    assert audit["DataIdentifier"] == mask["DataIdentifier"]
    assert "FindingsDestination" in audit["Operation"]["Audit"]
    assert mask["Operation"] == {"Deidentify": {"MaskConfig": {}}}


def test_filter_asks_for_what_the_service_writes(examples, resources, monkeypatch, capsys):
    class ProviderTimeoutError(Exception):
        pass

    module = modules.load(examples / "request_metrics.py", monkeypatch)
    with pytest.raises(ProviderTimeoutError), module.measured("POST /orders"):
        raise ProviderTimeoutError
    line = json.loads(capsys.readouterr().out)

    terms = resources["ProviderTimeouts"]["FilterPattern"].strip("{} ").split(" && ")
    asked = {
        field.removeprefix("$."): json.loads(value) for field, value in (term.split(" = ") for term in terms)
    }
    assert asked == {name: line[name] for name in asked}


def test_api_takes_the_filter_and_the_alarm_watches_its_metric(aws, resources):
    logs = boto3.client("logs")
    logs.create_log_group(logGroupName=NAMES["OrdersLog"])
    (transformation,) = resources["ProviderTimeouts"]["MetricTransformations"]
    lower = {f"{name[0].lower()}{name[1:]}": value for name, value in transformation.items()}
    logs.put_metric_filter(
        logGroupName=NAMES["OrdersLog"],
        filterName="provider-timeouts",
        filterPattern=resources["ProviderTimeouts"]["FilterPattern"],
        metricTransformations=[lower],
    )

    alarm = resources["ProviderSlow"]
    assert (alarm["Namespace"], alarm["MetricName"]) == (lower["metricNamespace"], lower["metricName"])
    assert alarm.get("Dimensions") == lower.get("dimensions") is None
    assert alarm["AlarmActions"] == ["on-call"]
