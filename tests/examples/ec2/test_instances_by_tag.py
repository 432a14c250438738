"""The search by tag follows every page, and leaves the filtering to EC2."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import boto3
import pytest

#: Any image will do: the emulator does not look it up.
IMAGE = "ami-12c6146b"

pytestmark = pytest.mark.usefixtures("aws")


@pytest.fixture
def ec2() -> Any:
    """A client that notes the DescribeInstances calls in `ec2.calls`."""
    client = boto3.client("ec2")
    client.calls = []
    client.meta.events.register(
        "before-parameter-build.ec2.DescribeInstances", lambda params, **_: client.calls.append(dict(params))
    )
    return client


def launch(ec2: Any, count: int, zone: str = "eu-west-1a", **tags: str) -> list[str]:
    """Start instances, each by a call of its own, and return their IDs."""
    tag_list = [{"Key": key, "Value": value} for key, value in tags.items()]
    specification = [{"ResourceType": "instance", "Tags": tag_list}] if tags else []
    return [
        ec2.run_instances(
            ImageId=IMAGE,
            InstanceType="t3.micro",
            MinCount=1,
            MaxCount=1,
            Placement={"AvailabilityZone": zone},
            TagSpecifications=specification,
        )["Instances"][0]["InstanceId"]
        for _ in range(count)
    ]


def test_instances_of_all_pages_are_found(load: Callable[[], ModuleType], ec2: Any) -> None:
    expected = launch(ec2, 12, service="orders")
    found = [instance["InstanceId"] for instance in load().running(ec2, "service", "orders", page_size=5)]
    assert sorted(found) == sorted(expected)
    assert [call["MaxResults"] for call in ec2.calls] == [5, 5, 5]


def test_other_values_other_tags_and_untagged_instances_are_left_out(
    load: Callable[[], ModuleType], ec2: Any
) -> None:
    launch(ec2, 1, service="billing")
    launch(ec2, 1, team="orders")
    launch(ec2, 1)
    assert list(load().running(ec2, "service", "orders")) == []


def test_stopped_and_terminated_instances_are_left_out(load: Callable[[], ModuleType], ec2: Any) -> None:
    running, stopped, terminated = launch(ec2, 3, service="orders")
    ec2.stop_instances(InstanceIds=[stopped])
    ec2.terminate_instances(InstanceIds=[terminated])
    found = [instance["InstanceId"] for instance in load().running(ec2, "service", "orders")]
    assert found == [running]


def test_pages_are_fetched_as_they_are_needed(load: Callable[[], ModuleType], ec2: Any) -> None:
    launch(ec2, 12, service="orders")
    next(load().running(ec2, "service", "orders", page_size=5))
    assert len(ec2.calls) == 1


def test_the_spread_over_zones_is_shown(load: Callable[[], ModuleType], ec2: Any) -> None:
    first = launch(ec2, 2, zone="eu-west-1a", service="orders")
    second = launch(ec2, 1, zone="eu-west-1b", service="orders")
    zones = load().by_zone(ec2, "service", "orders")
    assert {zone: sorted(ids) for zone, ids in zones.items()} == {
        "eu-west-1a": sorted(first),
        "eu-west-1b": second,
    }
