"""The calls of each part of the script, as the AWS CLI reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples.support.cli import run

DEPLOYMENT = {"BlueGreenDeploymentIdentifier": "bgd-0123456789abcdef"}


def test_create_names_version_and_parameters_of_the_copy(example: Path, tmp_path: Path) -> None:
    (call,) = run(example, tmp_path, "create", "17.6", "shop-17")

    assert call.operation == "CreateBlueGreenDeployment"
    assert call.parameters == {
        "BlueGreenDeploymentName": "shop-upgrade",
        "Source": "arn:aws:rds:eu-west-1:123456789012:db:shop",
        "TargetEngineVersion": "17.6",
        "TargetDBParameterGroupName": "shop-17",
    }


def test_switch_gives_up_sooner_than_by_default(example: Path, tmp_path: Path) -> None:
    (call,) = run(example, tmp_path, "switch")

    assert call.operation == "SwitchoverBlueGreenDeployment"
    assert call.parameters == DEPLOYMENT | {"SwitchoverTimeout": 120}
    assert 30 <= call.parameters["SwitchoverTimeout"] < 300


@pytest.mark.parametrize(
    ("part", "operation"),
    [("look", "DescribeBlueGreenDeployments"), ("clean_up", "DeleteBlueGreenDeployment")],
)
def test_other_parts_take_only_the_deployment(
    example: Path, tmp_path: Path, part: str, operation: str
) -> None:
    (call,) = run(example, tmp_path, part)

    # No --delete-target: that is for giving up before the switch.
    assert (call.operation, call.parameters) == (operation, DEPLOYMENT)


def test_nothing_happens_unasked(example: Path, tmp_path: Path) -> None:
    assert run(example, tmp_path) == []
