"""The template that hosts this guide: valid, made as far as the emulator can, guarded, logged and watched."""

import json
import re

import boto3
import pytest
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

from tests.examples.support import javascript, stacks, templates
from tests.examples.support.decisions import decide
from tests.support.guides import PROJECT

VALUES = {
    "DomainName": "guide.example.com",
    "CertificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/3b1b0e0c-0000-4000-8000-000000000000",
    "ContentSecurityPolicy": "default-src 'none'",
    "AlarmEmail": "owner@example.com",
}


@pytest.fixture
def template(example) -> dict:
    return templates.load(example)


def properties(template: dict, name: str) -> dict:
    return template["Resources"][name]["Properties"]


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_the_part_that_the_emulator_knows_is_made(template, aws):
    """Buckets; it has no rules and policies of buckets, no CloudFront and no budgets in its stacks."""
    kept = {"Pages", "Logs"}
    part = template | {
        "Resources": {name: item for name, item in template["Resources"].items() if name in kept},
        "Outputs": {"Bucket": template["Outputs"]["Bucket"]},
    }
    made = stacks.create(part, **VALUES)

    assert made["Pages"] == "sample-pages-123456789012"
    s3 = boto3.client("s3")
    s3.put_object(Bucket=made["Pages"], Key="index.html", Body=b"<h1>Guide</h1>")
    names = {
        "Pages.Arn": f"arn:aws:s3:::{made['Pages']}",
        "Site": "E2QWRUHA",
        "AWS::AccountId": "123456789012",
    }
    policy = templates.resolve(properties(template, "PagesPolicy")["PolicyDocument"], names)
    s3.put_bucket_policy(Bucket=made["Pages"], Policy=json.dumps(policy))
    (statement,) = json.loads(s3.get_bucket_policy(Bucket=made["Pages"])["Policy"])["Statement"]
    assert statement["Resource"] == "arn:aws:s3:::sample-pages-123456789012/*"


def test_logs_are_delivered_and_forgotten(template):
    (rule,) = properties(template, "Logs")["LifecycleConfiguration"]["Rules"]
    (ownership,) = properties(template, "Logs")["OwnershipControls"]["Rules"]

    assert (rule["Status"], rule["ExpirationInDays"] <= 30) == ("Enabled", True)
    assert ownership["ObjectOwnership"] == "BucketOwnerPreferred"


def test_only_the_distribution_reads_the_pages(template):
    (statement,) = properties(template, "PagesPolicy")["PolicyDocument"]["Statement"]

    assert statement["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    assert statement["Action"] == "s3:GetObject"
    assert statement["Condition"]["StringEquals"].keys() == {"AWS:SourceArn"}
    for name in ("Pages", "Logs"):
        bucket = properties(template, name)
        assert not {"WebsiteConfiguration", "AccessControl", "PublicAccessBlockConfiguration"} & bucket.keys()
        assert template["Resources"][name]["DeletionPolicy"] == "Retain"


def test_function_is_the_one_that_the_guide_shows(template, examples, tmp_path):
    code = properties(template, "Index")["FunctionCode"]
    behavior = properties(template, "Site")["DistributionConfig"]["DefaultCacheBehavior"]

    assert code.strip() == (examples / "index_rewrite.js").read_text(encoding="utf-8").strip()
    assert behavior["FunctionAssociations"][0]["EventType"] == "viewer-request"
    inlined = tmp_path / "inlined.js"
    inlined.write_text(code, encoding="utf-8")
    (answer,) = javascript.call(inlined, "handler", [{"request": {"uri": "/glossary/"}}])
    assert answer["uri"] == "/glossary/index.html"


def test_policy_of_the_build_is_a_header_on_every_answer(template):
    headers = properties(template, "Headers")["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]
    behavior = properties(template, "Site")["DistributionConfig"]["DefaultCacheBehavior"]

    assert behavior["ResponseHeadersPolicyId"] == {"Ref": "Headers"}
    assert headers["ContentSecurityPolicy"]["ContentSecurityPolicy"] == {"Ref": "ContentSecurityPolicy"}
    assert all(header["Override"] is True for header in headers.values())
    assert headers["FrameOptions"]["FrameOption"] == "DENY"


def test_requests_are_logged_and_the_bill_is_watched(template):
    logging = properties(template, "Site")["DistributionConfig"]["Logging"]
    alarms = properties(template, "Bill")["NotificationsWithSubscribers"]

    assert logging == {"Bucket": {"Fn::GetAtt": ["Logs", "DomainName"]}, "IncludeCookies": False}
    # A new account has no forecast for weeks.
    assert {alarm["Notification"]["NotificationType"] for alarm in alarms} == {"FORECASTED", "ACTUAL"}
    assert all(alarm["Subscribers"][0]["Address"] == {"Ref": "AlarmEmail"} for alarm in alarms)


def test_budget_can_be_replaced_under_another_name(template, examples):
    """CloudFormation replaces it for another notification, and names of budgets are unique."""
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", "AWS::Budgets::Budget").schema
    name = properties(template, "Bill")["Budget"]["BudgetName"]["Fn::Sub"]
    policy = json.loads((examples / "guide_deployer.policy.json").read_text(encoding="utf-8"))

    assert "/properties/NotificationsWithSubscribers" in schema["createOnlyProperties"]
    assert re.fullmatch(r"\$\{AWS::StackName\}-\d+", name)
    for number in (1, 2):
        budget = f"arn:aws:budgets::123456789012:budget/guide-{number}"
        assert decide(policy, "budgets:ModifyBudget", budget, {}) == "Allow"
    assert decide(policy, "budgets:ModifyBudget", budget.replace("guide", "payroll"), {}) != "Allow"


def test_task_that_deploys_gives_the_template_what_it_asks_for(template):
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    deploy = makefile.partition("\ndeploy:")[2].partition("\n\n")[0]

    required = [name for name, parameter in template["Parameters"].items() if "Default" not in parameter]
    assert required
    assert [name for name in required if f"{name}=" not in deploy] == []
    assert "guide_hosting.template.yaml" in deploy
