"""The rollout pins a new version of the template and leaves itself a way back."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import boto3
import pytest

OLD, NEW = "ami-12c6146b", "ami-1e749f67"

pytestmark = pytest.mark.usefixtures("aws")


@pytest.fixture
def ec2() -> Any:
    return boto3.client("ec2")


@pytest.fixture
def autoscaling() -> Any:
    """A client whose instance refreshes are only noted, in `started`, as the emulator has none.

    What `statuses` holds is answered one by one.
    """
    client = boto3.client("autoscaling")
    client.started, client.statuses = [], []
    events = client.meta.events

    def start(params: dict[str, Any], **_: object) -> tuple[Any, dict[str, Any]]:
        return _answer({"InstanceRefreshId": "refresh-1"})

    def describe(**_: object) -> tuple[Any, dict[str, Any]]:
        return _answer({"InstanceRefreshes": [{"Status": client.statuses.pop(0)}]})

    events.register(
        "provide-client-params.autoscaling.StartInstanceRefresh",
        lambda params, **_: client.started.append(params),
    )
    events.register("before-call.autoscaling.StartInstanceRefresh", start)
    events.register("before-call.autoscaling.DescribeInstanceRefreshes", describe)
    return client


def _answer(parsed: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    class Response:
        status_code = 200

    return Response(), parsed


@pytest.fixture
def template(ec2: Any, autoscaling: Any) -> str:
    """The template of a group named "orders", in version 1."""
    template = ec2.create_launch_template(
        LaunchTemplateName="orders", LaunchTemplateData={"ImageId": OLD, "InstanceType": "m7g.large"}
    )["LaunchTemplate"]["LaunchTemplateId"]
    autoscaling.create_auto_scaling_group(
        AutoScalingGroupName="orders",
        MinSize=0,
        MaxSize=4,
        AvailabilityZones=["eu-west-1a"],
        LaunchTemplate={"LaunchTemplateId": template, "Version": "1"},
    )
    return template


def test_only_the_image_changes(
    load: Callable[[], ModuleType], ec2: Any, autoscaling: Any, template: str
) -> None:
    asked: list[dict[str, Any]] = []
    ec2.meta.events.register(
        "provide-client-params.ec2.CreateLaunchTemplateVersion", lambda params, **_: asked.append(params)
    )
    assert load().roll_out(ec2, autoscaling, "orders", NEW, "errors") == "refresh-1"
    asked[0].pop("ClientToken", None)  # of the SDK
    assert asked == [
        {"LaunchTemplateId": template, "SourceVersion": "1", "LaunchTemplateData": {"ImageId": NEW}}
    ]


def test_the_group_gets_a_version_by_number_and_can_go_back(
    load: Callable[[], ModuleType], ec2: Any, autoscaling: Any, template: str
) -> None:
    load().roll_out(ec2, autoscaling, "orders", NEW, "errors")
    (started,) = autoscaling.started
    assert started["DesiredConfiguration"]["LaunchTemplate"] == {"LaunchTemplateId": template, "Version": "2"}
    preferences = started["Preferences"]
    assert preferences["AutoRollback"] is True
    assert preferences["SkipMatching"] is True
    assert preferences["BakeTime"] > 0
    assert preferences["AlarmSpecification"] == {"Alarms": ["errors"]}
    assert preferences["MaxHealthyPercentage"] - preferences["MinHealthyPercentage"] <= 100


@pytest.mark.parametrize("alias", ["$Latest", "$Default"])
def test_a_group_without_a_number_gets_no_new_version(
    load: Callable[[], ModuleType], ec2: Any, autoscaling: Any, template: str, alias: str
) -> None:
    autoscaling.update_auto_scaling_group(
        AutoScalingGroupName="orders", LaunchTemplate={"LaunchTemplateId": template, "Version": alias}
    )
    with pytest.raises(ValueError, match="no way back"):
        load().roll_out(ec2, autoscaling, "orders", NEW, "errors")
    (known,) = ec2.describe_launch_template_versions(LaunchTemplateId=template)["LaunchTemplateVersions"]
    assert known["LaunchTemplateData"]["ImageId"] == OLD
    assert autoscaling.started == []


def test_a_group_of_several_types_is_refused(
    load: Callable[[], ModuleType], ec2: Any, autoscaling: Any, template: str
) -> None:
    launch = {"LaunchTemplateSpecification": {"LaunchTemplateId": template, "Version": "1"}}
    autoscaling.create_auto_scaling_group(
        AutoScalingGroupName="mixed",
        MinSize=0,
        MaxSize=4,
        AvailabilityZones=["eu-west-1a"],
        MixedInstancesPolicy={"LaunchTemplate": launch},
    )
    with pytest.raises(ValueError, match="mixed has no launch template of its own"):
        load().roll_out(ec2, autoscaling, "mixed", NEW, "errors")
    assert autoscaling.started == []


@pytest.mark.parametrize("last", ["Successful", "RollbackSuccessful", "Failed"])
def test_waiting_ends_with_the_refresh(load: Callable[[], ModuleType], autoscaling: Any, last: str) -> None:
    autoscaling.statuses = ["Pending", "InProgress", "Baking", last]
    assert load().wait(autoscaling, "orders", "refresh-1", every=0) == last


def test_every_status_that_ends_a_refresh_is_known(load: Callable[[], ModuleType], autoscaling: Any) -> None:
    statuses = autoscaling.meta.service_model.shape_for("InstanceRefreshStatus").enum
    going_on = {"Pending", "InProgress", "Cancelling", "RollbackInProgress", "Baking"}
    assert set(statuses) - going_on == load().ENDED
