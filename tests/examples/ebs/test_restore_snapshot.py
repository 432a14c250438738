"""The calls that the script makes, as the AWS CLI reads them."""

import re

import jmespath
import pytest
from botocore.loaders import Loader

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


def test_query_shows_percent_and_remaining_seconds(example):
    query = re.search(r'describe-volume-status.*?--query "([^"]+)"', example.read_text(), re.DOTALL)[1]
    shapes = Loader().load_service_model("ec2", "service-2")["shapes"]
    progress = dict.fromkeys(shapes["InitializationStatusDetails"]["members"], 1)
    status = {"VolumeId": "vol-1", "InitializationStatusDetails": progress}

    assert set(status) <= set(shapes["VolumeStatusItem"]["members"])
    assert {"Progress", "EstimatedTimeToCompleteInSeconds"} <= set(progress)
    assert jmespath.search(query, {"VolumeStatuses": [status]}) == [["vol-1", progress]]


def test_same_restore_has_the_same_token(calls, example, tmp_path):
    folder = tmp_path / "again"
    folder.mkdir()

    again = run(example, folder, SNAPSHOT, "eu-west-1b")

    assert again[0].parameters["ClientToken"] == calls[0].parameters["ClientToken"]
