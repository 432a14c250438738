"""Moves a share of the DNS answers from one stack to another."""

from collections.abc import Iterator
from typing import Any


def weighted_records(route53: Any, zone_id: str, name: str) -> Iterator[dict[str, Any]]:
    """The weighted address records of a name."""
    pages = route53.get_paginator("list_resource_record_sets").paginate(
        HostedZoneId=zone_id, StartRecordName=name, StartRecordType="A"
    )
    for page in pages:
        for record in page["ResourceRecordSets"]:
            if record["Name"].rstrip(".") != name.rstrip("."):
                return  # sorted by name: nothing more will come
            if record["Type"] == "A" and "Weight" in record:
                yield record


def shift(route53: Any, zone_id: str, name: str, weights: dict[str, int]) -> str:
    """Sets the weights of existing records and writes the rest back as it was read. Returns the change's ID.

    Somebody who changes an address in between is overwritten: an UPSERT has no condition.
    """
    records = {record["SetIdentifier"]: record for record in weighted_records(route53, zone_id, name)}
    if records.keys() != weights.keys():
        raise ValueError(f"{name} has records for {sorted(records)}, not for {sorted(weights)}")
    if not any(weights.values()):
        raise ValueError("if all weights are zero, all get equal shares")
    # One batch takes effect as a whole. Two would leave a moment with wrong shares between them.
    changes = [
        {"Action": "UPSERT", "ResourceRecordSet": record | {"Weight": weights[identifier]}}
        for identifier, record in records.items()
    ]
    batch = {"Comment": f"weights {weights}", "Changes": changes}
    changed = route53.change_resource_record_sets(HostedZoneId=zone_id, ChangeBatch=batch)
    return changed["ChangeInfo"]["Id"]
