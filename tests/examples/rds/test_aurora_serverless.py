"""The cluster: follows the load, survives its writer, and lets nobody in without TLS."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.examples.support import templates


@pytest.fixture
def template(example: Path) -> dict[str, Any]:
    return templates.load(example)["Resources"]


@pytest.fixture
def cluster(template: dict[str, Any]) -> dict[str, Any]:
    return template["Cluster"]["Properties"]


def test_cloudformation_accepts_the_template(example: Path) -> None:
    assert templates.problems(example) == []


def test_there_is_somebody_to_take_over_in_the_size_of_the_writer(template: dict[str, Any]) -> None:
    instances = templates.resources({"Resources": template}, "AWS::RDS::DBInstance")
    assert len(instances) == 2
    assert {instance["DBInstanceClass"] for instance in instances.values()} == {"db.serverless"}
    assert all(instance["PromotionTier"] <= 1 for instance in instances.values())
    assert template["Reader"]["DependsOn"] == "Writer"


def test_capacity_has_a_floor_above_pause_and_a_ceiling(cluster: dict[str, Any]) -> None:
    capacity = cluster["ServerlessV2ScalingConfiguration"]
    assert 0.5 <= capacity["MinCapacity"] < capacity["MaxCapacity"] <= 256


def test_connections_are_encrypted_and_forgotten_transactions_end(template: dict[str, Any]) -> None:
    parameters = template["Parameters"]["Properties"]["Parameters"]
    assert parameters["rds.force_ssl"] == "1"
    assert int(parameters["idle_in_transaction_session_timeout"]) > 0
    assert template["Cluster"]["Properties"]["DBClusterParameterGroupName"] == {"Ref": "Parameters"}


def test_data_is_encrypted_and_outlives_the_stack(template: dict[str, Any], cluster: dict[str, Any]) -> None:
    assert cluster["StorageEncrypted"] is True
    assert cluster["KmsKeyId"] == {"Ref": "Key"}
    assert cluster["DeletionProtection"] is True
    assert template["Cluster"]["DeletionPolicy"] == "Snapshot"
    assert cluster["BackupRetentionPeriod"] > 1  # the default


def test_no_password_is_in_the_template(cluster: dict[str, Any]) -> None:
    assert cluster["ManageMasterUserPassword"] is True
    assert "MasterUserPassword" not in cluster
