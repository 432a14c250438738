"""Who has this policy can change the addresses of one name, and nothing else of the zone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.examples.support.decisions import decide
from tests.examples.support.policies import problems, unsupported_keys

ZONE = "arn:aws:route53:::hostedzone/Z0123456789EXAMPLE"


@pytest.fixture
def policy(example: Path) -> dict[str, Any]:
    return json.loads(example.read_text(encoding="utf-8"))


def change(policy: dict[str, Any], names: list[str], types: list[str], zone: str = ZONE) -> str:
    context = {
        "route53:ChangeResourceRecordSetsNormalizedRecordNames": names,
        "route53:ChangeResourceRecordSetsRecordTypes": types,
    }
    return decide(policy, "route53:ChangeResourceRecordSets", zone, context)


def test_actions_and_keys_exist(policy: dict[str, Any]) -> None:
    assert problems(policy) == []
    assert unsupported_keys(policy) == []


@pytest.mark.parametrize("name", ["shop.example.com", "eu.shop.example.com"])
def test_own_names_can_change(policy: dict[str, Any], name: str) -> None:
    assert change(policy, [name], ["A", "AAAA"]) == "Allow"


@pytest.mark.parametrize("name", ["example.com", "mail.example.com", "workshop.example.com"])
def test_other_names_cannot(policy: dict[str, Any], name: str) -> None:
    assert change(policy, [name], ["A"]) == "Nothing"


def test_a_foreign_name_spoils_the_whole_batch(policy: dict[str, Any]) -> None:
    assert change(policy, ["shop.example.com", "example.com"], ["A"]) == "Nothing"


@pytest.mark.parametrize("kind", ["NS", "MX", "TXT", "CAA", "CNAME"])
def test_types_that_hand_over_control_cannot(policy: dict[str, Any], kind: str) -> None:
    assert change(policy, ["shop.example.com"], ["A", kind]) == "Nothing"


def test_another_zone_cannot(policy: dict[str, Any]) -> None:
    assert (
        change(policy, ["shop.example.com"], ["A"], zone="arn:aws:route53:::hostedzone/ZOTHER") == "Nothing"
    )


def test_a_request_without_the_keys_cannot(policy: dict[str, Any]) -> None:
    assert decide(policy, "route53:ChangeResourceRecordSets", ZONE, {}) == "Nothing"


@pytest.mark.parametrize("action", ["DeleteHostedZone", "CreateKeySigningKey", "AssociateVPCWithHostedZone"])
def test_the_zone_itself_cannot(policy: dict[str, Any], action: str) -> None:
    assert decide(policy, f"route53:{action}", ZONE, {}) == "Nothing"
