"""The alarms as the API takes them, the error rate as an alarm would compute it, and who is told."""

import json

import boto3
import pytest

from tests.examples.support import modules, templates

NAMES = {"OnCall": "arn:aws:sns:eu-west-1:123456789012:on-call", "OrdersUnhealthy": "orders-unhealthy"}
CHILDREN = ("Failing", "Slow", "Silent")


@pytest.fixture
def resources(example) -> dict:
    names = NAMES | {name: f"orders-{name}" for name in CHILDREN}
    return templates.resolve(templates.load(example)["Resources"], names)


@pytest.fixture
def alarms(aws, resources) -> dict:
    cloudwatch = boto3.client("cloudwatch")
    for name in CHILDREN:
        cloudwatch.put_metric_alarm(AlarmName=name, **resources[name]["Properties"])
    return {alarm["AlarmName"]: alarm for alarm in cloudwatch.describe_alarms()["MetricAlarms"]}


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_metrics_are_those_that_the_service_writes(examples, alarms, monkeypatch, capsys):
    with modules.load(examples / "request_metrics.py", monkeypatch).measured("POST /orders"):
        pass
    line = json.loads(capsys.readouterr().out)
    (directive,) = line["_aws"]["CloudWatchMetrics"]
    written = {(directive["Namespace"], metric["Name"]) for metric in directive["Metrics"]}

    stats = [query["MetricStat"]["Metric"] for query in alarms["Failing"]["Metrics"] if "MetricStat" in query]
    for metric in [*stats, alarms["Slow"], alarms["Silent"]]:
        assert (metric["Namespace"], metric["MetricName"]) in written
        dimensions = metric["Dimensions"]
        assert [dimension["Name"] for dimension in dimensions] in directive["Dimensions"]
        assert all(line[dimension["Name"]] == dimension["Value"] for dimension in dimensions)


@pytest.mark.parametrize(
    ("requests", "faults", "rate"), [(1000, 30, 3), (1000, 10, 1), (50, 50, 100), (49, 49, 0), (1, 1, 0)]
)
def test_few_requests_are_not_judged(alarms, requests, faults, rate):
    (query,) = (query for query in alarms["Failing"]["Metrics"] if "Expression" in query)
    condition, then, otherwise = query["Expression"].removeprefix("IF(").removesuffix(")").split(", ")
    known = {"requests": requests, "faults": faults}

    assert eval(then if eval(condition, {}, known) else otherwise, {}, known) == rate


def test_exactly_one_query_is_watched(alarms):
    watched = [query["Id"] for query in alarms["Failing"]["Metrics"] if query["ReturnData"]]

    assert watched == ["rate"]


def test_missing_data_is_bad_news_of_the_traffic_only(alarms):
    assert {name: alarms[name]["TreatMissingData"] for name in CHILDREN} == {
        "Failing": "notBreaching",
        "Slow": "notBreaching",
        "Silent": "breaching",
    }


def test_percentile_waits_for_enough_requests(alarms):
    assert (alarms["Slow"]["ExtendedStatistic"], alarms["Slow"]["EvaluateLowSampleCountPercentile"]) == (
        "p99",
        "ignore",
    )


def test_only_the_composite_tells_somebody_and_sunday_is_quiet(alarms, resources):
    assert all(not alarm["AlarmActions"] for alarm in alarms.values())
    composite = resources["OrdersUnhealthy"]["Properties"]
    assert composite["AlarmActions"] == composite["OKActions"] == [NAMES["OnCall"]]
    assert all(f'ALARM("orders-{name}")' in composite["AlarmRule"] for name in CHILDREN)
    assert resources["SundayMaintenance"]["Properties"]["MuteTargets"] == {"AlarmNames": ["orders-unhealthy"]}
