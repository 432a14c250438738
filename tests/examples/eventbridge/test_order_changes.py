"""The pipe as the API takes it, which changes its filter lets through, and what its role may do."""

import json
from typing import Any

import boto3
import pytest
from moto.events.models import EventPattern

from tests.examples.support import templates
from tests.examples.support.decisions import decide
from tests.examples.support.events import dynamodb_stream

STREAM = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-11-26T00:00:00.000"
BUS = "arn:aws:events:eu-west-1:123456789012:event-bus/shop"
QUEUE = "arn:aws:sqs:eu-west-1:123456789012:unpublished"
NAMES = {
    "OrdersStreamArn": STREAM,
    "BusArn": BUS,
    "Unpublished.Arn": QUEUE,
    "PipeRole.Arn": "arn:aws:iam::123456789012:role/pipe",
    "AWS::AccountId": "123456789012",
}


@pytest.fixture
def resources(example) -> dict:
    return templates.resolve(templates.load(example)["Resources"], NAMES)


@pytest.fixture
def pipe(aws, resources) -> dict:
    """The pipe's parameters, after the API's model has checked them."""
    properties = resources["NewOrders"]["Properties"]
    boto3.client("pipes").create_pipe(Name="new-orders", **properties)
    return properties


def passes(pipe: dict[str, Any], record: dict[str, Any]) -> bool:
    filters = pipe["SourceParameters"]["FilterCriteria"]["Filters"]
    return any(EventPattern.load(each["Pattern"]).matches_event(record) for each in filters)


def change(key: str, kind: str = "INSERT") -> dict[str, Any]:
    (record,) = dynamodb_stream({"id": {"S": key}})["Records"]
    record["dynamodb"]["Keys"] = {"pk": {"S": key}}
    return record | {"eventName": kind}


def test_no_linter_objects(example):
    assert templates.problems(example) == []


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (change("ORDER#o-1"), True),
        (change("ORDER#o-1", "MODIFY"), False),
        (change("ORDER#o-1", "REMOVE"), False),
        (change("CUSTOMER#c-1"), False),
    ],
)
def test_only_new_orders_pass(pipe, record, expected):
    assert passes(pipe, record) is expected


def test_a_record_that_fails_does_not_block_the_shard_for_good(pipe):
    source = pipe["SourceParameters"]["DynamoDBStreamParameters"]

    assert source["MaximumRetryAttempts"] == 10
    assert source["OnPartialBatchItemFailure"] == "AUTOMATIC_BISECT"
    assert source["DeadLetterConfig"] == {"Arn": QUEUE}


def test_batch_fits_into_one_request_to_the_bus(pipe):
    model = boto3.client("events").meta.service_model.shape_for("PutEventsRequestEntryList")

    assert pipe["SourceParameters"]["DynamoDBStreamParameters"]["BatchSize"] <= model.metadata["max"]


def test_template_makes_json_of_a_record(pipe):
    text = pipe["TargetParameters"]["InputTemplate"]
    for path, value in {"pk.S": '"ORDER#o-1"', "cents.N": '"500"'}.items():
        text = text.replace(f"<$.dynamodb.NewImage.{path}>", value)
    text = text.replace("<$.eventID>", '"e-1"')

    assert json.loads(text) == {"orderId": "ORDER#o-1", "cents": "500", "change": "e-1"}


def test_role_reads_this_stream_and_publishes_on_this_bus(resources):
    (policy,) = resources["PipeRole"]["Properties"]["Policies"]
    document = policy["PolicyDocument"]

    assert decide(document, "dynamodb:GetRecords", STREAM) == "Allow"
    assert decide(document, "events:PutEvents", BUS) == "Allow"
    assert decide(document, "sqs:SendMessage", QUEUE) == "Allow"
    assert decide(document, "events:PutEvents", BUS + "2") == "Nothing"
    assert decide(document, "dynamodb:PutItem", STREAM) == "Nothing"


def test_only_pipes_of_this_account_may_take_the_role(resources):
    (statement,) = resources["PipeRole"]["Properties"]["AssumeRolePolicyDocument"]["Statement"]

    assert statement["Principal"] == {"Service": "pipes.amazonaws.com"}
    assert statement["Condition"] == {"StringEquals": {"aws:SourceAccount": "123456789012"}}
