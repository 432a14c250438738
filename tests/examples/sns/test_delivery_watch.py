"""The alarms: which metric, and what no data means."""

from __future__ import annotations

import pytest

from tests.examples.support import templates


@pytest.fixture
def template(example) -> dict:
    return templates.load(example)


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_each_alarm_watches_this_topic_and_reports_to_another(template):
    alarms = templates.resources(template, "AWS::CloudWatch::Alarm")

    assert set(alarms) == {"Lost", "Parked", "NotJson", "Silent"}
    for alarm in alarms.values():
        assert alarm["Dimensions"] == [
            {"Name": "TopicName", "Value": {"Fn::GetAtt": ["OrderEvents", "TopicName"]}}
        ]
        assert alarm["AlarmActions"] == [{"Ref": "OnCallTopicArn"}]


def test_silence_alarms_and_the_absence_of_failures_does_not(template):
    alarms = templates.resources(template, "AWS::CloudWatch::Alarm")

    assert alarms.pop("Silent")["TreatMissingData"] == "breaching"
    assert {alarm["TreatMissingData"] for alarm in alarms.values()} == {"notBreaching"}


def test_every_failure_is_logged_by_sns_alone(template):
    (logging,) = template["Resources"]["OrderEvents"]["Properties"]["DeliveryStatusLogging"]
    (trust,) = template["Resources"]["DeliveryLog"]["Properties"]["AssumeRolePolicyDocument"]["Statement"]

    assert logging["FailureFeedbackRoleArn"] == {"Fn::GetAtt": ["DeliveryLog", "Arn"]}
    assert trust["Principal"] == {"Service": "sns.amazonaws.com"}
