"""Reviews a change set in a pipeline: stops when something that holds state would be replaced or removed.

Retained data is no excuse here: after a replacement the application talks to a new, empty resource.
"""

import sys
from collections.abc import Iterator
from typing import Any

import boto3

cloudformation = boto3.client("cloudformation")

STATEFUL = {
    "AWS::Cognito::UserPool",
    "AWS::DynamoDB::GlobalTable",
    "AWS::DynamoDB::Table",
    "AWS::EFS::FileSystem",
    "AWS::KMS::Key",
    "AWS::RDS::DBCluster",
    "AWS::RDS::DBInstance",
    "AWS::S3::Bucket",
    "AWS::SQS::Queue",
}


def changes(change_set: str, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every change to a resource with its path, in nested stacks too."""
    pages = cloudformation.get_paginator("describe_change_set").paginate(ChangeSetName=change_set)
    for page in pages:
        if page["Status"] != "CREATE_COMPLETE":
            raise SystemExit(f"{change_set} is {page['Status']}: {page.get('StatusReason', '')}")
        for change in page["Changes"]:
            resource = change["ResourceChange"]
            name = f"{path}{resource['LogicalResourceId']}"
            yield name, resource
            if nested := resource.get("ChangeSetId"):
                yield from changes(nested, f"{name}/")


def objection(resource: dict[str, Any]) -> str | None:
    """Why this change needs a person, or None."""
    kind = resource["ResourceType"]
    if kind == "AWS::CloudFormation::Stack" and "ChangeSetId" not in resource and resource["Action"] != "Add":
        return "nested stack without a change set of its own: what it does is unknown"
    if kind not in STATEFUL:
        return None
    if resource["Action"] in {"Remove", "Dynamic"}:
        return f"{resource['Action']}, {resource.get('PolicyAction', 'fate unknown')}"
    if (replacement := resource.get("Replacement", "False")) != "False":
        causes = {
            detail["Target"]["Name"]
            for detail in resource.get("Details", [])
            if detail["Target"].get("RequiresRecreation", "Never") != "Never"
        }
        return f"Replacement {replacement} because of {', '.join(sorted(causes)) or 'something unnamed'}"
    return None


def review(change_set: str, approved: frozenset[str] = frozenset()) -> list[str]:
    """The objections. `approved` holds paths that a person has looked at, such as `Data/Orders`."""
    found = []
    for name, resource in changes(change_set):
        reason = objection(resource)
        print(resource["Action"], name, resource["ResourceType"], f"-> {reason}" if reason else "")
        if reason and name not in approved:
            found.append(f"{name}: {reason}")
    return found


if __name__ == "__main__":
    objections = review(sys.argv[1], frozenset(sys.argv[2:]))
    sys.exit("\n".join(objections) or None)
