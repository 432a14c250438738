"""CloudFront's side: what the link says, and whether the public key confirms it."""

import base64
import json
import time
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

FILE = "https://media.example.com/courses/7/lesson 1.mp4?quality=high".replace(" ", "%20")


def pem(key) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.fixture(scope="module")
def key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def link(load, key) -> str:
    sample = load()
    return sample.signed_url(sample.signer("K2JCJMDEHXQW5F", pem(key)), FILE, timedelta(minutes=10))


def decoded(link: str, name: str) -> bytes:
    (value,) = parse_qs(urlsplit(link).query)[name]
    return base64.b64decode(value.translate(str.maketrans("-_~", "+=/")), validate=True)


def test_policy_names_this_file_and_an_end(link):
    policy = json.loads(decoded(link, "Policy"))

    (statement,) = policy["Statement"]
    assert statement["Resource"] == FILE
    assert statement["Condition"].keys() == {"DateLessThan"}
    end = statement["Condition"]["DateLessThan"]["AWS:EpochTime"]
    assert end - time.time() == pytest.approx(600, abs=10)


def test_public_key_confirms_the_policy(link, key):
    key.public_key().verify(decoded(link, "Signature"), decoded(link, "Policy"), PKCS1v15(), hashes.SHA256())

    query = parse_qs(urlsplit(link).query)
    assert query["Key-Pair-Id"] == ["K2JCJMDEHXQW5F"]
    assert query["Hash-Algorithm"] == ["SHA256"]


def test_later_end_or_other_key_is_not_confirmed(link, key):
    policy = json.loads(decoded(link, "Policy"))
    policy["Statement"][0]["Condition"]["DateLessThan"]["AWS:EpochTime"] += 1
    forged = json.dumps(policy, separators=(",", ":")).encode()
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    for public, text in ((key.public_key(), forged), (other.public_key(), decoded(link, "Policy"))):
        with pytest.raises(InvalidSignature):
            public.verify(decoded(link, "Signature"), text, PKCS1v15(), hashes.SHA256())


def test_link_leads_to_the_file_with_its_own_parameters(link):
    assert link.startswith(f"{FILE}&")
    assert parse_qs(urlsplit(link).query)["quality"] == ["high"]
    assert not set("+= /") & set(parse_qs(urlsplit(link).query)["Signature"][0])


def test_other_kinds_of_keys_are_refused(load):
    with pytest.raises(TypeError, match="RSA"):
        load().signer("K2JCJMDEHXQW5F", pem(ec.generate_private_key(ec.SECP256R1())))
