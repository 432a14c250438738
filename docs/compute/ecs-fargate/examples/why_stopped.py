"""Says why a service's tasks stopped lately: what ECS knows, and where to look next."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import boto3

#: Part of a reason, and what it points to. The first that fits counts.
CLUES = [
    ("ResourceInitializationError", "registry, secret or logs: no way there, no right, or missing"),
    ("CannotPullContainerError", "image name, architecture, execution role, or the way to the registry"),
    ("OutOfMemoryError", "the container wanted more memory than it has"),
    ("failed container health checks", "the health check in the task definition, or its start period"),
    ("failed ELB health checks", "path and port of the target group, security groups, the grace period"),
]  # fmt: skip
#: Stopped from outside. Then the exit codes say whether the containers went in good order.
PLANNED = "a deployment or a scale-in"
CODES = {
    "SpotInterruption": "Spot capacity was taken back",
    "UserInitiated": "somebody called StopTask",
}
EXITS = {
    137: "SIGKILL: out of memory, or SIGTERM was not handled in time",
    139: "a segmentation fault",
    143: "ended by SIGTERM: normal at a stop, but without a handler nothing was cleaned up",
}


def explain(task: dict[str, Any]) -> str:
    """One line on a stopped task as DescribeTasks returns it."""
    containers = task.get("containers", [])
    reasons = [task.get("stoppedReason", ""), *(container.get("reason", "") for container in containers)]
    for sign, meaning in CLUES:
        if any(sign in reason for reason in reasons):
            return meaning
    found = [CODES[task["stopCode"]]] if task.get("stopCode") in CODES else []
    if any("Scaling activity initiated" in reason for reason in reasons):
        found.append(PLANNED)
    for container in containers:
        if code := container.get("exitCode"):
            found.append(f"{container['name']} exited with {code}, {EXITS.get(code, 'see its logs')}")
    return "; ".join(found) or task.get("stoppedReason") or "unknown: read the service's events"


def stopped(ecs: Any, cluster: str, service: str) -> Iterator[dict[str, Any]]:
    """The stopped tasks that ECS still shows: it forgets them after a while."""
    pages = ecs.get_paginator("list_tasks").paginate(
        cluster=cluster, serviceName=service, desiredStatus="STOPPED"
    )
    for page in pages:
        if page["taskArns"]:
            yield from ecs.describe_tasks(cluster=cluster, tasks=page["taskArns"])["tasks"]


if __name__ == "__main__":
    for task in stopped(boto3.client("ecs"), *sys.argv[1:3]):
        print(task["taskArn"].rsplit("/", 1)[-1], explain(task))
