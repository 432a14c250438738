"""Copies snapshots to a second Region, for the day on which the first one is gone.

Nothing here deletes old copies: the second Region needs a rule of its own.
"""

from collections.abc import Iterator
from typing import Any


def snapshots(ec2: Any, filters: dict[str, list[str]]) -> Iterator[dict[str, Any]]:
    """The account's own snapshots that pass the filters."""
    wanted = [{"Name": name, "Values": values} for name, values in filters.items()]
    for page in ec2.get_paginator("describe_snapshots").paginate(OwnerIds=["self"], Filters=wanted):
        yield from page["Snapshots"]


def tags(snapshot: dict[str, Any]) -> dict[str, str]:
    """The tags of a snapshot, without those that only AWS may set."""
    pairs = {tag["Key"]: tag["Value"] for tag in snapshot.get("Tags", [])}
    return {key: value for key, value in pairs.items() if not key.startswith("aws:")}


def replicate(source: Any, target: Any, kms_key_id: str) -> list[str]:
    """Copies snapshots that have no copy yet and returns the new IDs. May run as often as you like, but not
    twice at once: the call takes no token, so both would copy."""
    # A copy can fail after the call, for example without access to a key. Such a one is made again.
    copies = snapshots(target, {"tag-key": ["CopyOf"], "status": ["pending", "completed"]})
    done = {tags(copy)["CopyOf"] for copy in copies}
    made = []
    for snapshot in snapshots(source, {"tag:Backup": ["daily"], "status": ["completed"]}):
        original = snapshot["SnapshotId"]
        if original in done:
            continue
        # The Region that receives is the one to ask. It takes only so many copies at once; then the call
        # fails, and the next run goes on from there. Tags do not come along by themselves.
        named = tags(snapshot) | {"CopyOf": original, "VolumeId": snapshot["VolumeId"]}
        copy = target.copy_snapshot(
            SourceRegion=source.meta.region_name,
            SourceSnapshotId=original,
            Description=f"{original} from {source.meta.region_name}",
            Encrypted=True,
            KmsKeyId=kms_key_id,  # of the target's Region; always the same, or copies are not incremental
            TagSpecifications=[
                {
                    "ResourceType": "snapshot",
                    "Tags": [{"Key": key, "Value": value} for key, value in named.items()],
                }
            ],
        )
        made.append(copy["SnapshotId"])
    return made
