"""CloudFront's side: which paths the cookies open, until when, and whether the public key confirms them."""

import base64
import json
import time
from datetime import timedelta
from fnmatch import fnmatchcase
from http.cookies import SimpleCookie

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15


@pytest.fixture(scope="module")
def key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def cookies(load, key) -> SimpleCookie:
    lines = load().signed_cookies(
        key, "K2JCJMDEHXQW5F", "shop.example.com", "/courses/7/", timedelta(hours=1)
    )
    jar = SimpleCookie()
    for line in lines:
        jar.load(line)
    return jar


def decoded(cookies: SimpleCookie, name: str) -> bytes:
    return base64.b64decode(cookies[name].value.translate(str.maketrans("-_~", "+=/")), validate=True)


def test_all_four_are_set_for_the_folder_and_out_of_reach_of_scripts(cookies):
    assert cookies.keys() == {
        "CloudFront-Policy",
        "CloudFront-Signature",
        "CloudFront-Key-Pair-Id",
        "CloudFront-Hash-Algorithm",
    }
    for cookie in cookies.values():
        assert (cookie["path"], cookie["secure"], cookie["httponly"]) == ("/courses/7/", True, True)
        assert (cookie["domain"], cookie["max-age"], cookie["expires"]) == ("", "", "")


def test_policy_opens_the_folder_for_an_hour(cookies):
    (statement,) = json.loads(decoded(cookies, "CloudFront-Policy"))["Statement"]

    end = statement["Condition"]["DateLessThan"]["AWS:EpochTime"]
    assert end - time.time() == pytest.approx(3600, abs=10)
    assert fnmatchcase("https://shop.example.com/courses/7/a/lesson-1.ts", statement["Resource"])
    for other in ("/courses/8/lesson-1.ts", "/courses/70/lesson-1.ts", "/"):
        assert not fnmatchcase(f"https://shop.example.com{other}", statement["Resource"])


def test_public_key_confirms_this_policy_and_no_other(cookies, key):
    signature, policy = decoded(cookies, "CloudFront-Signature"), decoded(cookies, "CloudFront-Policy")

    key.public_key().verify(signature, policy, PKCS1v15(), hashes.SHA256())
    assert cookies["CloudFront-Hash-Algorithm"].value == "SHA256"
    assert b" " not in policy
    with pytest.raises(InvalidSignature):
        key.public_key().verify(signature, policy.replace(b"/7/", b"/8/"), PKCS1v15(), hashes.SHA256())


@pytest.mark.parametrize(
    "folder", ["/", "/*", "/courses/7", "/courses/?/", "/a/../b/", "/a//", "/a/;b/", "", "a/"]
)
def test_wider_folders_are_refused(load, key, folder):
    with pytest.raises(ValueError, match="not a folder"):
        load().signed_cookies(key, "K1", "shop.example.com", folder, timedelta(hours=1))
