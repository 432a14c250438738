"""Who may put which events on the bus."""

from __future__ import annotations

import json

import boto3
import pytest

from tests.examples.support import policies
from tests.examples.support.decisions import decide

BUS = "arn:aws:events:eu-west-1:444455556666:event-bus/orders"
SHOP = "arn:aws:iam::111122223333:root"
OTHER = "arn:aws:iam::999999999999:role/other"


@pytest.fixture
def policy(example) -> dict:
    return json.loads(example.read_text(encoding="utf-8"))


def asked(policy: dict, principal: str, source: str, kind: str = "OrderPlaced", org: str = "none") -> str:
    context = {"events:source": source, "events:detail-type": kind, "aws:PrincipalOrgID": org}
    return decide(policy, "events:PutEvents", BUS, context, principal)


def test_actions_and_keys_exist(policy):
    assert policies.problems(policy) == []
    assert policies.unsupported_keys(policy) == []


def test_shop_publishes_its_orders_and_nothing_else(policy):
    assert asked(policy, SHOP, "shop.orders") == "Allow"
    assert asked(policy, SHOP, "shop.payments") == "Nothing"
    assert asked(policy, SHOP, "shop.orders", "OrderRefunded") == "Nothing"


def test_stranger_cannot_pretend_to_be_the_shop(policy):
    assert asked(policy, OTHER, "shop.orders") == "Nothing"
    assert asked(policy, OTHER, "shop.orders", org="o-exampleorg") == "Nothing"


def test_organization_sends_audit_events(policy):
    assert asked(policy, OTHER, "audit", org="o-exampleorg") == "Allow"
    assert asked(policy, OTHER, "audit", org="o-somebody") == "Nothing"


def test_the_bus_takes_the_policy_and_it_fits_the_quota(aws, example):
    text = example.read_text(encoding="utf-8")
    events = boto3.client("events")
    events.create_event_bus(Name="orders")
    events.put_permission(EventBusName="orders", Policy=text)

    assert "AuditEventsFromTheOrganization" in events.describe_event_bus(Name="orders")["Policy"]
    assert len(text) < 10240
