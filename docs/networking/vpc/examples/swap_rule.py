"""Replaces an address range in a security group by a reference to the callers' group, while traffic runs.

The new rule comes first, so that no new connection is refused in between, and the old one stays until nobody
needs it. It may run again, after a failure or a week later.
"""

from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError


def ignore(code: str, call: Any, **request: Any) -> bool:
    """Whether the call changed something. The error says that nothing was to do."""
    try:
        call(**request)
    except ClientError as error:
        if error.response["Error"]["Code"] != code:
            raise
        return False
    return True


def admit(ec2: Any, group: str, callers: str, port: int) -> bool:
    rule = {
        "IpProtocol": "tcp",
        "FromPort": port,
        "ToPort": port,
        "UserIdGroupPairs": [{"GroupId": callers, "Description": "callers, by group"}],
    }
    return ignore(
        "InvalidPermission.Duplicate",
        ec2.authorize_security_group_ingress,
        GroupId=group,
        IpPermissions=[rule],
    )


def dismiss(ec2: Any, group: str, cidr: str, port: int) -> bool:
    rule = {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "IpRanges": [{"CidrIp": cidr}]}
    return ignore(
        "InvalidPermission.NotFound", ec2.revoke_security_group_ingress, GroupId=group, IpPermissions=[rule]
    )


def swap(ec2: Any, group: str, cidr: str, callers: str, port: int, quiet: Callable[[], bool]) -> bool:
    """Whether the rule is gone. `quiet` says by the flow logs that nobody uses its range without the group.

    They must cover the rarest caller, such as a monthly job. A rule with more ports for the range stays.
    """
    admit(ec2, group, callers, port)
    if not quiet():
        return False
    dismiss(ec2, group, cidr, port)
    return True
