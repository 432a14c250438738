"""The calls of the drill, as the AWS CLI reads them."""

from __future__ import annotations

from pathlib import Path

import botocore.loaders
import pytest

from tests.examples.support import cli


@pytest.fixture
def calls(example: Path, tmp_path: Path) -> list[cli.Call]:
    return cli.run(example, tmp_path, "shop", "web", "web:7")


def test_it_looks_before_and_after_and_changes_one_thing(calls: list[cli.Call]) -> None:
    assert [call.operation for call in calls] == [
        "DescribeServices",
        "UpdateService",
        "ListServiceDeployments",
        "DescribeServices",
    ]
    assert all(call.service == "ecs" and call.parameters["cluster"] == "shop" for call in calls)


def test_the_broken_release_takes_nothing_away_and_goes_back_by_itself(calls: list[cli.Call]) -> None:
    update = calls[1].parameters
    assert update["taskDefinition"] == "web:7"
    deployment = update["deploymentConfiguration"]
    assert deployment["minimumHealthyPercent"] >= 100
    breaker = deployment["deploymentCircuitBreaker"]
    assert breaker["enable"] is breaker["rollback"] is True
    assert breaker["thresholdConfiguration"] == {"type": "COUNT", "value": 3}


def test_the_status_that_the_reader_waits_for_exists(example: Path) -> None:
    model = botocore.loaders.Loader().load_service_model("ecs", "service-2")
    statuses = model["shapes"]["ServiceDeploymentStatus"]["enum"]
    assert "ROLLBACK_SUCCESSFUL" in statuses
    assert "ROLLBACK_SUCCESSFUL" in example.read_text(encoding="utf-8")
