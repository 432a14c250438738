"""The matcher against AWS's rules, and against the emulator's own reading of the same policies."""

from __future__ import annotations

import json

import boto3
import pytest

from tests.examples.support.account import create_queue, messages

PAID = {"kind": "OrderPaid", "total": 500, "labels": ["gift", "express"], "country": "AT"}

#: Policy, and whether PAID gets through.
CASES = [
    ({}, True),
    ({"kind": ["OrderPaid"]}, True),
    ({"kind": ["orderpaid"]}, False),
    ({"kind": [{"equals-ignore-case": "orderpaid"}]}, True),
    ({"kind": ["OrderRefunded", "OrderPaid"]}, True),
    ({"kind": ["OrderPaid"], "country": ["DE"]}, False),
    ({"kind": [{"prefix": "Order"}]}, True),
    ({"kind": [{"suffix": "Paid"}]}, True),
    ({"kind": [{"prefix": "Paid"}]}, False),
    ({"kind": [{"anything-but": ["OrderPlaced"]}]}, True),
    ({"kind": [{"anything-but": {"prefix": "Order"}}]}, False),
    ({"total": [500]}, True),
    ({"total": [{"numeric": [">=", 500]}]}, True),
    ({"total": [{"numeric": [">", 0, "<", 500]}]}, False),
    ({"labels": ["gift"]}, True),
    ({"labels": ["fragile"]}, False),
    ({"voucher": [{"exists": False}]}, True),
    ({"kind": [{"exists": True}]}, True),
    ({"kind": [{"exists": False}]}, False),
    ({"voucher": [{"anything-but": ["x"]}]}, False),
    ({"$or": [{"country": ["DE"]}, {"total": [{"numeric": [">=", 100]}]}]}, True),
    ({"$or": [{"country": ["DE"]}, {"total": [{"numeric": [">", 500]}]}]}, False),
]


@pytest.mark.parametrize(("policy", "through"), CASES)
def test_rules(load, policy, through):
    assert load().accepts(policy, PAID) is through


def typed(value: object) -> dict[str, str]:
    kind = {str: "String", int: "Number", list: "String.Array"}[type(value)]
    return {"DataType": kind, "StringValue": value if isinstance(value, str) else json.dumps(value)}


@pytest.mark.parametrize(
    ("policy", "through", "scope"),
    [
        (*case, scope)
        for case in CASES
        for scope in ("MessageAttributes", "MessageBody")
        if case[0] and not ("$or" in case[0] and scope == "MessageBody")  # the emulator does not know that
    ],
)
def test_the_emulator_agrees(aws, policy, through, scope):
    sns = boto3.client("sns")
    topic = sns.create_topic(Name="orders")["TopicArn"]
    url = create_queue("billing")
    sns.subscribe(
        TopicArn=topic,
        Protocol="sqs",
        Endpoint="arn:aws:sqs:eu-west-1:123456789012:billing",
        Attributes={"FilterPolicy": json.dumps(policy), "FilterPolicyScope": scope},
    )
    sns.publish(
        TopicArn=topic,
        Message=json.dumps(PAID),
        MessageAttributes={name: typed(value) for name, value in PAID.items()},
    )

    assert bool(messages(url)) is through


def test_list_with_one_other_value_is_anything_but(load):
    """AWS's page: a list matches if it contains a value that is not excluded. The emulator differs here."""
    policy = {"labels": [{"anything-but": ["gift"]}]}

    assert load().accepts(policy, {"labels": ["gift", "express"]})
    assert not load().accepts(policy, {"labels": ["gift"]})


@pytest.mark.parametrize(
    ("order", "through"),
    [
        ({"status": "paid", "address": {"country": "AT"}}, True),
        ({"status": "paid", "address": {"country": "JP"}}, False),
        ({"status": "paid"}, False),
        ({"status": "paid", "address": "AT"}, False),
    ],
)
def test_nested_policy(load, order, through):
    policy = {"status": ["paid"], "address": {"country": ["AT", "DE"]}}

    assert load().accepts(policy, order) is through


def test_number_is_no_text_and_no_truth(load):
    module = load()
    assert not module.accepts({"total": ["500"]}, {"total": 500})
    assert not module.accepts({"total": [1]}, {"total": True})
    assert module.accepts({"total": [500.0]}, {"total": 500})
    assert not module.accepts({"total": [{"numeric": ["=", 500]}]}, {"total": "500"})


def test_absence_needs_another_attribute(load):
    """AWS's page on key matching: an empty set of attributes does not match. The emulator lets it through."""
    policy = {"voucher": [{"exists": False}]}

    assert load().accepts(policy, {"kind": "OrderPaid"})
    assert not load().accepts(policy, {})
    assert load().accepts({}, {})


@pytest.mark.parametrize("value", [None, "", []])
def test_existence_needs_a_value(load, value):
    """AWS's page on key matching: the key must have a value that is neither null nor empty."""
    assert not load().accepts({"voucher": [{"exists": True}]}, {"voucher": value})


def test_or_with_one_alternative_is_a_name_like_any(load):
    assert not load().accepts({"$or": [{"country": ["AT"]}]}, PAID)


def test_unknown_operator_is_an_error(load):
    with pytest.raises(ValueError, match="wildcard"):
        load().accepts({"kind": [{"wildcard": "Order*"}]}, PAID)


def test_combinations_are_those_of_awss_examples(load):
    module = load()
    flat = {"a": ["1", "2", "3"], "b": ["1"], "c": ["1", "2"]}
    nested = {"a": {"b": {"c": ["1", "2", "3", "4"]}}, "d": {"e": ["1", "2", "3"]}}

    assert module.combinations(flat) == 6
    assert module.combinations(nested) == 72


def test_the_emulator_counts_the_same_and_refuses_the_same(load, aws):
    values = [str(number) for number in range(12)]
    policy = {"a": values, "b": values, "c": ["1", "2"]}
    sns = boto3.client("sns")
    topic = sns.create_topic(Name="orders")["TopicArn"]

    assert load().combinations(policy) == 288
    with pytest.raises(sns.exceptions.InvalidParameterException, match="too complex"):
        sns.subscribe(
            TopicArn=topic,
            Protocol="sqs",
            Endpoint="arn:aws:sqs:eu-west-1:123456789012:billing",
            Attributes={"FilterPolicy": json.dumps(policy)},
        )
