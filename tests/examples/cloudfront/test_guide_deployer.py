"""The policy of who deploys the guide: enough for the template, by AWS's own lists, and no more."""

import json

import pytest
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

from tests.examples.support import templates
from tests.examples.support.decisions import decide
from tests.examples.support.policies import problems

#: What the schemas list for features that the template does not use.
UNUSED = {
    "cloudfront:CreateConnectionGroup", "cloudfront:GetConnectionGroup", "cloudfront:GetVpcOrigin",
    "cloudfront:CreateDistributionWithTags", "cloudfront:UpdateDistributionWithStagingConfig",
    "billing:GetBillingViewData",
}  # fmt: skip
#: Of a bucket the schemas list every feature there is; these are the ones that the template uses.
BUCKET = {
    "s3:CreateBucket", "s3:GetBucketAcl", "s3:ListBucket", "s3:PutBucketAcl", "s3:PutBucketOwnershipControls",
    "s3:PutLifecycleConfiguration",
}  # fmt: skip
#: What the commands themselves ask for: deploy, sync, invalidate.
COMMANDS = {
    "cloudformation:CreateChangeSet", "cloudformation:DescribeChangeSet", "cloudformation:DescribeEvents",
    "cloudformation:DescribeStackEvents", "cloudformation:DescribeStacks", "cloudformation:ExecuteChangeSet",
    "cloudformation:GetTemplateSummary", "s3:ListBucket", "s3:PutObject", "s3:DeleteObject",
    "cloudfront:CreateInvalidation",
}  # fmt: skip


@pytest.fixture
def policy(example) -> dict:
    return json.loads(example.read_text(encoding="utf-8"))


@pytest.fixture
def allowed(policy) -> set[str]:
    actions = (statement["Action"] for statement in policy["Statement"])
    return {name for action in actions for name in ([action] if isinstance(action, str) else action)}


@pytest.fixture
def needed(examples) -> set[str]:
    """What CloudFormation's handlers ask of the caller to create and to update the resources."""
    found = set()
    template = templates.load(examples / "guide_hosting.template.yaml")
    for kind in {resource["Type"] for resource in template["Resources"].values()}:
        handlers = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", kind).schema["handlers"]
        listed = {action for name in ("create", "update") for action in handlers[name]["permissions"]}
        assert kind != "AWS::S3::Bucket" or listed >= BUCKET
        found |= BUCKET if kind == "AWS::S3::Bucket" else listed
    return found - UNUSED


def test_policy_is_valid_and_names_its_resources(policy):
    assert problems(policy) == []


def test_it_allows_what_the_template_needs(allowed, needed):
    assert needed | COMMANDS <= allowed


def test_it_allows_nothing_else(allowed, needed):
    assert allowed <= needed | COMMANDS


@pytest.mark.parametrize(
    ("action", "resource"),
    [
        ("s3:PutObject", "arn:aws:s3:::guide-logs-123456789012/x"),
        ("s3:PutObject", "arn:aws:s3:::somebody-elses/x"),
        ("s3:GetObject", "arn:aws:s3:::guide-pages-123456789012/x"),
        ("s3:DeleteBucket", "arn:aws:s3:::guide-pages-123456789012"),
        ("cloudformation:DeleteStack", "arn:aws:cloudformation:us-east-1:123456789012:stack/guide/1"),
        ("cloudfront:DeleteDistribution", "arn:aws:cloudfront::123456789012:distribution/E1"),
        ("iam:PassRole", "arn:aws:iam::123456789012:role/admin"),
    ],
)
def test_it_stops_at_the_site(policy, action, resource):
    assert decide(policy, action, resource, {}) != "Allow"


@pytest.mark.parametrize("kind", ["Distribution", "Function", "OriginAccessControl", "ResponseHeadersPolicy"])
def test_it_can_make_what_iam_knows_by_no_name_yet(policy, kind):
    """AWS lists no resource type for these actions, and then only `*` matches."""
    assert decide(policy, f"cloudfront:Create{kind}", "*", {}) == "Allow"


def test_it_can_publish(policy):
    assert decide(policy, "s3:PutObject", "arn:aws:s3:::guide-pages-123456789012/index.html", {}) == "Allow"
    site = "arn:aws:cloudfront::123456789012:distribution/E2QWRUHAPOMQZL"
    assert decide(policy, "cloudfront:CreateInvalidation", site, {}) == "Allow"
