"""The rule, its target and the permission, and which events the pattern lets through."""

import io
import json
import runpy
import zipfile

import boto3
import pytest
from botocore.stub import Stubber

from tests.examples.support.account import create_queue, messages

DEAD_LETTERS = "arn:aws:sqs:eu-west-1:123456789012:undelivered"
RULE_ARN = "arn:aws:events:eu-west-1:123456789012:rule/shop/large-paid-orders"


@pytest.fixture
def function_arn(aws) -> str:
    boto3.client("events").create_event_bus(Name="shop")
    create_queue("undelivered")
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ],
    }
    role = boto3.client("iam").create_role(RoleName="review", AssumeRolePolicyDocument=json.dumps(trust))
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("review.py", "def handler(event, context): ...")
    created = boto3.client("lambda").create_function(
        FunctionName="review",
        Runtime="python3.14",
        Handler="review.handler",
        Role=role["Role"]["Arn"],
        Code={"ZipFile": code.getvalue()},
    )
    return created["FunctionArn"]


def test_rule_has_a_target_with_limits_and_a_dead_letter_queue(load, function_arn):
    assert load().route("shop", function_arn, DEAD_LETTERS) == RULE_ARN

    events = boto3.client("events")
    rule = events.describe_rule(Name="large-paid-orders", EventBusName="shop")
    assert rule["State"] == "ENABLED"
    (target,) = events.list_targets_by_rule(Rule="large-paid-orders", EventBusName="shop")["Targets"]
    assert target["Arn"] == function_arn
    assert target["RetryPolicy"] == {"MaximumRetryAttempts": 8, "MaximumEventAgeInSeconds": 3600}
    assert target["DeadLetterConfig"] == {"Arn": DEAD_LETTERS}


def test_only_this_rule_may_invoke_the_function(load, function_arn):
    load().route("shop", function_arn, DEAD_LETTERS)

    (statement,) = json.loads(boto3.client("lambda").get_policy(FunctionName="review")["Policy"])["Statement"]
    assert statement["Principal"] == {"Service": "events.amazonaws.com"}
    assert statement["Action"] == "lambda:InvokeFunction"
    assert statement["Resource"] == function_arn
    assert statement["Condition"] == {"ArnLike": {"AWS:SourceArn": RULE_ARN}}


@pytest.mark.parametrize(
    ("detail", "matches"),
    [
        ({"total": 500, "channel": "web"}, True),
        ({"total": 499.99, "channel": "web"}, False),
        ({"total": 900, "channel": "test"}, False),
        ({"total": 900}, False),
    ],
)
def test_pattern_selects_large_orders_of_real_channels(load, function_arn, detail, matches):
    load().route("shop", function_arn, DEAD_LETTERS)
    events, queue = boto3.client("events"), create_queue("matched")
    rule = {"Rule": "large-paid-orders", "EventBusName": "shop"}
    events.remove_targets(Ids=["review"], **rule)  # the emulator does not deliver to functions
    target = {"Id": "test", "Arn": "arn:aws:sqs:eu-west-1:123456789012:matched"}
    events.put_targets(Targets=[target], **rule)

    entry = {"Source": "shop.orders", "DetailType": "OrderPaid", "Detail": json.dumps(detail)}
    events.put_events(Entries=[entry | {"EventBusName": "shop"}])

    assert [json.loads(body)["detail"] for body in messages(queue)] == ([detail] if matches else [])


def policy_for(rule_arn: str) -> str:
    condition = {"ArnLike": {"AWS:SourceArn": rule_arn}}
    return json.dumps({"Statement": [{"Sid": "large-paid-orders", "Condition": condition}]})


@pytest.mark.parametrize("other", [RULE_ARN.replace("shop", "market"), RULE_ARN + "-2"])
def test_conflict_without_a_permission_for_this_rule_is_an_error(load, function_arn, other):
    module = load()
    with Stubber(module.functions) as stub:
        stub.add_client_error("add_permission", "ResourceConflictException")
        stub.add_response("get_policy", {"Policy": policy_for(other)})

        with pytest.raises(module.functions.exceptions.ResourceConflictException):
            module.route("shop", function_arn, DEAD_LETTERS)

    rule = {"Rule": "large-paid-orders", "EventBusName": "shop"}
    assert boto3.client("events").list_targets_by_rule(**rule)["Targets"] == []


def test_permission_of_an_earlier_run_is_no_error(load, function_arn):
    module = load()
    with Stubber(module.functions) as stub:  # the emulator accepts a statement twice
        stub.add_client_error("add_permission", "ResourceConflictException")
        stub.add_response("get_policy", {"Policy": policy_for(RULE_ARN)})

        assert module.route("shop", function_arn, DEAD_LETTERS) == RULE_ARN

    rule = {"Rule": "large-paid-orders", "EventBusName": "shop"}
    assert len(boto3.client("events").list_targets_by_rule(**rule)["Targets"]) == 1


def test_refused_target_is_an_error(load, function_arn):
    module = load()
    failure = {"TargetId": "review", "ErrorCode": "LimitExceededException", "ErrorMessage": "too many"}
    with Stubber(module.events) as stub:
        stub.add_response("put_rule", {"RuleArn": RULE_ARN})
        stub.add_response("put_targets", {"FailedEntryCount": 1, "FailedEntries": [failure]})

        with pytest.raises(RuntimeError, match="LimitExceededException"):
            module.route("shop", function_arn, DEAD_LETTERS)


def test_script_takes_its_names_from_the_environment(example, function_arn, monkeypatch):
    monkeypatch.setenv("BUS_NAME", "shop")
    monkeypatch.setenv("FUNCTION_ARN", function_arn)
    monkeypatch.setenv("DEAD_LETTER_ARN", DEAD_LETTERS)

    runpy.run_path(str(example), run_name="__main__")

    assert [rule["Name"] for rule in boto3.client("events").list_rules(EventBusName="shop")["Rules"]] == [
        "large-paid-orders"
    ]
