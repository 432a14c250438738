"""Moves gp2 volumes to gp3 while they are in use, and makes none of them slower."""

from typing import Any

from botocore.exceptions import ClientError


def settings(size: int) -> dict[str, int]:
    """What gp3 needs so that a gp2 volume of that size in GiB loses neither IOPS nor throughput."""
    baseline = min(max(100, 3 * size), 16_000)
    return {
        # Named, since AWS's pages disagree on what an omitted value becomes:
        # what gp2 had, or 3,000 and 125 MiB/s.
        "Iops": max(3_000, baseline),
        "Throughput": 250 if size > 170 else 128,
    }


def busy(ec2: Any) -> set[str]:
    """Volumes that are still being changed. The next change has to wait for them."""
    pages = ec2.get_paginator("describe_volumes_modifications").paginate()
    changes = [change for page in pages for change in page["VolumesModifications"]]
    return {
        change["VolumeId"] for change in changes if change["ModificationState"] in ("modifying", "optimizing")
    }


def migrate(ec2: Any, at_most: int = 10) -> list[str]:
    """Starts the change for some volumes and returns their IDs. Call it again for the next ones."""
    waiting = busy(ec2)
    started: list[str] = []
    wanted = [{"Name": "volume-type", "Values": ["gp2"]}, {"Name": "tag:Storage", "Values": ["gp3"]}]
    for page in ec2.get_paginator("describe_volumes").paginate(Filters=wanted):
        for volume in page["Volumes"]:
            if len(started) == at_most:
                return started
            if volume["VolumeId"] in waiting:
                continue
            try:
                ec2.modify_volume(VolumeId=volume["VolumeId"], VolumeType="gp3", **settings(volume["Size"]))
            except ClientError as error:
                # Changed too often today. The others need not wait for it.
                if error.response["Error"]["Code"] != "VolumeModificationRateExceeded":
                    raise
            else:
                started.append(volume["VolumeId"])
    return started
