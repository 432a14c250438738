"""The bucket leaves the decision to its access points, and nothing goes around them."""

import pytest

from tests.examples.support import templates
from tests.examples.support.decisions import decide

ACCOUNT = "123456789012"
NAMES = {
    "AWS::AccountId": ACCOUNT,
    "AWS::Partition": "aws",
    "AWS::Region": "eu-west-1",
    "Orders.Arn": "arn:aws:s3:::orders",
    "Orders": "orders",
    "Vpc": "vpc-1",
    "ReportsRole": f"arn:aws:iam::{ACCOUNT}:role/reports",
    "ImportRole": f"arn:aws:iam::{ACCOUNT}:role/import",
}
THROUGH = {"s3:DataAccessPointAccount": ACCOUNT}


@pytest.fixture
def resources(example) -> dict:
    return templates.resolve(templates.load(example)["Resources"], NAMES)


def test_no_linter_objects(example):
    assert templates.problems(example) == []


@pytest.mark.parametrize("action", ["s3:GetObject", "s3:PutObject"])
def test_bucket_leaves_it_to_its_own_access_points(resources, action):
    policy = resources["OrdersPolicy"]["Properties"]["PolicyDocument"]
    root = f"arn:aws:iam::{ACCOUNT}:root"

    assert decide(policy, action, "arn:aws:s3:::orders/orders/1", THROUGH, principal=root) == "Allow"
    for other in ({}, {"s3:DataAccessPointAccount": "999999999999"}):
        assert decide(policy, action, "arn:aws:s3:::orders/orders/1", other, principal=root) == "Deny"


@pytest.mark.parametrize("action", ["s3:GetObjectVersion", "s3:DeleteObjectVersion", "s3:PutObjectTagging"])
def test_relatives_of_the_actions_do_not_go_around_them(resources, action):
    policy = resources["OrdersPolicy"]["Properties"]["PolicyDocument"]

    assert decide(policy, action, "arn:aws:s3:::orders/orders/1") == "Deny"


def test_settings_of_the_bucket_are_not_locked_away(resources):
    policy = resources["OrdersPolicy"]["Properties"]["PolicyDocument"]

    assert decide(policy, "s3:PutBucketPolicy", "arn:aws:s3:::orders") == "Nothing"


@pytest.mark.parametrize(
    ("point", "role", "does"), [("Reports", "reports", "s3:GetObject"), ("Import", "import", "s3:PutObject")]
)
def test_each_team_can_do_its_one_thing(resources, point, role, does):
    properties = resources[point]["Properties"]
    arn = f"arn:aws:s3:eu-west-1:{ACCOUNT}:accesspoint/{properties['Name']}/object"
    who = f"arn:aws:iam::{ACCOUNT}:role/{role}"

    assert decide(properties["Policy"], does, f"{arn}/orders/1", principal=who) == "Allow"
    assert decide(properties["Policy"], does, f"{arn}/other/1", principal=who) == "Nothing"
    assert decide(properties["Policy"], "s3:DeleteObject", f"{arn}/orders/1", principal=who) == "Nothing"
    assert decide(properties["Policy"], does, f"{arn}/orders/1") == "Nothing"


def test_readers_come_from_the_vpc(resources):
    assert resources["Reports"]["Properties"]["VpcConfiguration"] == {"VpcId": "vpc-1"}
