"""Each tenant gets one directory and one user, however often it is asked for."""

import boto3
import pytest
from botocore.stub import Stubber


@pytest.fixture
def efs(aws):
    return boto3.client("efs")


@pytest.fixture
def files(efs) -> str:
    return efs.create_file_system(CreationToken="t")["FileSystemId"]


@pytest.fixture
def ensure(load):
    return load().ensure


def test_tenant_is_held_to_its_directory_and_user(ensure, efs, files):
    made = ensure(efs, files, "acme", 7)

    (point,) = efs.describe_access_points(AccessPointId=made)["AccessPoints"]
    assert (point["PosixUser"]["Uid"], point["PosixUser"]["Gid"]) == (20_007, 20_007)
    assert point["RootDirectory"] == {
        "Path": "/tenants/acme",
        "CreationInfo": {"OwnerUid": 20_007, "OwnerGid": 20_007, "Permissions": "0700"},
    }
    assert point["Tags"] == [{"Key": "Tenant", "Value": "acme"}]


def test_two_tenants_share_nothing(ensure, efs, files):
    points = [ensure(efs, files, name, number) for number, name in enumerate(("acme", "globex"))]

    found = [efs.describe_access_points(AccessPointId=point)["AccessPoints"][0] for point in points]
    assert len({point["RootDirectory"]["Path"] for point in found}) == 2
    assert len({point["PosixUser"]["Uid"] for point in found}) == 2


@pytest.mark.parametrize("name", ["", "../acme", "acme/../globex", "Acme", "a" * 33, "acme\n", "/"])
def test_name_that_is_no_name_is_refused(ensure, efs, files, name):
    with pytest.raises(ValueError, match="no name for a tenant"):
        ensure(efs, files, name, 1)

    assert efs.describe_access_points(FileSystemId=files)["AccessPoints"] == []


@pytest.fixture
def again(ensure, efs):
    """Asks for a tenant that has an access point, with the number 7."""
    point = "fsap-1234567890abcdef0"
    with Stubber(efs) as stub:
        stub.add_client_error(
            "create_access_point",
            "AccessPointAlreadyExists",
            http_status_code=409,
            modeled_fields={"ErrorCode": "AccessPointAlreadyExists", "AccessPointId": point},
        )
        user = {"Uid": 20_007, "Gid": 20_007}
        stored = {"AccessPointId": point, "PosixUser": user}
        stub.add_response("describe_access_points", {"AccessPoints": [stored]}, {"AccessPointId": point})
        yield lambda number: ensure(efs, "fs-0123456789abcdef0", "acme", number)


def test_second_call_returns_the_first_ones(again):
    assert again(7) == "fsap-1234567890abcdef0"


def test_second_call_with_another_number_is_refused(again):
    with pytest.raises(ValueError, match="acme has another number"):
        again(8)


def test_token_names_file_system_and_tenant(ensure, efs, files):
    seen = []
    efs.meta.events.register(
        "provide-client-params.efs.CreateAccessPoint", lambda params, **_: seen.append(params)
    )

    ensure(efs, files, "a" * 32, 1)

    assert seen[0]["ClientToken"] == f"{files}-{'a' * 32}"
    assert len(seen[0]["ClientToken"]) <= 64
