"""The event source mapping that SAM makes of the template."""

import json

import pytest

from tests.examples.support import templates


@pytest.fixture
def mapping(example) -> dict:
    (found,) = templates.resources(templates.expand(example), "AWS::Lambda::EventSourceMapping").values()
    return found


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_bad_record_is_isolated_and_given_up(mapping):
    assert mapping["BisectBatchOnFunctionError"] is True
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping["MaximumRetryAttempts"] == 5


def test_age_outlasts_an_outage_and_leaves_time_to_fetch_the_record(mapping):
    age = mapping["MaximumRecordAgeInSeconds"]

    assert 6 * 3600 < age <= 24 * 3600 / 2


def test_given_up_records_are_reported_to_the_queue(mapping, example):
    assert mapping["DestinationConfig"] == {"OnFailure": {"Destination": {"Fn::GetAtt": ["Failures", "Arn"]}}}
    (role,) = templates.resources(templates.expand(example), "AWS::IAM::Role").values()
    granted = {
        action: statement["Resource"]
        for policy in role["Policies"]
        for statement in policy["PolicyDocument"]["Statement"]
        for action in [statement["Action"]]
        if isinstance(action, str)
    }
    assert granted["sqs:SendMessage"] == {"Fn::GetAtt": ["Failures", "Arn"]}
    assert granted["dynamodb:PutItem"] == {"Fn::GetAtt": ["CustomerTable", "Arn"]}


def test_log_keeps_the_position_of_a_failure_and_not_for_ever(example):
    template = templates.load(example)

    logging = template["Resources"]["Copier"]["Properties"]["LoggingConfig"]
    assert logging == {"LogFormat": "JSON", "LogGroup": {"Ref": "Logs"}}
    assert template["Resources"]["Logs"]["Properties"]["RetentionInDays"] == 30


def test_stream_carries_what_the_worker_reads(example, mapping):
    table = templates.load(example)["Resources"]["OrderTable"]["Properties"]

    assert table["StreamSpecification"] == {"StreamViewType": "NEW_IMAGE"}
    assert mapping["EventSourceArn"] == {"Fn::GetAtt": ["OrderTable", "StreamArn"]}
    (pattern,) = (json.loads(entry["Pattern"]) for entry in mapping["FilterCriteria"]["Filters"])
    assert pattern == {"eventName": ["INSERT"]}


def test_keys_of_the_copy_are_those_that_the_worker_writes(example):
    table = templates.load(example)["Resources"]["CustomerTable"]["Properties"]

    assert [key["AttributeName"] for key in table["KeySchema"]] == ["customer", "id"]
