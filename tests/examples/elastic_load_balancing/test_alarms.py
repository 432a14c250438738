"""The alarms that the template makes."""

import boto3
import pytest

from tests.examples.support import templates

BALANCER, GROUP = "app/shop/50dc6c495c0c9188", "targetgroup/orders/73e2d6bc24d8a067"
TOPIC = "arn:aws:sns:eu-west-1:123456789012:on-call"
VALUES = {"Balancer": BALANCER, "Group": GROUP, "Topic": TOPIC}


def filled(part):
    """The part of the template with its references replaced."""
    if isinstance(part, dict):
        return VALUES[part["Ref"]] if part.keys() == {"Ref"} else {key: filled(part[key]) for key in part}
    return [filled(value) for value in part] if isinstance(part, list) else part


@pytest.fixture
def alarms(aws, example) -> dict[str, dict]:
    """All alarms by their logical IDs, made by the API: its parameters have the names of the properties."""
    cloudwatch = boto3.client("cloudwatch")
    for name, alarm in templates.resources(templates.load(example), "AWS::CloudWatch::Alarm").items():
        cloudwatch.put_metric_alarm(AlarmName=name, **filled(alarm))
    return {alarm["AlarmName"]: alarm for alarm in cloudwatch.describe_alarms()["MetricAlarms"]}


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_every_alarm_tells_somebody_and_stays_quiet_without_data(alarms):
    assert alarms.keys() == {"OwnErrors", "NoTarget", "FailOpen", "Unhealthy", "Slow", "Full"}
    for alarm in alarms.values():
        assert alarm["AlarmActions"] == [TOPIC]
        assert alarm["TreatMissingData"] == "notBreaching"
        assert alarm["AlarmDescription"]


def test_share_of_errors_needs_some_traffic(alarms):
    queries = {query["Id"]: query for query in alarms["OwnErrors"]["Metrics"]}

    assert queries["share"]["Expression"] == "IF(all > 100, 100 * FILL(errors, 0) / all, 0)"
    names = {key: queries[key]["MetricStat"]["Metric"]["MetricName"] for key in ("errors", "all")}
    assert names == {"errors": "HTTPCode_ELB_5XX_Count", "all": "RequestCount"}


@pytest.mark.parametrize("name", ["FailOpen", "Unhealthy", "Slow"])
def test_group_is_watched_by_itself(alarms, name):
    dimensions = {pair["Name"]: pair["Value"] for pair in alarms[name]["Dimensions"]}

    assert dimensions == {"LoadBalancer": BALANCER, "TargetGroup": GROUP}


def test_one_nodes_opinion_is_not_enough(alarms):
    assert alarms["Unhealthy"]["Statistic"] == "Minimum"
    assert alarms["Slow"]["ExtendedStatistic"] == "p99"
