"""Encrypts one field of a record under a data key of its own, and opens it only where it belongs."""

import base64
import json
import os
from collections.abc import Collection

import boto3
from botocore.config import Config
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

# Without KMS nothing can be read, so each call gets a bound, and few attempts.
kms = boto3.client(
    "kms",
    config=Config(connect_timeout=1, read_timeout=3, retries={"mode": "standard", "total_max_attempts": 3}),
)

NONCE = 12  # bytes, what AES-GCM is made for

Sealed = dict[str, str]


def seal(key: str, text: str, place: dict[str, str]) -> Sealed:
    """The field as it is stored: ciphertext, encrypted data key, and the ARN of the KMS key.

    `key` may be an alias. `place` says whose field it is, by what never changes, such as
    {"app": "orders", "customer": "c-17", "field": "iban"}. CloudTrail shows it, so nothing in it is secret.
    """
    data_key = kms.generate_data_key(KeyId=key, KeySpec="AES_256", EncryptionContext=bound(place))
    nonce = os.urandom(NONCE)
    ciphertext = AESGCM(data_key["Plaintext"]).encrypt(nonce, text.encode(), bound_bytes(place))
    return {
        "version": "1",
        "key": data_key["KeyId"],  # always the ARN, whatever the alias means tomorrow
        "data_key": to_text(data_key["CiphertextBlob"]),
        "ciphertext": to_text(nonce + ciphertext),
    }


def unseal(keys: Collection[str], sealed: Sealed, place: dict[str, str]) -> str:
    """The text again. `keys` are the ARNs that this field may have: the present key, and its predecessors.

    Raises ValueError for a key or a format that is not expected, botocore's ClientError when KMS refuses
    (InvalidCiphertextException: another place), and cryptography's InvalidTag for a changed ciphertext.
    """
    if sealed["version"] != "1":
        raise ValueError(f"unknown format {sealed['version']!r}")
    if sealed["key"] not in keys:  # whoever can write the record could name a key of their own
        raise ValueError(f"{sealed['key']} is no key for this field")
    data_key = kms.decrypt(
        KeyId=sealed["key"],
        CiphertextBlob=from_text(sealed["data_key"]),
        EncryptionContext=bound(place),
    )
    stored = from_text(sealed["ciphertext"])
    plain = AESGCM(data_key["Plaintext"]).decrypt(stored[:NONCE], stored[NONCE:], bound_bytes(place))
    return plain.decode()


def bound(place: dict[str, str]) -> dict[str, str]:
    """The encryption context. An empty one would bind the field to nothing."""
    if not place or not all(place.values()):
        raise ValueError("a field needs a place")
    return place


def bound_bytes(place: dict[str, str]) -> bytes:
    """The same for AES-GCM: as long as nobody reuses a data key, KMS alone would do."""
    return json.dumps(place, sort_keys=True).encode()


def to_text(data: bytes) -> str:
    """Text fits every database."""
    return base64.b64encode(data).decode()


def from_text(text: str) -> bytes:
    """The bytes again."""
    return base64.b64decode(text, validate=True)
