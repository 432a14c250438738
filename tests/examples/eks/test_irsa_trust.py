"""The trust policy for IRSA admits one service account's tokens, meant for STS."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.examples.support.decisions import decide
from tests.examples.support.policies import problems

ISSUER = "oidc.eks.eu-west-1.amazonaws.com/id/8F2C61A0B7D94E3355AA0C1D2E3F4A5B"
PROVIDER = f"arn:aws:iam::123456789012:oidc-provider/{ISSUER}"
ACTION = "sts:AssumeRoleWithWebIdentity"


@pytest.fixture
def policy(example: Path) -> dict[str, Any]:
    """The policy. A trust policy's resource is the role itself."""
    document = json.loads(example.read_text(encoding="utf-8"))
    for statement in document["Statement"]:
        statement["Resource"] = "*"
    return document


def token(**changes: str) -> dict[str, str]:
    """The claims of a pod's token, as keys of the request."""
    claims = {"aud": "sts.amazonaws.com", "sub": "system:serviceaccount:shop:orders"} | changes
    return {f"{ISSUER}:{name}": value for name, value in claims.items()}


def test_the_actions_exist(example: Path) -> None:
    assert problems(json.loads(example.read_text(encoding="utf-8"))) == []


def test_the_service_account_gets_the_role(policy: dict[str, Any]) -> None:
    assert decide(policy, ACTION, "role", token(), principal=PROVIDER) == "Allow"


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": "system:serviceaccount:shop:default"},
        {"sub": "system:serviceaccount:test:orders"},
        {"sub": "system:serviceaccount:shop:orders-admin"},
        {"aud": "https://kubernetes.default.svc"},
    ],
)
def test_another_token_does_not(policy: dict[str, Any], claims: dict[str, str]) -> None:
    assert decide(policy, ACTION, "role", token(**claims), principal=PROVIDER) == "Nothing"


def test_a_token_of_another_cluster_does_not(policy: dict[str, Any]) -> None:
    other = PROVIDER.replace("8F2C", "0000")
    assert decide(policy, ACTION, "role", token(), principal=other) == "Nothing"
