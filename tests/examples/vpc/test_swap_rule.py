"""The change of a rule: nobody is shut out in between, and it may be repeated."""

from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

PORT, RANGE = 5432, "10.20.0.0/16"


@pytest.fixture
def ec2(aws) -> Any:
    return boto3.client("ec2")


@pytest.fixture
def groups(ec2) -> tuple[str, str]:
    vpc = ec2.create_vpc(CidrBlock=RANGE)["Vpc"]["VpcId"]
    database, app = (
        ec2.create_security_group(VpcId=vpc, GroupName=name, Description=name)["GroupId"]
        for name in ("database", "app")
    )
    rule = {"IpProtocol": "tcp", "FromPort": PORT, "ToPort": PORT, "IpRanges": [{"CidrIp": RANGE}]}
    ec2.authorize_security_group_ingress(GroupId=database, IpPermissions=[rule])
    return database, app


def sources(ec2: Any, group: str) -> set[str]:
    (found,) = ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"]
    rules = [rule for rule in found["IpPermissions"] if rule["FromPort"] == PORT]
    ranges = {entry["CidrIp"] for rule in rules for entry in rule["IpRanges"]}
    return ranges | {pair["GroupId"] for rule in rules for pair in rule["UserIdGroupPairs"]}


def quiet() -> bool:
    return True


def test_group_takes_the_place_of_the_range(load, ec2, groups):
    database, app = groups
    assert load().swap(ec2, database, RANGE, app, PORT, quiet)
    assert sources(ec2, database) == {app}


def test_range_stays_while_somebody_else_comes_from_it(load, ec2, groups):
    database, app = groups
    module = load()
    assert not module.swap(ec2, database, RANGE, app, PORT, lambda: False)
    assert sources(ec2, database) == {RANGE, app}

    assert module.swap(ec2, database, RANGE, app, PORT, quiet)
    assert sources(ec2, database) == {app}


def test_callers_are_admitted_before_the_range_goes(load, ec2, groups):
    database, app = groups
    seen = []
    ec2.meta.events.register(
        "before-call.ec2.RevokeSecurityGroupIngress", lambda **_: seen.append(sources(ec2, database))
    )
    load().swap(ec2, database, RANGE, app, PORT, quiet)
    assert seen == [{RANGE, app}]


def test_second_run_changes_nothing(load, ec2, groups):
    database, app = groups
    module = load()
    for _ in range(2):
        module.swap(ec2, database, RANGE, app, PORT, quiet)
    assert sources(ec2, database) == {app}


def test_range_stays_when_the_callers_group_is_wrong(load, ec2, groups):
    database, _ = groups
    with pytest.raises(ClientError, match="InvalidGroup"):
        load().swap(ec2, database, RANGE, "sg-0123456789abcdef0", PORT, quiet)
    assert sources(ec2, database) == {RANGE}
