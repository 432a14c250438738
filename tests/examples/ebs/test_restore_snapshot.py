"""The calls that the script makes, as the AWS CLI reads them."""

import pytest

from tests.examples.support.cli import run

SNAPSHOT = "snap-0123456789abcdef0"


@pytest.fixture
def calls(example, tmp_path):
    return run(example, tmp_path, SNAPSHOT, "eu-west-1b")


def test_volume_is_made_in_the_other_zone_encrypted_and_at_a_known_rate(calls):
    made = calls[0]

    assert made.operation == "CreateVolume"
    assert made.parameters == {
        "SnapshotId": SNAPSHOT,
        "AvailabilityZone": "eu-west-1b",
        "VolumeType": "gp3",
        "Iops": 6000,
        "Throughput": 500,
        "Encrypted": True,
        "KmsKeyId": "alias/orders-data",
        "VolumeInitializationRate": 300,
        "ClientToken": f"restore-{SNAPSHOT}-eu-west-1b",
        "TagSpecifications": [
            {"ResourceType": "volume", "Tags": [{"Key": "RestoredFrom", "Value": SNAPSHOT}]}
        ],
    }


def test_rate_and_throughput_are_allowed(calls):
    parameters = calls[0].parameters

    assert 100 <= parameters["VolumeInitializationRate"] <= 300
    assert parameters["Throughput"] <= parameters["Iops"] / 4


def test_progress_is_asked_for(calls):
    assert [call.operation for call in calls] == ["CreateVolume", "DescribeVolumeStatus"]


def test_same_restore_has_the_same_token(calls, example, tmp_path):
    folder = tmp_path / "again"
    folder.mkdir()

    again = run(example, folder, SNAPSHOT, "eu-west-1b")

    assert again[0].parameters["ClientToken"] == calls[0].parameters["ClientToken"]
