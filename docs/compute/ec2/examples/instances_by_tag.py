"""Finds the running instances that carry a tag, however many pages the answer has."""

from collections.abc import Iterator
from typing import Any


def running(ec2: Any, key: str, value: str, page_size: int = 200) -> Iterator[dict[str, Any]]:
    """Yields the instances one by one, so that a large fleet is never in memory at once."""
    pages = ec2.get_paginator("describe_instances").paginate(
        # EC2 filters before it answers. A check in the loop would carry the whole fleet over the network.
        Filters=[
            {"Name": f"tag:{key}", "Values": [value]},
            {"Name": "instance-state-name", "Values": ["running"]},
        ],
        # Without a page size EC2 tries to answer in one piece, which can time out.
        PaginationConfig={"PageSize": page_size},
    )
    for page in pages:
        for reservation in page["Reservations"]:  # what was launched by one call
            yield from reservation["Instances"]


def by_zone(ec2: Any, key: str, value: str) -> dict[str, list[str]]:
    """The instances' IDs by Availability Zone: is the service spread as you think?"""
    zones: dict[str, list[str]] = {}
    for instance in running(ec2, key, value):
        zones.setdefault(instance["Placement"]["AvailabilityZone"], []).append(instance["InstanceId"])
    return zones
