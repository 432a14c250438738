"""What is read below a path: all pages, all levels, decrypted, and nothing from next door."""

import boto3
import pytest

PATH = "/orders/prod"


@pytest.fixture
def put(aws):
    client = boto3.client("ssm")

    def store(kind: str = "String", **values: str) -> None:
        for name, value in values.items():
            client.put_parameter(Name=f"{PATH}/{name.replace('__', '/')}", Value=value, Type=kind)

    return store


@pytest.fixture
def complete(put) -> None:
    put(db__host="db.internal", unused="yes")
    put("SecureString", license__key="s3cret")
    put("StringList", allowed__origins="https://a.example,https://b.example")


def test_settings_come_from_all_levels_and_decrypted(load, complete):
    module = load()

    assert module.load(PATH) == module.Settings(
        db_host="db.internal",
        license_key="s3cret",
        allowed_origins=["https://a.example", "https://b.example"],
    )


def test_secure_string_lies_there_encrypted(complete):
    found = boto3.client("ssm").get_parameter(Name=f"{PATH}/license/key")["Parameter"]

    assert found["Type"] == "SecureString"
    assert found["Value"] != "s3cret"


def test_all_pages_are_read(load, put):
    put(**{f"setting__{number}": str(number) for number in range(25)})
    module, pages = load(), []
    module.ssm.meta.events.register("before-call", lambda model, **_: pages.append(model.name))

    assert module.read(PATH) == {f"setting/{number}": str(number) for number in range(25)}
    assert pages == ["GetParametersByPath"] * 3


def test_neighbor_with_the_same_beginning_is_not_read(load, complete):
    boto3.client("ssm").put_parameter(Name=f"{PATH}uction/db/host", Value="other", Type="String")

    assert set(load().read(PATH)) == {"db/host", "license/key", "allowed/origins", "unused"}


def test_missing_settings_are_named_together(load, put):
    put(db__host="db.internal")

    with pytest.raises(LookupError, match="/orders/prod has no license_key, allowed_origins"):
        load().load(PATH)
