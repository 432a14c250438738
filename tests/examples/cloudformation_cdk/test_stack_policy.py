"""What the stack policy lets an update do, by the rules for stack policies, and that the service takes it."""

import json
from fnmatch import fnmatchcase

import boto3
import pytest

from tests.examples.support import stacks, templates


@pytest.fixture
def policy(example) -> dict:
    return json.loads(example.read_text(encoding="utf-8"))


def decide(policy: dict, action: str, name: str, kind: str) -> bool:
    """An explicit deny wins, and what nothing allows is denied."""
    effects = set()
    for statement in policy["Statement"]:
        assert statement["Principal"] == "*"
        actions, resources = statement["Action"], statement["Resource"]
        actions = [actions] if isinstance(actions, str) else actions
        kinds = statement.get("Condition", {}).get("StringEquals", {}).get("ResourceType", [kind])
        if (
            any(fnmatchcase(action, pattern) for pattern in actions)
            and fnmatchcase(f"LogicalResourceId/{name}", resources)
            and kind in kinds
        ):
            effects.add(statement["Effect"])
    return effects == {"Allow"}


@pytest.mark.parametrize(
    ("action", "kind", "allowed"),
    [
        ("Update:Modify", "AWS::DynamoDB::Table", True),
        ("Update:Replace", "AWS::DynamoDB::Table", False),
        ("Update:Delete", "AWS::DynamoDB::Table", False),
        ("Update:Delete", "AWS::DynamoDB::GlobalTable", False),
        ("Update:Replace", "AWS::RDS::DBCluster", False),
        ("Update:Delete", "AWS::S3::Bucket", False),
        ("Update:Replace", "AWS::Lambda::Function", True),
        ("Update:Delete", "AWS::SQS::Queue", True),
    ],
)
def test_data_is_neither_replaced_nor_removed(policy, action, kind, allowed):
    assert decide(policy, action, "Anything", kind) is allowed


def test_renaming_does_not_get_around_it(policy):
    """A renamed table is an added one and a removed one, and the removal is what the policy stops."""
    assert not decide(policy, "Update:Delete", "Orders", "AWS::DynamoDB::Table")


def test_it_covers_the_data_of_the_orders_stack(policy, examples):
    template = templates.load(examples / "orders_data.template.yaml")
    table = template["Resources"]["Orders"]["Type"]

    assert not decide(policy, "Update:Replace", "Orders", table)


def test_stack_takes_it(aws, policy, examples, example):
    stacks.create(templates.load(examples / "orders_data.template.yaml"), Stage="test")
    cloudformation = boto3.client("cloudformation")

    cloudformation.set_stack_policy(StackName="sample", StackPolicyBody=example.read_text(encoding="utf-8"))

    stored = cloudformation.get_stack_policy(StackName="sample")["StackPolicyBody"]
    assert json.loads(stored) == policy
