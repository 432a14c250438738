"""The function mounts one access point, and its role may do no more than that."""

from pathlib import Path

import pytest
from botocore.loaders import Loader

from tests.examples.support import templates
from tests.examples.support.decisions import decide

FILES = "arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/fs-0123456789abcdef0"
POINT = "arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-0fedcba9876543210"
NAMES = {
    "FileSystemArn": FILES,
    "AccessPointArn": POINT,
    "Subnets": "subnets",
    "Clients": "sg",
    "Role.Arn": "role",
}


@pytest.fixture
def resources(example) -> dict:
    return templates.resolve(templates.load(example)["Resources"], NAMES)


@pytest.fixture
def function(resources) -> dict:
    return resources["Function"]["Properties"]


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_one_access_point_is_mounted_in_the_vpc(function):
    most = Loader().load_service_model("lambda", "service-2")["shapes"]["FileSystemConfigList"]["max"]

    assert function["FileSystemConfigs"] == [{"Arn": POINT, "LocalMountPath": "/mnt/orders"}]
    assert len(function["FileSystemConfigs"]) == most
    assert function["VpcConfig"] == {"SubnetIds": "subnets", "SecurityGroupIds": ["sg"]}


def test_role_mounts_and_writes_through_its_access_point_only(resources):
    (policy,) = resources["Role"]["Properties"]["Policies"]
    document = policy["PolicyDocument"]
    through = {"elasticfilesystem:AccessPointArn": POINT}

    for action, answer in {
        "ClientMount": "Allow",
        "ClientWrite": "Allow",
        "ClientRootAccess": "Nothing",
    }.items():
        assert decide(document, f"elasticfilesystem:{action}", FILES, through) == answer
        assert decide(document, f"elasticfilesystem:{action}", FILES, {}) == "Nothing"


def test_handler_writes_below_the_mount(function, tmp_path):
    names: dict = {}
    exec(function["Code"]["ZipFile"], names)
    names["Path"] = lambda text: tmp_path if text == "/mnt/orders" else Path(text)

    assert names["handler"]({"number": 7, "text": "hello"}, None) == {"bytes": 5}
    assert (tmp_path / "0000000007.txt").read_text() == "hello"


def test_handler_takes_no_path_from_outside(function):
    names: dict = {}
    exec(function["Code"]["ZipFile"], names)

    with pytest.raises(ValueError, match="invalid literal"):
        names["handler"]({"number": "../etc/passwd", "text": ""}, None)


def test_clients_of_the_file_system_are_bounded(function):
    assert 0 < function["ReservedConcurrentExecutions"] <= 100
