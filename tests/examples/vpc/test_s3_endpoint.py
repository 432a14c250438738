"""The endpoint policy: who may use the endpoint, and for whose buckets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.examples.support.decisions import decide
from tests.examples.support.policies import problems, unsupported_keys

OURS, LAYERS = (
    "arn:aws:s3:::orders-archive/2026/11.parquet",
    "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/a1",
)
HERE, ELSEWHERE = "o-a1b2c3d4e5", "o-zzzzzzzzzz"


@pytest.fixture
def policy(example: Path) -> dict[str, Any]:
    return json.loads(example.read_text(encoding="utf-8"))


def ask(policy: dict[str, Any], action: str, resource: str, caller: str, owner: str) -> str:
    context = {"aws:PrincipalOrgID": caller, "aws:ResourceOrgID": owner}
    return decide(policy, f"s3:{action}", resource, context)


def test_actions_and_keys_exist(policy: dict[str, Any]) -> None:
    assert problems(policy) == []
    assert unsupported_keys(policy) == []


@pytest.mark.parametrize("action", ["GetObject", "PutObject"])
def test_our_callers_reach_our_buckets(policy: dict[str, Any], action: str) -> None:
    assert ask(policy, action, OURS, HERE, HERE) == "Allow"


@pytest.mark.parametrize("action", ["GetObject", "PutObject"])
def test_data_cannot_be_carried_to_a_foreign_bucket(policy: dict[str, Any], action: str) -> None:
    assert ask(policy, action, "arn:aws:s3:::somebody-elses/x", HERE, ELSEWHERE) == "Nothing"


def test_foreign_credentials_are_no_use_in_our_network(policy: dict[str, Any]) -> None:
    assert ask(policy, "PutObject", OURS, ELSEWHERE, HERE) == "Nothing"
    assert decide(policy, "s3:GetObject", OURS, {}) == "Nothing"  # nor are requests without credentials


def test_container_images_can_be_pulled_and_nothing_be_written_there(policy: dict[str, Any]) -> None:
    assert decide(policy, "s3:GetObject", LAYERS, {}) == "Allow"
    assert decide(policy, "s3:PutObject", LAYERS, {}) == "Nothing"


def test_endpoint_takes_the_policy(aws: None, policy: dict[str, Any]) -> None:
    ec2 = boto3.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.20.0.0/16")["Vpc"]["VpcId"]
    made = ec2.create_vpc_endpoint(
        VpcId=vpc,
        ServiceName="com.amazonaws.eu-west-1.s3",
        VpcEndpointType="Gateway",
        PolicyDocument=json.dumps(policy),
    )["VpcEndpoint"]
    assert json.loads(made["PolicyDocument"]) == policy
