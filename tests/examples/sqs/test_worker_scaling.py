"""The scaling of the workers: the right quotient, a floor for its divisor, and an alarm behind it."""

from __future__ import annotations

import pytest

from tests.examples.support import templates


@pytest.fixture
def template(example) -> dict:
    return templates.load(example)


@pytest.fixture
def policy(template) -> dict:
    (found,) = templates.resources(template, "AWS::ApplicationAutoScaling::ScalingPolicy").values()
    return found["TargetTrackingScalingPolicyConfiguration"]


@pytest.fixture
def metrics(policy) -> dict:
    return {entry["Id"]: entry for entry in policy["CustomizedMetricSpecification"]["Metrics"]}


def test_cloudformation_accepts_the_template(example):
    assert templates.problems(example) == []


def test_one_series_is_returned_and_it_is_the_backlog_per_task(metrics):
    (returned,) = (entry for entry in metrics.values() if entry["ReturnData"])

    assert eval(returned["Expression"], {}, {"waiting": 2400, "tasks": 10}) == 240
    assert {name for name, entry in metrics.items() if "MetricStat" in entry} == {"waiting", "tasks"}
    assert metrics["waiting"]["MetricStat"]["Metric"]["MetricName"] == "ApproximateNumberOfMessagesVisible"
    assert metrics["tasks"]["MetricStat"]["Metric"]["MetricName"] == "RunningTaskCount"


def test_target_follows_from_delay_and_time_per_message(template, policy):
    assert policy["TargetValue"] == {"Ref": "BacklogPerTask"}
    assert template["Parameters"]["BacklogPerTask"]["Default"] == 60 / 0.5


def test_there_is_always_something_to_divide_by(template):
    (target,) = templates.resources(template, "AWS::ApplicationAutoScaling::ScalableTarget").values()

    assert target["MinCapacity"] >= 1


def test_alarm_is_about_the_wait_and_not_about_the_number(template):
    (alarm,) = templates.resources(template, "AWS::CloudWatch::Alarm").values()

    assert alarm["MetricName"] == "ApproximateAgeOfOldestMessage"
    assert 60 < alarm["Threshold"] < 4 * 24 * 3600
    assert alarm["AlarmActions"] == [{"Ref": "Alerts"}]
