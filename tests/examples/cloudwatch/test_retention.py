"""Which log groups get a retention, and which are left alone."""

import boto3
import pytest


@pytest.fixture
def logs(aws):
    client = boto3.client("logs")
    for name in (
        "/aws/lambda/orders",
        "/aws/lambda/dev-orders",
        "/shop/orders",
        "/audit/logins",
        "/aws/lambda/kept",
    ):
        client.create_log_group(logGroupName=name)
    client.put_retention_policy(logGroupName="/aws/lambda/kept", retentionInDays=400)
    return client


def retentions(logs) -> dict[str, int | None]:
    groups = logs.describe_log_groups()["logGroups"]
    return {group["logGroupName"]: group.get("retentionInDays") for group in groups}


def test_nothing_is_changed_without_being_asked(load, logs):
    before = retentions(logs)

    assert len(load().enforce()) == 3
    assert retentions(logs) == before


def test_first_fitting_prefix_decides_and_what_is_set_stays(load, logs):
    module = load()
    module.enforce(apply=True)

    assert retentions(logs) == {
        "/aws/lambda/orders": 30,
        "/aws/lambda/dev-orders": 7,
        "/shop/orders": 90,
        "/audit/logins": None,
        "/aws/lambda/kept": 400,
    }
    assert module.enforce(apply=True) == []  # a second run finds nothing to do


def test_group_that_is_deleted_meanwhile_stops_nothing(load, logs, monkeypatch):
    module = load()
    listed = list(module.endless())
    logs.delete_log_group(logGroupName="/aws/lambda/dev-orders")
    monkeypatch.setattr(module, "endless", lambda: iter(listed))

    assert {name for name, *_ in module.enforce(apply=True)} == {"/aws/lambda/orders", "/shop/orders"}
    assert retentions(logs)["/shop/orders"] == 90


def test_fixed_retention_of_the_delivery_class_is_left_alone(load, monkeypatch):
    module = load()
    pages = [
        {
            "logGroups": [
                {"logGroupName": "/aws/lambda/delivered", "logGroupClass": "DELIVERY"},
                {"logGroupName": "/aws/lambda/big", "storedBytes": 7},
                {"logGroupName": "/aws/lambda/bigger", "storedBytes": 9},
            ]
        }
    ]
    paginator = type("Pages", (), {"paginate": lambda self: pages})()
    monkeypatch.setattr(module.logs, "get_paginator", lambda name: paginator, raising=False)

    assert module.enforce() == [("/aws/lambda/bigger", 30, 9), ("/aws/lambda/big", 30, 7)]


def test_every_rule_is_a_period_that_a_log_group_can_have(load, logs):
    from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("eu-west-1", "AWS::Logs::LogGroup").schema
    allowed = set(schema["properties"]["RetentionInDays"]["enum"])

    assert {days for _, days in load().RULES if days} <= allowed
