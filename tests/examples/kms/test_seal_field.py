"""What is stored, where it opens, and what is refused."""

from __future__ import annotations

import base64

import boto3
import pytest
from botocore.exceptions import ClientError
from cryptography.exceptions import InvalidTag

IBAN = "DE02 1203 0000 0000 2020 51"
PLACE = {"app": "orders", "customer": "c-17", "field": "iban"}


def create_key() -> str:
    return boto3.client("kms").create_key()["KeyMetadata"]["Arn"]


@pytest.fixture
def module(load, aws):
    return load()


@pytest.fixture
def key(module) -> str:
    arn = create_key()
    boto3.client("kms").create_alias(AliasName="alias/customers", TargetKeyId=arn)
    return arn


@pytest.fixture
def sealed(module, key) -> dict[str, str]:
    return module.seal("alias/customers", IBAN, PLACE)


@pytest.fixture
def calls(module) -> list[tuple[str, dict]]:
    made: list[tuple[str, dict]] = []
    module.kms.meta.events.register(
        "provide-client-params.kms.*", lambda params, model, **_: made.append((model.name, params))
    )
    return made


def change(text: str, at: int) -> str:
    data = bytearray(base64.b64decode(text))
    data[at] ^= 1
    return base64.b64encode(data).decode()


@pytest.mark.parametrize("text", [IBAN, "", "Zoë", "x" * 100_000])
def test_field_opens_in_its_place(module, key, text):
    sealed = module.seal("alias/customers", text, PLACE)

    assert module.unseal([key], sealed, PLACE) == text
    assert module.unseal([key], sealed, dict(reversed(PLACE.items()))) == text


def test_record_holds_the_encrypted_data_key_and_neither_text_nor_place(module, key, sealed):
    assert set(sealed) == {"version", "key", "data_key", "ciphertext"}
    assert sealed["key"] == key  # not the alias
    data_key = boto3.client("kms").decrypt(
        CiphertextBlob=base64.b64decode(sealed["data_key"]), EncryptionContext=PLACE
    )["Plaintext"]
    stored = b"".join(base64.b64decode(sealed[part]) for part in ("data_key", "ciphertext"))
    for secret in (data_key, IBAN.encode(), b"c-17"):
        assert secret not in stored
    assert len(data_key) == 32


def test_each_way_is_one_call_and_names_key_and_context(module, key, calls):
    sealed = module.seal("alias/customers", IBAN, PLACE)
    module.unseal([key], sealed, PLACE)

    assert [name for name, _ in calls] == ["GenerateDataKey", "Decrypt"]
    assert [params["KeyId"] for _, params in calls] == ["alias/customers", key]
    assert all(params["EncryptionContext"] == PLACE for _, params in calls)


def test_two_records_have_different_data_keys(module, key, sealed):
    other = module.seal("alias/customers", IBAN, PLACE)

    assert other["data_key"] != sealed["data_key"]
    assert other["ciphertext"] != sealed["ciphertext"]
    with pytest.raises(InvalidTag):
        module.unseal([key], sealed | {"data_key": other["data_key"]}, PLACE)


@pytest.mark.parametrize(
    "place",
    [
        PLACE | {"customer": "c-18"},
        PLACE | {"field": "bic"},
        PLACE | {"customer": "C-17"},
        {"app": "orders", "customer": "c-17"},
    ],
)
def test_wrong_place_is_refused(module, key, sealed, place):
    with pytest.raises(ClientError, match="InvalidCiphertextException"):
        module.unseal([key], sealed, place)


@pytest.mark.parametrize("place", [{}, PLACE | {"customer": ""}])
def test_field_without_a_place_is_not_sealed(module, key, sealed, place):
    with pytest.raises(ValueError, match="place"):
        module.seal("alias/customers", IBAN, place)
    with pytest.raises(ValueError, match="place"):
        module.unseal([key], sealed, place)


@pytest.mark.parametrize("at", [0, 11, 12, -1], ids=["nonce", "end of nonce", "text", "tag"])
def test_changed_ciphertext_is_refused(module, key, sealed, at):
    with pytest.raises(InvalidTag):
        module.unseal([key], sealed | {"ciphertext": change(sealed["ciphertext"], at)}, PLACE)


def test_changed_data_key_is_refused(module, key, sealed):
    with pytest.raises(ClientError, match="InvalidCiphertextException"):
        module.unseal([key], sealed | {"data_key": change(sealed["data_key"], -1)}, PLACE)


def test_key_that_is_not_expected_is_refused_before_any_call(module, key, calls):
    strange = module.seal(create_key(), IBAN, PLACE)
    calls.clear()

    with pytest.raises(ValueError, match="is no key for this field"):
        module.unseal([key], strange, PLACE)
    assert calls == []


def test_record_that_lies_about_its_key_is_refused_by_kms(module, key):
    strange = module.seal(create_key(), IBAN, PLACE)

    with pytest.raises(ClientError):  # KMS says IncorrectKeyException, the emulator AccessDeniedException
        module.unseal([key], strange | {"key": key}, PLACE)


def test_unknown_format_is_refused(module, key, sealed):
    with pytest.raises(ValueError, match="unknown format '2'"):
        module.unseal([key], sealed | {"version": "2"}, PLACE)


def test_rotation_by_alias_leaves_old_fields_readable(module, key, sealed):
    successor = create_key()
    boto3.client("kms").update_alias(AliasName="alias/customers", TargetKeyId=successor)

    new = module.seal("alias/customers", IBAN, PLACE)
    assert new["key"] == successor
    for field in (sealed, new):
        assert module.unseal([successor, key], field, PLACE) == IBAN
