"""Predicts from two versions of a template what an update does to each resource, as far as schemas tell.

A change set knows more: the live stack, properties that replace conditionally, and values known only then.
"""

import sys
from collections.abc import Iterator
from typing import Any

from cfnlint.decode.decode import decode
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

SNAPSHOT_BY_DEFAULT = {"AWS::RDS::DBCluster", "AWS::RDS::DBInstance"}


def values(properties: Any, steps: list[str]) -> list[Any]:
    """What a path such as `SSESpecification/KMSMasterKeyId` leads to; `*` goes through a list."""
    if not steps:
        return [properties]
    step, *rest = steps
    if step == "*":
        return [value for entry in properties or [] for value in values(entry, rest)]
    return values(properties[step], rest) if isinstance(properties, dict) and step in properties else []


def replacing(kind: str, old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """The changed properties that can be set only at creation."""
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("eu-west-1", kind).schema
    paths = [pointer.removeprefix("/properties/") for pointer in schema.get("createOnlyProperties", [])]
    return [path for path in paths if values(old, path.split("/")) != values(new, path.split("/"))]


def fate(resource: dict[str, Any], policy: str) -> str:
    """What becomes of the old resource."""
    default = (
        "Snapshot" if policy == "DeletionPolicy" and resource["Type"] in SNAPSHOT_BY_DEFAULT else "Delete"
    )
    return resource.get(policy, default)


def predict(old: dict[str, Any], new: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Name and verdict of each resource that changes."""
    before, after = old["Resources"], new["Resources"]
    for name in sorted(before.keys() | after.keys()):
        if name not in before:
            yield name, "add"
        elif name not in after:
            yield name, f"remove: {fate(before[name], 'DeletionPolicy')}"
        elif before[name]["Type"] != after[name]["Type"]:
            raise ValueError(f"{name} changes its type: give the new one another name")
        else:
            properties = [resource[name].get("Properties", {}) for resource in (before, after)]
            if causes := replacing(before[name]["Type"], *properties):
                what = f"{fate(after[name], 'UpdateReplacePolicy')} the old one"
                yield name, f"replace because of {', '.join(causes)}: {what}"
            elif before[name] != after[name]:
                yield name, "modify"


def load(path: str) -> dict[str, Any]:
    template, errors = decode(path)
    if errors:
        raise SystemExit(f"{path}: {errors[0].message}")
    return template


if __name__ == "__main__":
    for found in predict(load(sys.argv[1]), load(sys.argv[2])):
        print(*found)
