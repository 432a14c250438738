"""What each step asks of the service."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.examples.support import cli


def test_begin_sends_a_tenth_to_the_new_deployment(example: Path, tmp_path: Path) -> None:
    (call,) = cli.run(example, tmp_path, "begin", "a1b2c3d4e5", "prod")

    assert call.operation == "CreateDeployment"
    assert call.parameters["stageName"] == "prod"
    assert call.parameters["canarySettings"] == {"percentTraffic": 10.0, "useStageCache": False}


def test_promote_copies_before_it_removes(example: Path, tmp_path: Path) -> None:
    copy, remove = cli.run(example, tmp_path, "promote", "a1b2c3d4e5", "prod")

    assert {copy.operation, remove.operation} == {"UpdateStage"}
    assert copy.parameters["patchOperations"] == [
        {"op": "copy", "from": "/canarySettings/deploymentId", "path": "/deploymentId"}
    ]
    assert remove.parameters["patchOperations"] == [{"op": "remove", "path": "/canarySettings"}]


def test_undo_leaves_the_stage_as_it_was(example: Path, tmp_path: Path) -> None:
    (call,) = cli.run(example, tmp_path, "undo", "a1b2c3d4e5", "prod")

    assert call.parameters["patchOperations"] == [{"op": "remove", "path": "/canarySettings"}]


def test_typing_error_does_nothing(example: Path, tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        cli.run(example, tmp_path, "promte", "a1b2c3d4e5", "prod")
    assert (tmp_path / "calls").read_text() == ""
