"""The schedule as the API takes it, and what its role may do."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import boto3
import pytest

from tests.examples.support import templates
from tests.examples.support.decisions import decide

MACHINE = "arn:aws:states:eu-west-1:123456789012:stateMachine:report"
QUEUE = "arn:aws:sqs:eu-west-1:123456789012:missed-nights"
NAMES = {
    "StateMachineArn": MACHINE,
    "MissedNights.Arn": QUEUE,
    "MissedNights.QueueName": "missed-nights",
    "OnCallTopicArn": "on-call",
    "SchedulerRole.Arn": "arn:aws:iam::123456789012:role/scheduler",
    "AWS::AccountId": "123456789012",
}


@pytest.fixture
def resources(example) -> dict:
    return templates.resolve(templates.load(example)["Resources"], NAMES)


@pytest.fixture
def schedule(aws, resources) -> dict:
    """The schedule, made through the API: the model checks its limits, the emulator keeps it."""
    scheduler = boto3.client("scheduler")
    scheduler.create_schedule(Name="nightly-report", **resources["NightlyReport"]["Properties"])
    return scheduler.get_schedule(Name="nightly-report")


def planned_time(schedule: dict) -> tuple[int, int]:
    """Hour and minute of the cron expression."""
    minute, hour, *_ = schedule["ScheduleExpression"].removeprefix("cron(").split()
    return int(hour), int(minute)


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_schedule_gives_up_before_breakfast_and_keeps_what_it_missed(schedule):
    target = schedule["Target"]
    window = schedule["FlexibleTimeWindow"]["MaximumWindowInMinutes"]
    hour, minute = planned_time(schedule)
    latest = hour * 60 + minute + window + target["RetryPolicy"]["MaximumEventAgeInSeconds"] / 60

    assert latest < 8 * 60
    assert target["RetryPolicy"]["MaximumRetryAttempts"] == 20
    assert target["DeadLetterConfig"] == {"Arn": QUEUE}


def test_missed_night_calls_somebody(resources):
    alarm = resources["Missed"]["Properties"]

    assert alarm["Dimensions"] == [{"Name": "QueueName", "Value": "missed-nights"}]
    assert (alarm["ComparisonOperator"], alarm["Threshold"]) == ("GreaterThanThreshold", 0)
    assert alarm["AlarmActions"] == ["on-call"]


def test_hour_is_one_that_exists_once_on_every_day(schedule):
    zone = ZoneInfo(schedule["ScheduleExpressionTimezone"])
    hour, minute = planned_time(schedule)

    for day in (datetime(2026, 3, 29), datetime(2026, 10, 25)):
        planned = day.replace(hour=hour, minute=minute, tzinfo=zone)
        assert planned.utcoffset() == planned.replace(fold=1).utcoffset()
        assert planned.astimezone(ZoneInfo("UTC")).astimezone(zone).hour == hour


def test_target_is_told_which_night_it_is(schedule):
    assert schedule["Target"]["Arn"] == MACHINE
    assert json.loads(schedule["Target"]["Input"]) == {"night": "<aws.scheduler.scheduled-time>"}


def test_role_may_start_the_report_and_set_aside_what_fails(resources):
    (policy,) = resources["SchedulerRole"]["Properties"]["Policies"]
    document = policy["PolicyDocument"]

    assert decide(document, "states:StartExecution", MACHINE) == "Allow"
    assert decide(document, "sqs:SendMessage", QUEUE) == "Allow"
    assert decide(document, "states:StartExecution", MACHINE + "2") == "Nothing"
    assert decide(document, "sqs:ReceiveMessage", QUEUE) == "Nothing"


def test_only_the_scheduler_of_this_account_may_take_the_role(resources):
    (statement,) = resources["SchedulerRole"]["Properties"]["AssumeRolePolicyDocument"]["Statement"]

    assert statement["Principal"] == {"Service": "scheduler.amazonaws.com"}
    assert statement["Condition"] == {"StringEquals": {"aws:SourceAccount": "123456789012"}}
