"""What the guardrails deny to whom, and what they leave to the policies of the account."""

import json

import boto3
import pytest
from botocore.exceptions import ClientError
from cfnlint.api import lint
from moto.core import set_initial_no_auth_action_count

from tests.examples.support.decisions import decide
from tests.examples.support.policies import problems

ADMIN = "arn:aws:iam::123456789012:role/admin"
BREAK_GLASS = "arn:aws:iam::123456789012:role/break-glass"
TRAIL = "arn:aws:cloudtrail:eu-west-1:123456789012:trail/all"


@pytest.fixture
def policy(example) -> dict:
    return json.loads(example.read_text())


def test_policy_is_valid_and_grants_nothing(policy):
    managed = {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": policy}}

    assert problems(policy) == []
    assert lint(json.dumps({"Resources": {"Policy": managed}}), regions=["eu-west-1"]) == []
    assert {statement["Effect"] for statement in policy["Statement"]} == {"Deny"}


@pytest.mark.parametrize(
    ("action", "region", "principal", "decision"),
    [
        ("ec2:RunInstances", "eu-west-1", ADMIN, "Nothing"),
        ("ec2:RunInstances", "us-east-1", ADMIN, "Deny"),
        ("ec2:RunInstances", "us-east-1", BREAK_GLASS, "Nothing"),
        ("ec2:RunInstances", "us-east-1", BREAK_GLASS + "-not", "Deny"),
        ("iam:CreateRole", "us-east-1", ADMIN, "Nothing"),
        ("cloudfront:CreateDistribution", "us-east-1", ADMIN, "Nothing"),
        ("access-analyzer:CreateAnalyzer", "ap-south-1", ADMIN, "Nothing"),
        ("route53domains:RenewDomain", "us-east-1", ADMIN, "Nothing"),
        ("route53-recovery-cluster:UpdateRoutingControlState", "us-west-2", ADMIN, "Nothing"),
        ("s3:SubmitMultiRegionAccessPointRoutes", "us-west-2", ADMIN, "Nothing"),
        ("s3:CreateBucket", "us-west-2", ADMIN, "Deny"),
        ("organizations:LeaveOrganization", "us-east-1", ADMIN, "Deny"),
        ("organizations:LeaveOrganization", "us-east-1", BREAK_GLASS, "Deny"),
        ("account:CloseAccount", "us-east-1", BREAK_GLASS, "Deny"),
        ("organizations:DescribeOrganization", "us-east-1", ADMIN, "Nothing"),
        ("cloudtrail:StopLogging", "eu-west-1", BREAK_GLASS, "Deny"),
        ("cloudtrail:LookupEvents", "eu-central-1", ADMIN, "Nothing"),
    ],
)
def test_decision_by_action_region_and_role(policy, action, region, principal, decision):
    context = {"aws:RequestedRegion": region, "aws:PrincipalArn": principal}

    assert decide(policy, action, TRAIL, context) == decision


@set_initial_no_auth_action_count(4)
def test_emulated_cloudtrail_denies_an_administrator_to_stop_it(aws, policy):
    """Without the Regions, whose condition the emulator takes for met, and attached to a user."""
    statements = [statement for statement in policy["Statement"] if "NotAction" not in statement]
    allow = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    document = {"Version": "2012-10-17", "Statement": [*statements, allow]}
    iam = boto3.client("iam")
    boto3.client("s3").create_bucket(
        Bucket="trail", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
    )
    iam.create_user(UserName="admin")
    iam.put_user_policy(UserName="admin", PolicyName="all", PolicyDocument=json.dumps(document))
    key = iam.create_access_key(UserName="admin")["AccessKey"]
    session = boto3.Session(key["AccessKeyId"], key["SecretAccessKey"], region_name="eu-west-1")
    trails, organization = session.client("cloudtrail"), session.client("organizations")

    trails.create_trail(Name="all", S3BucketName="trail")
    assert trails.get_trail_status(Name="all")["IsLogging"] is False
    for call, arguments in (
        (trails.stop_logging, {"Name": "all"}),
        (trails.delete_trail, {"Name": "all"}),
        (organization.leave_organization, {}),
    ):
        with pytest.raises(ClientError, match="AccessDenied"):
            call(**arguments)
