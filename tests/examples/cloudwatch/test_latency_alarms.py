"""The alarms as the API takes them, and which combinations of states wake somebody."""

import re
from itertools import product

import boto3
import pytest

from tests.examples.support import templates

NAMES = {"ApiName": "shop", "OnCall": "arn:aws:sns:eu-west-1:123456789012:on-call"}
CHILDREN = ("Slow", "Failing", "Silent")


@pytest.fixture
def properties(example) -> dict:
    known = NAMES | {name: f"shop-{name}" for name in CHILDREN}
    resources = templates.resolve(templates.load(example)["Resources"], known)
    return {name: resource.get("Properties", {}) for name, resource in resources.items()}


@pytest.fixture
def alarms(aws, properties) -> dict:
    """The metric alarms, made through the API: the model checks their values, the emulator keeps them."""
    cloudwatch = boto3.client("cloudwatch")
    for name in CHILDREN:
        cloudwatch.put_metric_alarm(AlarmName=f"shop-{name}", **properties[name])
    found = cloudwatch.describe_alarms()["MetricAlarms"]
    return {alarm["AlarmName"].removeprefix("shop-"): alarm for alarm in found}


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_latency_is_judged_by_its_slowest_hundredth(alarms):
    slow = alarms["Slow"]

    assert (slow["MetricName"], slow["ExtendedStatistic"], slow["Threshold"]) == ("Latency", "p99", 800)
    assert "Statistic" not in slow
    assert slow["EvaluateLowSampleCountPercentile"] == "ignore"
    assert (slow["DatapointsToAlarm"], slow["EvaluationPeriods"]) == (3, 5)


def test_missing_data_is_good_news_of_latency_and_errors_and_bad_news_of_requests(alarms):
    assert {name: alarms[name]["TreatMissingData"] for name in CHILDREN} == {
        "Slow": "notBreaching",
        "Failing": "notBreaching",
        "Silent": "breaching",
    }


def test_errors_are_judged_by_their_rate(alarms):
    failing = alarms["Failing"]

    assert (failing["MetricName"], failing["Statistic"], failing["Threshold"]) == (
        "5XXError",
        "Average",
        0.02,
    )


def test_silence_is_a_quarter_of_an_hour_without_a_request(alarms):
    silent = alarms["Silent"]

    assert (silent["MetricName"], silent["Statistic"], silent["Threshold"]) == ("Count", "SampleCount", 1)
    assert silent["ComparisonOperator"] == "LessThanThreshold"
    assert silent["Period"] * silent["EvaluationPeriods"] == 15 * 60


def test_all_watch_the_same_api(alarms):
    for name in CHILDREN:
        assert alarms[name]["Namespace"] == "AWS/ApiGateway"
        assert alarms[name]["Dimensions"] == [{"Name": "ApiName", "Value": "shop"}]


def test_only_the_composite_tells_somebody(alarms, properties):
    assert [name for name, alarm in alarms.items() if alarm["AlarmActions"]] == []
    assert properties["CustomersNotice"]["AlarmActions"] == [NAMES["OnCall"]]


def test_composite_fires_for_each_symptom_alone(properties):
    rule = properties["CustomersNotice"]["AlarmRule"]
    assert set(re.findall(r'ALARM\("shop-(\w+)"\)', rule)) == set(CHILDREN)
    expression = re.sub(r'ALARM\("shop-(\w+)"\)', r"\1", rule).replace("OR", "or")

    for states in product([False, True], repeat=3):
        fires = eval(expression, {}, dict(zip(CHILDREN, states, strict=True)))
        assert fires is any(states)
