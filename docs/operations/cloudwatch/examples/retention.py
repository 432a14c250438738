"""Gives every log group without a retention one. Never shortens one that somebody has set."""

import sys
from collections.abc import Iterator
from typing import Any

import boto3

logs = boto3.client("logs")

# The first prefix that fits decides. None: kept forever, on purpose.
RULES: tuple[tuple[str, int | None], ...] = (
    ("/audit/", None),
    ("/aws/lambda/dev-", 7),
    ("/aws/lambda/", 30),
    ("", 90),
)


def wanted(name: str) -> int | None:
    return next(days for prefix, days in RULES if name.startswith(prefix))


def endless() -> Iterator[dict[str, Any]]:
    """The log groups that keep everything. The Delivery class has a fixed retention."""
    for page in logs.get_paginator("describe_log_groups").paginate():
        for group in page["logGroups"]:
            if "retentionInDays" not in group and group.get("logGroupClass") != "DELIVERY":
                yield group


def enforce(apply: bool = False) -> list[tuple[str, int, int]]:
    """What is changed, or would be: name, days and bytes stored. Older events are then deleted."""
    plan = []
    for group in endless():
        name, days = group["logGroupName"], wanted(group["logGroupName"])
        if days is None:
            continue
        if apply:
            try:
                logs.put_retention_policy(logGroupName=name, retentionInDays=days)
            except logs.exceptions.ResourceNotFoundException:
                continue  # deleted since it was listed: the others still get theirs
        plan.append((name, days, group.get("storedBytes", 0)))
    return sorted(plan, key=lambda entry: -entry[2])


if __name__ == "__main__":
    for name, days, stored in enforce(apply="--apply" in sys.argv):
        print(f"{stored / 1e9:10.1f} GB  {days:4} days  {name}")
