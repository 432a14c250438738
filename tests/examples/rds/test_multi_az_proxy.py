"""The database: survives a zone and a slip of the hand, and is reached with IAM only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.examples.support import templates


@pytest.fixture
def template(example: Path) -> dict[str, Any]:
    return templates.load(example)["Resources"]


@pytest.fixture
def database(template: dict[str, Any]) -> dict[str, Any]:
    return template["Database"]["Properties"]


@pytest.fixture
def proxy(template: dict[str, Any]) -> dict[str, Any]:
    return template["Proxy"]["Properties"]


def test_cloudformation_accepts_the_template(example: Path) -> None:
    assert templates.problems(example) == []


def test_another_zone_takes_over(database: dict[str, Any]) -> None:
    assert database["MultiAZ"] is True


def test_neither_stack_nor_person_removes_the_data(
    template: dict[str, Any], database: dict[str, Any]
) -> None:
    assert database["DeletionProtection"] is True
    assert template["Database"]["DeletionPolicy"] == "Snapshot"
    assert template["Database"]["UpdateReplacePolicy"] == "Snapshot"
    assert 1 <= database["BackupRetentionPeriod"] <= 35


def test_data_is_encrypted_at_rest(database: dict[str, Any]) -> None:
    assert database["StorageEncrypted"] is True


def test_the_application_finds_its_database(database: dict[str, Any]) -> None:
    assert database["DBName"] == "shop"


def test_storage_can_grow(database: dict[str, Any]) -> None:
    assert database["MaxAllocatedStorage"] > int(database["AllocatedStorage"])


def test_no_password_is_in_the_template(example: Path, database: dict[str, Any]) -> None:
    assert database["ManageMasterUserPassword"] is True
    assert "MasterUserPassword" not in database
    assert "password:" not in example.read_text(encoding="utf-8").lower().replace("masteruserpassword:", "")


def test_iam_is_the_way_in_from_end_to_end(database: dict[str, Any], proxy: dict[str, Any]) -> None:
    assert database["EnableIAMDatabaseAuthentication"] is True
    assert proxy["DefaultAuthScheme"] == "IAM_AUTH"
    assert "Auth" not in proxy  # no secret for it to read
    assert proxy["RequireTLS"] is True


def test_the_proxy_logs_in_to_this_database_as_one_user(template: dict[str, Any]) -> None:
    (policy,) = template["ProxyRole"]["Properties"]["Policies"]
    (statement,) = policy["PolicyDocument"]["Statement"]
    arn = statement["Resource"]["Fn::Sub"]
    assert arn == "arn:aws:rds-db:${AWS::Region}:${AWS::AccountId}:dbuser:${Database.DbiResourceId}/app"
    assert template["Proxy"]["Properties"]["RoleArn"] == {"Fn::GetAtt": ["ProxyRole", "Arn"]}


def test_the_proxy_serves_this_database_and_leaves_connections_for_others(template: dict[str, Any]) -> None:
    targets = template["ProxyTargets"]["Properties"]
    assert targets["DBProxyName"] == {"Ref": "Proxy"}
    assert targets["DBInstanceIdentifiers"] == [{"Ref": "Database"}]
    assert targets["TargetGroupName"] == "default"  # the only name there is
    assert targets["ConnectionPoolConfigurationInfo"]["MaxConnectionsPercent"] < 100


def test_waiting_for_a_connection_ends_before_a_caller_gives_up(template: dict[str, Any]) -> None:
    pool = template["ProxyTargets"]["Properties"]["ConnectionPoolConfigurationInfo"]
    assert 0 < pool["ConnectionBorrowTimeout"] <= 10  # the default is two minutes


def test_proxy_and_database_speak_the_same_language(database: dict[str, Any], proxy: dict[str, Any]) -> None:
    assert (database["Engine"], proxy["EngineFamily"]) == ("postgres", "POSTGRESQL")
