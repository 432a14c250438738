"""The stack's rule in an emulated account: what arrives, in which shape, and who may send."""

import json

import boto3
import pytest

from tests.examples.support import templates
from tests.examples.support.account import create_queue, messages
from tests.examples.support.decisions import decide

ACCOUNT = "123456789012"
INVOICES = f"arn:aws:sqs:eu-west-1:{ACCOUNT}:invoices"
UNDELIVERED = f"arn:aws:sqs:eu-west-1:{ACCOUNT}:undelivered"
RULE = f"arn:aws:events:eu-west-1:{ACCOUNT}:rule/shop/invoices"
NAMES = {
    "Shop": "shop",
    "Invoices": "invoices",
    "Undelivered": "undelivered",
    "Invoices.Arn": INVOICES,
    "Undelivered.Arn": UNDELIVERED,
    "FailedInvoices.Arn": f"arn:aws:sqs:eu-west-1:{ACCOUNT}:failed",
    "InvoiceOrders.Arn": RULE,
    "Undelivered.QueueName": "undelivered",
    "FailedInvoices.QueueName": "failed",
    "Alerts": "alerts",
    "AWS::AccountId": ACCOUNT,
    "AWS::StackName": "sample",
}


@pytest.fixture
def resources(example) -> dict:
    return templates.resolve(templates.load(example)["Resources"], NAMES)


@pytest.fixture
def rule(resources) -> dict:
    return resources["InvoiceOrders"]["Properties"]


def transformed(event: dict, transformer: dict) -> dict:
    """The target's input: values go into the template as JSON. The emulator omits the quotes of texts."""
    text = transformer["InputTemplate"]
    for name, path in transformer["InputPathsMap"].items():
        value = event
        for part in path.removeprefix("$.").split("."):
            value = value[part]
        text = text.replace(f"<{name}>", json.dumps(value))
    return json.loads(text)


@pytest.fixture
def delivered(aws, rule):
    """Puts an event on a bus that has the template's rule, and returns what the queue holds."""
    events, queue = boto3.client("events"), create_queue("invoices")
    events.create_event_bus(Name="shop")
    where = {"EventBusName": "shop"}
    events.put_rule(Name="invoices", EventPattern=json.dumps(rule["EventPattern"]), **where)
    (target,) = rule["Targets"]
    whole = {key: value for key, value in target.items() if key != "InputTransformer"}
    assert events.put_targets(Rule="invoices", Targets=[whole], **where)["FailedEntryCount"] == 0

    def put(detail: dict, bus: str = "shop", kind: str = "OrderPlaced") -> list[dict]:
        entry = {"Source": "shop.orders", "DetailType": kind, "Detail": json.dumps(detail)}
        events.put_events(Entries=[entry | {"EventBusName": bus}])
        return [transformed(json.loads(body), target["InputTransformer"]) for body in messages(queue)]

    return put


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_consumer_gets_the_fields_it_needs_and_the_events_id(delivered):
    (message,) = delivered({"orderId": "o-1", "cents": 500, "email": "ann@example.com"})

    assert message.pop("event")
    assert message == {"order": "o-1", "cents": 500}


def test_other_event_and_other_bus_do_not_arrive(delivered):
    order = {"orderId": "o-1", "cents": 500}

    assert delivered(order, kind="OrderCanceled") == []
    assert delivered(order, bus="default") == []


def test_rule_is_on_the_bus_of_the_stack(rule):
    assert rule["EventBusName"] == NAMES["Shop"]


def test_event_of_another_account_does_not_fit_the_pattern(rule):
    assert rule["EventPattern"]["account"] == [ACCOUNT]


def test_target_gives_up_in_time_and_keeps_the_event(rule):
    (target,) = rule["Targets"]

    assert target["DeadLetterConfig"] == {"Arn": UNDELIVERED}
    assert target["RetryPolicy"] == {"MaximumEventAgeInSeconds": 7200, "MaximumRetryAttempts": 50}


@pytest.mark.parametrize("queue", [INVOICES, UNDELIVERED])
def test_only_this_rule_may_send_to_the_queues(resources, queue):
    document = resources["OnlyThisRule"]["Properties"]["PolicyDocument"]

    def may(action: str, source: str) -> str:
        context = {"aws:SourceArn": source}
        return decide(document, action, queue, principal="events.amazonaws.com", context=context)

    assert may("sqs:SendMessage", RULE) == "Allow"
    assert may("sqs:SendMessage", RULE.replace(ACCOUNT, "999999999999")) == "Nothing"
    assert may("sqs:ReceiveMessage", RULE) == "Nothing"


def test_queue_for_undelivered_events_is_standard(resources):
    assert "FifoQueue" not in resources["Undelivered"]["Properties"]


@pytest.mark.parametrize(("name", "queue"), [("UndeliveredAlarm", "undelivered"), ("FailedAlarm", "failed")])
def test_both_dead_letter_queues_are_watched(resources, name, queue):
    alarm = resources[name]["Properties"]

    assert alarm["Dimensions"] == [{"Name": "QueueName", "Value": queue}]
    assert (alarm["ComparisonOperator"], alarm["Threshold"]) == ("GreaterThanThreshold", 0)
    assert alarm["AlarmActions"] == ["alerts"]
