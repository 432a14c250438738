"""No volume loses performance, each is changed once, and busy ones wait."""

import boto3
import pytest
from botocore.exceptions import ClientError


@pytest.fixture
def ec2(aws):
    return boto3.client("ec2")


@pytest.fixture
def sample(load):
    return load()


def volume(ec2, size: int, kind: str = "gp2", storage: str = "gp3") -> str:
    tags = [{"ResourceType": "volume", "Tags": [{"Key": "Storage", "Value": storage}]}]
    made = ec2.create_volume(
        AvailabilityZone="eu-west-1a", Size=size, VolumeType=kind, TagSpecifications=tags
    )
    return made["VolumeId"]


def asked(ec2) -> list[dict]:
    seen = []
    ec2.meta.events.register(
        "provide-client-params.ec2.ModifyVolume", lambda params, **_: seen.append(params)
    )
    return seen


@pytest.mark.parametrize(
    ("size", "iops", "throughput"),
    [
        (8, 3_000, 128),
        (170, 3_000, 128),
        (171, 3_000, 250),
        (1_000, 3_000, 250),
        (2_000, 6_000, 250),
        (16_384, 16_000, 250),
    ],
)
def test_gp3_is_never_slower(sample, size, iops, throughput):
    assert sample.settings(size) == {"Iops": iops, "Throughput": throughput}


@pytest.mark.parametrize("size", [8, 100, 334, 5_334, 16_384])
def test_settings_keep_the_ratios_of_gp3(sample, size):
    wanted = sample.settings(size)

    assert wanted["Iops"] <= max(3_000, 500 * size)
    assert wanted["Throughput"] <= wanted["Iops"] / 4


def test_large_volume_names_its_iops(sample, ec2):
    large = volume(ec2, 2_000)
    seen = asked(ec2)

    assert sample.migrate(ec2) == [large]
    assert seen == [{"VolumeId": large, "VolumeType": "gp3", "Iops": 6_000, "Throughput": 250}]


def test_other_volumes_stay(sample, ec2):
    volume(ec2, 100, storage="keep")
    volume(ec2, 100, kind="gp3")

    assert sample.migrate(ec2) == []


def test_second_call_takes_the_next_ones(sample, ec2):
    volumes = {volume(ec2, 100) for _ in range(3)}

    first, second = sample.migrate(ec2, at_most=2), sample.migrate(ec2, at_most=2)

    assert (len(first), len(second)) == (2, 1)
    assert {*first, *second} == volumes
    assert sample.migrate(ec2) == []


@pytest.mark.parametrize("state", ["modifying", "optimizing"])
def test_volume_that_is_being_changed_waits(sample, ec2, state):
    changing, quiet = volume(ec2, 100), volume(ec2, 100)

    def report(parsed: dict, **_: object) -> None:
        parsed["VolumesModifications"] = [{"VolumeId": changing, "ModificationState": state}]

    ec2.meta.events.register("after-call.ec2.DescribeVolumesModifications", report)

    assert sample.migrate(ec2) == [quiet]


def refuse(ec2, volume: str, code: str) -> None:
    """Changes of this volume fail."""

    def answer(params: dict, **_: object) -> tuple | None:
        if volume not in str(params["body"]):
            return None
        response = type("Response", (), {"status_code": 400})()
        return response, {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": 400}}

    ec2.meta.events.register("before-call.ec2.ModifyVolume", answer)


def test_volume_that_was_changed_too_often_does_not_hold_up_the_others(sample, ec2):
    tired, fresh = volume(ec2, 100), volume(ec2, 100)
    refuse(ec2, tired, "VolumeModificationRateExceeded")

    assert sample.migrate(ec2) == [fresh]


def test_other_errors_end_it(sample, ec2):
    refuse(ec2, volume(ec2, 100), "UnauthorizedOperation")

    with pytest.raises(ClientError, match="UnauthorizedOperation"):
        sample.migrate(ec2)
