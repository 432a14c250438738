"""Each snapshot is copied once, encrypted with the key of the other Region, and can be told apart."""

import boto3
import pytest

KEY = "arn:aws:kms:eu-central-1:123456789012:key/1f2e3d4c-5b6a-4798-8a9b-0c1d2e3f4a5b"


@pytest.fixture
def source(aws):
    return boto3.client("ec2", region_name="eu-west-1")


@pytest.fixture
def target(aws):
    return boto3.client("ec2", region_name="eu-central-1")


@pytest.fixture
def replicate(load):
    return load().replicate


def snapshot(source, **tags: str) -> dict:
    volume = source.create_volume(AvailabilityZone="eu-west-1a", Size=1)["VolumeId"]
    pairs = [{"Key": key, "Value": value} for key, value in tags.items()]
    specification = [{"ResourceType": "snapshot", "Tags": pairs}] if pairs else []
    return source.create_snapshot(VolumeId=volume, TagSpecifications=specification)


def copies(target) -> list[dict]:
    wanted = [{"Name": "tag-key", "Values": ["CopyOf"]}]
    return target.describe_snapshots(OwnerIds=["self"], Filters=wanted)["Snapshots"]


def asked(target) -> list[dict]:
    """The parameters of the copies that are asked for, as they come."""
    seen = []
    target.meta.events.register(
        "provide-client-params.ec2.CopySnapshot", lambda params, **_: seen.append(params)
    )
    return seen


def test_copy_is_made_in_the_target_with_its_key_and_tags(replicate, source, target):
    original = snapshot(source, Backup="daily", Name="orders")
    seen = asked(target)

    (new,) = replicate(source, target, KEY)

    (copy,) = copies(target)
    assert copy["SnapshotId"] == new
    assert {tag["Key"]: tag["Value"] for tag in copy["Tags"]} == {
        "Backup": "daily",
        "Name": "orders",
        "CopyOf": original["SnapshotId"],
        "VolumeId": original["VolumeId"],
    }
    assert seen[0]["SourceRegion"] == "eu-west-1"
    assert (seen[0]["Encrypted"], seen[0]["KmsKeyId"]) == (True, KEY)


def test_second_run_copies_only_what_is_new(replicate, source, target):
    snapshot(source, Backup="daily")
    replicate(source, target, KEY)
    second = snapshot(source, Backup="daily")

    assert len(replicate(source, target, KEY)) == 1
    assert replicate(source, target, KEY) == []
    assert second["SnapshotId"] in {tag["Value"] for copy in copies(target) for tag in copy["Tags"]}
    assert len(copies(target)) == 2


def test_snapshots_without_the_tag_stay(replicate, source, target):
    snapshot(source)
    snapshot(source, Backup="weekly")

    assert replicate(source, target, KEY) == []
    assert copies(target) == []


def test_tags_of_aws_are_not_copied(replicate, source, target):
    original = snapshot(source, Backup="daily")
    source.meta.events.register("after-call.ec2.DescribeSnapshots", as_made_by_lifecycle_manager)
    seen = asked(target)

    replicate(source, target, KEY)

    assert {tag["Key"] for tag in seen[0]["TagSpecifications"][0]["Tags"]} == {"Backup", "CopyOf", "VolumeId"}
    assert seen[0]["SourceSnapshotId"] == original["SnapshotId"]


def as_made_by_lifecycle_manager(parsed: dict, **_: object) -> None:
    for entry in parsed["Snapshots"]:
        entry.setdefault("Tags", []).append({"Key": "aws:dlm:lifecycle-policy-id", "Value": "policy-1"})


def test_unfinished_snapshots_wait_and_failed_copies_are_made_again(replicate, source, target):
    filters = {}
    for client in (source, target):
        client.meta.events.register(
            "provide-client-params.ec2.DescribeSnapshots",
            lambda params, client=client, **_: filters.update(
                {client.meta.region_name: {entry["Name"]: entry["Values"] for entry in params["Filters"]}}
            ),
        )

    replicate(source, target, KEY)

    assert filters["eu-west-1"]["status"] == ["completed"]
    assert filters["eu-central-1"]["status"] == ["pending", "completed"]


def test_snapshots_of_other_accounts_are_not_looked_at(replicate, source, target):
    asked = []
    for client in (source, target):
        client.meta.events.register(
            "provide-client-params.ec2.DescribeSnapshots",
            lambda params, **_: asked.append(params["OwnerIds"]),
        )

    replicate(source, target, KEY)

    assert asked == [["self"], ["self"]]
