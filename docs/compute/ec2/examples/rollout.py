"""Rolls a new image out to an Auto Scaling group, with a way back."""

import time
from typing import Any

ENDED = {"Successful", "Failed", "Cancelled", "RollbackSuccessful", "RollbackFailed"}


def roll_out(ec2: Any, autoscaling: Any, group: str, image: str, alarm: str) -> str:
    """Starts an instance refresh to `image` and returns its ID. A CloudWatch alarm named `alarm` ends it."""
    description = autoscaling.describe_auto_scaling_groups(AutoScalingGroupNames=[group])
    template = description["AutoScalingGroups"][0].get("LaunchTemplate")
    if not template:  # one of several types names its template in its MixedInstancesPolicy
        raise ValueError(f"{group} has no launch template of its own")
    if not template["Version"].isdecimal():  # asked first: at $Latest a new version would already be in use
        raise ValueError(f"{group} stands at {template['Version']}, so there is no way back")
    version = ec2.create_launch_template_version(
        LaunchTemplateId=template["LaunchTemplateId"],
        SourceVersion=template["Version"],  # what the group runs now: only the image changes
        LaunchTemplateData={"ImageId": image},
    )["LaunchTemplateVersion"]["VersionNumber"]
    return autoscaling.start_instance_refresh(
        AutoScalingGroupName=group,
        # A number again, because the group takes it over.
        DesiredConfiguration={
            "LaunchTemplate": {"LaunchTemplateId": template["LaunchTemplateId"], "Version": str(version)}
        },
        Preferences={
            "MinHealthyPercentage": 100,  # a new instance first, then an old one goes
            "MaxHealthyPercentage": 110,
            "SkipMatching": True,
            "AutoRollback": True,
            "AlarmSpecification": {"Alarms": [alarm]},
            "BakeTime": 600,  # the alarm keeps watching after the last replacement
        },
    )["InstanceRefreshId"]


def wait(autoscaling: Any, group: str, refresh: str, every: float = 30) -> str:
    """The refresh's last status. Anything but "Successful" needs a look at StatusReason."""
    while True:
        answer = autoscaling.describe_instance_refreshes(
            AutoScalingGroupName=group, InstanceRefreshIds=[refresh]
        )["InstanceRefreshes"][0]
        if answer["Status"] in ENDED:
            return answer["Status"]
        time.sleep(every)
