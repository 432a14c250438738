"""The stack in an emulated account: what each stage has, what others import, what a deletion leaves."""

import json

import boto3
import pytest

from tests.examples.support import stacks, templates


@pytest.fixture
def template(example) -> dict:
    return templates.load(example)


@pytest.fixture
def create(aws, template):
    """Makes the stack and returns the description of its table."""

    def make(stage: str) -> dict:
        table = stacks.create(template, Stage=stage)["Orders"]
        return boto3.client("dynamodb").describe_table(TableName=table)["Table"]

    return make


def exports() -> dict[str, str]:
    """What the account exports. For an output whose condition fails the emulator keeps the name alone."""
    found = boto3.client("cloudformation").list_exports()["Exports"]
    return {export["Name"]: export["Value"] for export in found if "Value" in export}


def test_no_linter_objects(example):
    assert templates.problems(example) == []


@pytest.mark.parametrize(("stage", "protected"), [("prod", True), ("test", False)])
def test_only_production_is_protected(create, template, stage, protected):
    assert create(stage)["DeletionProtectionEnabled"] is protected
    # The emulator leaves the recovery setting out: here is what it would have been told.
    recovery = template["Resources"]["Orders"]["Properties"]["PointInTimeRecoverySpecification"]
    assert recovery["PointInTimeRecoveryEnabled"] == {"Fn::If": ["IsProd", True, False]}


@pytest.mark.parametrize(("stage", "topics"), [("prod", 1), ("test", 0)])
def test_alerts_and_their_export_exist_in_production_alone(create, template, stage, topics):
    create(stage)

    assert len(boto3.client("sns").list_topics()["Topics"]) == topics
    assert ("sample-alerts" in exports()) is bool(topics)
    assert template["Outputs"]["AlertsTopic"]["Condition"] == template["Resources"]["Alerts"]["Condition"]


def test_another_stack_imports_the_table(create):
    table = create("test")
    value = {"Fn::ImportValue": "sample-table-arn"}
    parameter = {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "t", "Type": "String", "Value": value}}
    boto3.client("cloudformation").create_stack(
        StackName="service", TemplateBody=json.dumps({"Resources": {"Table": parameter}})
    )

    assert boto3.client("ssm").get_parameter(Name="t")["Parameter"]["Value"] == table["TableArn"]


def test_table_outlives_the_stack_and_the_queue_does_not(create):
    table = create("test")
    assert len(boto3.client("sqs").list_queues()["QueueUrls"]) == 1

    boto3.client("cloudformation").delete_stack(StackName="sample")

    assert boto3.client("dynamodb").list_tables()["TableNames"] == [table["TableName"]]
    assert "QueueUrls" not in boto3.client("sqs").list_queues()
    assert exports() == {}


def test_replaced_table_is_kept_like_a_deleted_one(template):
    for name, policy in (("Orders", "Retain"), ("Exports", "Delete")):
        resource = template["Resources"][name]
        assert (resource["DeletionPolicy"], resource["UpdateReplacePolicy"]) == (policy, policy)
