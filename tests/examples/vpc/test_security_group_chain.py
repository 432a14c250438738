"""Who can talk to whom once the groups are made."""

import boto3
import pytest

from tests.examples.support import stacks, templates


@pytest.fixture
def groups(aws, example) -> dict[str, dict]:
    """The groups by their name in the template."""
    ec2 = boto3.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    made = stacks.create(templates.load(example), Vpc=vpc)
    found = ec2.describe_security_groups(GroupIds=list(made.values()))["SecurityGroups"]
    by_id = {group["GroupId"]: group for group in found}
    return {name: by_id[group_id] for name, group_id in made.items()}


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_internet_reaches_the_load_balancer_only(groups):
    opened = {
        (name, rule["FromPort"])
        for name, group in groups.items()
        for rule in group["IpPermissions"]
        if rule["IpRanges"] or rule["Ipv6Ranges"]
    }

    assert opened == {("LoadBalancer", 443)}


def test_each_tier_admits_the_group_before_it(groups):
    for tier, port, before in (("Application", 8080, "LoadBalancer"), ("Database", 5432, "Application")):
        (rule,) = groups[tier]["IpPermissions"]
        assert (rule["IpProtocol"], rule["FromPort"], rule["ToPort"]) == ("tcp", port, port)
        assert [pair["GroupId"] for pair in rule["UserIdGroupPairs"]] == [groups[before]["GroupId"]]


def test_database_starts_no_connections(example):
    database = templates.resources(templates.load(example), "AWS::EC2::SecurityGroup")["Database"]

    # The emulator keeps the rule that every new group gets, so this looks at the template.
    assert database["SecurityGroupEgress"] == [{"IpProtocol": "-1", "CidrIp": "127.0.0.1/32"}]
