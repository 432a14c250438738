"""A directory and a user for each tenant. A wall only if the policy lets nobody in past the access points."""

import re
from typing import Any

FIRST_UID = 20_000


def ensure(efs: Any, file_system: str, tenant: str, number: int) -> str:
    """The ID of the tenant's access point, made if there is none. `number` is the tenant's own, forever."""
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,31}", tenant):
        raise ValueError(f"no name for a tenant: {tenant!r}")  # it becomes a path
    user = FIRST_UID + number
    try:
        made = efs.create_access_point(
            ClientToken=f"{file_system}-{tenant}",  # a second call finds the first one's
            FileSystemId=file_system,
            PosixUser={"Uid": user, "Gid": user},  # whatever user the client says it is
            RootDirectory={
                "Path": f"/tenants/{tenant}",
                "CreationInfo": {"OwnerUid": user, "OwnerGid": user, "Permissions": "0700"},
            },
            Tags=[{"Key": "Tenant", "Value": tenant}],
        )
    except efs.exceptions.AccessPointAlreadyExists as problem:
        point = problem.response["AccessPointId"]
        (found,) = efs.describe_access_points(AccessPointId=point)["AccessPoints"]
        if found["PosixUser"]["Uid"] != user:  # the token is the same whatever else the call says
            raise ValueError(f"{tenant} has another number") from None
        return point
    return made["AccessPointId"]
