"""Restoring beside the original, against the emulated RDS."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

import boto3
import pytest


@pytest.fixture
def rds(aws: None) -> Any:
    return boto3.client("rds")


@pytest.fixture
def group() -> str:
    ec2 = boto3.client("ec2")
    (vpc,) = (entry["VpcId"] for entry in ec2.describe_vpcs()["Vpcs"])
    return ec2.create_security_group(GroupName="database", Description="of the database", VpcId=vpc)[
        "GroupId"
    ]


@pytest.fixture
def original(rds: Any, group: str) -> dict[str, Any]:
    subnets = [subnet["SubnetId"] for subnet in boto3.client("ec2").describe_subnets()["Subnets"]]
    rds.create_db_subnet_group(
        DBSubnetGroupName="private", DBSubnetGroupDescription="private", SubnetIds=subnets
    )
    rds.create_db_parameter_group(
        DBParameterGroupName="shop", DBParameterGroupFamily="postgres17", Description="shop"
    )
    return rds.create_db_instance(
        DBInstanceIdentifier="shop",
        Engine="postgres",
        DBInstanceClass="db.m7g.large",
        AllocatedStorage=100,
        MasterUsername="admin_user",
        MasterUserPassword="not-a-real-one",
        DBSubnetGroupName="private",
        DBParameterGroupName="shop",
        VpcSecurityGroupIds=[group],
        MultiAZ=True,
        DeletionProtection=False,
    )["DBInstance"]


@pytest.fixture
def drill(load: Any, rds: Any, original: dict[str, Any]) -> Any:
    return load().Drill(rds)


@pytest.fixture
def moment(rds: Any) -> datetime:
    (instance,) = rds.describe_db_instances(DBInstanceIdentifier="shop")["DBInstances"]
    return instance["LatestRestorableTime"] - timedelta(hours=1)


def test_the_copy_is_another_instance_with_another_address(drill: Any, rds: Any, moment: datetime) -> None:
    address = drill.restore("shop", "shop-drill", moment)

    found = {entry["DBInstanceIdentifier"]: entry for entry in rds.describe_db_instances()["DBInstances"]}
    assert set(found) == {"shop", "shop-drill"}
    assert address == found["shop-drill"]["Endpoint"]["Address"] != found["shop"]["Endpoint"]["Address"]
    assert found["shop"]["MultiAZ"] is True


def test_network_and_parameters_are_those_of_the_original(
    drill: Any, rds: Any, group: str, moment: datetime
) -> None:
    with patch.object(
        rds, "restore_db_instance_to_point_in_time", wraps=rds.restore_db_instance_to_point_in_time
    ) as call:
        drill.restore("shop", "shop-drill", moment)

    asked = call.call_args.kwargs
    assert asked["VpcSecurityGroupIds"] == [group]
    assert asked["DBSubnetGroupName"] == "private"
    assert asked["DBParameterGroupName"] == "shop"
    assert asked["RestoreTime"] == moment
    assert asked["MultiAZ"] is False
    assert asked["PubliclyAccessible"] is False


@pytest.mark.parametrize("enabled", [True, False])
def test_logins_by_iam_are_on_if_they_are_in_the_original(
    drill: Any, rds: Any, moment: datetime, enabled: bool
) -> None:
    rds.modify_db_instance(DBInstanceIdentifier="shop", EnableIAMDatabaseAuthentication=enabled)
    with patch.object(
        rds, "restore_db_instance_to_point_in_time", wraps=rds.restore_db_instance_to_point_in_time
    ) as call:
        drill.restore("shop", "shop-drill", moment)

    assert call.call_args.kwargs["EnableIAMDatabaseAuthentication"] is enabled


def test_a_moment_that_the_logs_do_not_reach_is_refused(drill: Any, rds: Any) -> None:
    with pytest.raises(ValueError, match="logs reach only to"):
        drill.restore("shop", "shop-drill", datetime.now(UTC) + timedelta(hours=1))
    assert len(rds.describe_db_instances()["DBInstances"]) == 1


def test_the_same_call_goes_on_with_the_same_copy(drill: Any, rds: Any, moment: datetime) -> None:
    addresses = {drill.restore("shop", "shop-drill", moment) for _ in range(2)}
    assert len(addresses) == 1
    assert len(rds.describe_db_instances()["DBInstances"]) == 2


@pytest.mark.parametrize(("target", "minutes"), [("shop-drill", 1), ("shop", 0)])
def test_an_instance_that_is_not_this_copy_is_not_taken_for_it(
    drill: Any, rds: Any, moment: datetime, target: str, minutes: int
) -> None:
    drill.restore("shop", "shop-drill", moment)
    with pytest.raises(rds.exceptions.DBInstanceAlreadyExistsFault):
        drill.restore("shop", target, moment - timedelta(minutes=minutes))


def test_the_copy_is_deleted_and_the_original_stays(drill: Any, rds: Any, moment: datetime) -> None:
    drill.restore("shop", "shop-drill", moment)
    drill.clean_up("shop-drill")

    (left,) = rds.describe_db_instances()["DBInstances"]
    assert left["DBInstanceIdentifier"] == "shop"


def test_no_other_database_is_deleted(drill: Any, rds: Any) -> None:
    with pytest.raises(PermissionError):
        drill.clean_up("shop")
    assert len(rds.describe_db_instances()["DBInstances"]) == 1


def test_the_address_is_given_when_the_copy_accepts_connections(
    drill: Any, rds: Any, moment: datetime
) -> None:
    with patch.object(rds, "get_waiter", wraps=rds.get_waiter) as waiter:
        drill.restore("shop", "shop-drill", moment)
    waiter.assert_called_once_with("db_instance_available")
