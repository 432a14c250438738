"""What is said of stopped tasks."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import boto3
import botocore.loaders
import pytest
from botocore.stub import Stubber


@pytest.fixture
def why(load: Callable[[], ModuleType]) -> ModuleType:
    return load()


def task(
    stopped_reason: str = "", code: str = "EssentialContainerExited", **container: Any
) -> dict[str, Any]:
    return {"stoppedReason": stopped_reason, "stopCode": code, "containers": [{"name": "web", **container}]}


@pytest.mark.parametrize(
    ("stopped", "words"),
    [
        (
            task("ResourceInitializationError: unable to pull secrets or registry auth", "TaskFailedToStart"),
            "no way there",
        ),
        (
            task("Task failed to start", reason="CannotPullContainerError: pull image manifest"),
            "image name",
        ),
        (task(reason="OutOfMemoryError: Container killed due to memory usage", exitCode=137), "more memory"),
        (task("Task failed ELB health checks in (target-group x)", "ServiceSchedulerInitiated"), "grace"),
        (task("Task failed container health checks", "ServiceSchedulerInitiated"), "start period"),
        (task("Scaling activity initiated by (deployment x)", "ServiceSchedulerInitiated"), "a scale-in"),
        (
            task("Scaling activity initiated by (deployment x)", "ServiceSchedulerInitiated", exitCode=137),
            "a scale-in; web exited with 137, SIGKILL",
        ),
        (task("Your Spot Task was interrupted.", "SpotInterruption", exitCode=0), "Spot capacity"),
        (
            task("Your Spot Task was interrupted.", "SpotInterruption", exitCode=137),
            "Spot capacity was taken back; web exited with 137",
        ),
        (task("Essential container in task exited", exitCode=143), "web exited with 143, ended by SIGTERM"),
        (task("Essential container in task exited", exitCode=1), "web exited with 1, see its logs"),
        (task("Essential container in task exited", exitCode=0), "Essential container in task exited"),
        ({}, "events"),
    ],
)
def test_the_most_telling_sign_counts(why: ModuleType, stopped: dict[str, Any], words: str) -> None:
    assert words in why.explain(stopped)


def test_the_codes_are_ones_that_ecs_sets(why: ModuleType) -> None:
    model = botocore.loaders.Loader().load_service_model("ecs", "service-2")
    assert set(why.CODES) <= set(model["shapes"]["TaskStopCode"]["enum"])


def test_all_pages_are_read_and_an_empty_one_is_passed_over(why: ModuleType) -> None:
    ecs = boto3.client("ecs")
    query = {"cluster": "shop", "serviceName": "web", "desiredStatus": "STOPPED"}
    with Stubber(ecs) as stub:
        stub.add_response("list_tasks", {"taskArns": ["a"], "nextToken": "2"}, query)
        found = {"tasks": [{"taskArn": "a"}]}
        stub.add_response("describe_tasks", found, {"cluster": "shop", "tasks": ["a"]})
        stub.add_response("list_tasks", {"taskArns": []}, query | {"nextToken": "2"})
        assert list(why.stopped(ecs, "shop", "web")) == [{"taskArn": "a"}]
        stub.assert_no_pending_responses()
