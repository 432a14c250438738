"""Which token passes, what is wrong with each other one, and how often strangers can make us load keys."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

POOL = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Shop"
API = "https://api.example.com"


class Clock:
    now = 1_000_000.0

    def monotonic(self) -> float:
        return self.now


class KeySet:
    """What stands at `/.well-known/jwks.json`, and how often it was asked for."""

    def __init__(self, **keys: rsa.RSAPrivateKey) -> None:
        self.keys, self.loads, self.broken = keys, 0, False

    def load(self) -> dict:
        self.loads += 1
        if self.broken:
            raise TimeoutError
        return {"keys": [published(kid, key) for kid, key in self.keys.items()]}


def published(kid: str, key: rsa.RSAPrivateKey) -> dict:
    return jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True) | {
        "kid": kid,
        "alg": "RS256",
        "use": "sig",
    }


def key_pair() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture(scope="module")
def ours() -> rsa.RSAPrivateKey:
    return key_pair()


@pytest.fixture(scope="module")
def foreign() -> rsa.RSAPrivateKey:
    return key_pair()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def module(load, clock, monkeypatch):
    loaded = load()
    monkeypatch.setattr(loaded, "time", clock)
    return loaded


@pytest.fixture
def key_set(ours) -> KeySet:
    return KeySet(access=ours)


@pytest.fixture
def verifier(module, key_set):
    return module.Verifier(POOL, ["web", "phone"], key_set.load)


def claims(**changes: object) -> dict:
    now = int(time.time())
    made = {
        "sub": "ann",
        "iss": POOL,
        "client_id": "web",
        "token_use": "access",
        "scope": "openid orders/read",
        "iat": now,
        "exp": now + 3600,
    }
    return {name: value for name, value in (made | changes).items() if value is not None}


def signed(
    key: rsa.RSAPrivateKey, *, kid: str | None = "access", header: dict | None = None, **changes
) -> str:
    headers = {"kid": kid} if kid is not None else {}
    return jwt.encode(claims(**changes), key, algorithm="RS256", headers=headers | (header or {}))


def encoded(part: dict | bytes) -> str:
    raw = part if isinstance(part, bytes) else json.dumps(part).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def with_mac(secret: bytes, kid: str = "access") -> str:
    body = f"{encoded({'alg': 'HS256', 'kid': kid})}.{encoded(claims())}"
    return f"{body}.{encoded(hmac.digest(secret, body.encode(), hashlib.sha256))}"


def test_good_token_passes(verifier, ours, key_set):
    assert verifier.verify(signed(ours))["sub"] == "ann"
    assert verifier.verify(signed(ours, client_id="phone"))["client_id"] == "phone"
    assert key_set.loads == 1


def test_claims_that_are_new_to_us_do_no_harm(verifier, ours):
    assert verifier.verify(signed(ours, **{"cognito:groups": ["admins"], "invented": {"later": 1}}))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"iss": POOL + "2"}, "InvalidIssuerError"),
        ({"iss": POOL + "/"}, "InvalidIssuerError"),
        ({"iss": POOL.replace("cognito-idp", "issuer-cognito-idp")}, "InvalidIssuerError"),
        ({"iss": None}, "MissingRequiredClaimError"),
        ({"sub": None}, "MissingRequiredClaimError"),
        ({"exp": None}, "MissingRequiredClaimError"),
        ({"iat": int(time.time()) + 600}, "ImmatureSignatureError"),
        ({"token_use": "id", "client_id": None, "aud": "web"}, "no access token"),
        ({"token_use": "id", "aud": "web"}, "no access token"),
        ({"token_use": None}, "no access token"),
        ({"client_id": "reports"}, "other client"),
        ({"client_id": "we"}, "other client"),
        ({"client_id": None}, "other client"),
        ({"client_id": None, "aud": "web"}, "other client"),
    ],
)
def test_wrong_claim_is_refused(module, verifier, ours, changes, reason):
    with pytest.raises(module.TokenError, match=f"^{reason}$"):
        verifier.verify(signed(ours, **changes))


def test_one_client_id_is_not_a_list_of_letters(module, key_set, ours):
    verifier = module.Verifier(POOL, "web", key_set.load)

    with pytest.raises(module.TokenError, match="other client"):
        verifier.verify(signed(ours, client_id="web"))


@pytest.mark.parametrize(("left", "passes"), [(20, True), (-20, True), (-40, False), (-4000, False)])
def test_expired_token_is_refused(module, verifier, ours, left, passes):
    token = signed(ours, exp=int(time.time()) + left)

    if passes:
        assert verifier.verify(token)
    else:
        with pytest.raises(module.TokenError, match="ExpiredSignatureError"):
            verifier.verify(token)


def test_signature_by_another_key_is_refused(module, verifier, foreign):
    with pytest.raises(module.TokenError, match="InvalidSignatureError"):
        verifier.verify(signed(foreign))


def test_key_that_the_token_brings_along_is_not_used(module, verifier, foreign):
    header = {"jwk": published("access", foreign), "jku": "https://evil.example/jwks.json"}

    with pytest.raises(module.TokenError, match="InvalidSignatureError"):
        verifier.verify(signed(foreign, header=header))


def test_changed_payload_is_refused(module, verifier, ours):
    header, _, signature = signed(ours).split(".")

    with pytest.raises(module.TokenError, match="InvalidSignatureError"):
        verifier.verify(f"{header}.{encoded(claims(sub='eve'))}.{signature}")


@pytest.mark.parametrize("name", ["none", "None", "NONE", "", None])
def test_token_without_signature_is_refused(module, verifier, name):
    token = f"{encoded({'alg': name, 'kid': 'access'})}.{encoded(claims())}."

    with pytest.raises(module.TokenError, match="InvalidAlgorithmError"):
        verifier.verify(token)


def test_public_key_does_not_serve_as_a_secret(module, verifier, ours):
    public = ours.public_key()
    secrets = [
        public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
        json.dumps(published("access", ours)).encode(),
        b"",
    ]
    for secret in secrets:
        with pytest.raises(module.TokenError, match="InvalidAlgorithmError"):
            verifier.verify(with_mac(secret))


def test_other_algorithm_of_the_same_key_is_refused(module, verifier, ours):
    token = jwt.encode(claims(), ours, algorithm="RS512", headers={"kid": "access"})

    with pytest.raises(module.TokenError, match="InvalidAlgorithmError"):
        verifier.verify(token)


@pytest.mark.parametrize(
    "token", ["", "a.b.c", "....", "é.é.é", "\ud800.a.b", None, f"{encoded({'alg': 'RS256', 'kid': 7})}.e30."]
)
def test_nonsense_is_refused_like_all_else(module, verifier, token):
    with pytest.raises(module.TokenError):
        verifier.verify(token)


@pytest.mark.parametrize(
    ("audience", "bound_to", "passes"),
    [
        (None, None, True),
        (None, "web", True),  # a pre token generation trigger may add the client's own ID
        (None, "https://other.example.com", False),
        (None, ["web", "https://other.example.com"], False),
        (API, API, True),
        (API, None, False),
        (API, "web", False),
        (API, "https://other.example.com", False),
        ("", None, False),  # a setting that somebody left empty switches no check off
    ],
)
def test_token_for_another_api_is_refused(module, key_set, ours, audience, bound_to, passes):
    verifier = module.Verifier(POOL, ["web"], key_set.load, audience)
    token = signed(ours, aud=bound_to)

    if passes:
        assert verifier.verify(token)
    else:
        with pytest.raises(module.TokenError, match="for another API"):
            verifier.verify(token)


def test_flood_of_unknown_keys_loads_once_a_minute(module, verifier, clock, key_set, ours, foreign):
    for minute in range(3):
        for number in range(20):
            with pytest.raises(module.TokenError, match="unknown key"):
                verifier.verify(signed(foreign, kid=f"invented-{minute}-{number}"))
            assert verifier.verify(signed(ours))
        assert key_set.loads == 1 + minute
        clock.now += module.PAUSE


def test_token_without_key_id_is_refused(module, verifier, ours):
    with pytest.raises(module.TokenError, match="unknown key"):
        verifier.verify(signed(ours, kid=None))


def test_new_key_is_found_and_the_old_one_forgotten(module, verifier, clock, key_set, ours, foreign):
    key_set.keys = {"access": ours, "next": foreign}
    clock.now += module.PAUSE

    assert verifier.verify(signed(foreign, kid="next"))
    assert verifier.verify(signed(ours))
    assert key_set.loads == 2

    del key_set.keys["access"]
    clock.now += module.MAX_AGE - 1
    assert verifier.verify(signed(ours))
    clock.now += 1
    with pytest.raises(module.TokenError, match="unknown key"):
        verifier.verify(signed(ours))
    assert key_set.loads == 3


def test_honest_users_may_wait_a_minute_for_a_new_key(module, verifier, clock, key_set, ours, foreign):
    clock.now += module.PAUSE
    with pytest.raises(module.TokenError):
        verifier.verify(signed(foreign, kid="invented"))
    key_set.keys["next"] = foreign

    clock.now += module.PAUSE - 1
    with pytest.raises(module.TokenError):
        verifier.verify(signed(foreign, kid="next"))
    clock.now += 1
    assert verifier.verify(signed(foreign, kid="next"))


def test_outage_of_the_key_set_signs_nobody_out(module, verifier, clock, key_set, ours):
    key_set.broken = True
    clock.now += module.MAX_AGE

    for _ in range(5):
        assert verifier.verify(signed(ours))
    assert key_set.loads == 2


def test_withdrawn_key_is_forgotten_a_minute_after_the_outage(
    module, verifier, clock, key_set, ours, foreign
):
    key_set.broken = True
    clock.now += module.MAX_AGE
    assert verifier.verify(signed(ours))

    key_set.broken, key_set.keys = False, {"next": foreign}
    clock.now += module.PAUSE - 1
    assert verifier.verify(signed(ours))
    clock.now += 1
    with pytest.raises(module.TokenError, match="unknown key"):
        verifier.verify(signed(ours))


@pytest.fixture
def slow_load(verifier, key_set) -> tuple[threading.Event, threading.Event]:
    """Loading the keys takes a while: the first event says that it began, the second lets it end."""
    begun, go = threading.Event(), threading.Event()

    def load() -> dict:
        begun.set()
        assert go.wait(10)
        return key_set.load()

    verifier._load = load
    return begun, go


def test_known_key_does_not_wait_for_a_slow_load(module, verifier, clock, key_set, ours, slow_load):
    begun, go = slow_load
    clock.now += module.MAX_AGE
    loading = threading.Thread(target=verifier.verify, args=[signed(ours)])
    loading.start()
    assert begun.wait(10)

    assert verifier.verify(signed(ours))
    assert key_set.loads == 1

    go.set()
    loading.join(10)
    assert key_set.loads == 2


def test_empty_key_set_counts_as_an_outage(module, verifier, clock, key_set, ours):
    key_set.keys = {}
    clock.now += module.MAX_AGE

    assert verifier.verify(signed(ours))


def test_process_without_keys_does_not_start(module, key_set):
    key_set.broken = True

    with pytest.raises(TimeoutError):
        module.Verifier(POOL, ["web"], key_set.load)


def test_process_with_nameless_keys_does_not_start(module, ours):
    nameless = {name: value for name, value in published("", ours).items() if name != "kid"}

    with pytest.raises(ValueError, match="no key has an ID"):
        module.Verifier(POOL, ["web"], lambda: {"keys": [nameless]})


def test_requests_at_the_same_time_share_one_load(module, verifier, clock, key_set, ours, foreign, slow_load):
    key_set.keys["next"] = foreign
    clock.now += module.PAUSE
    begun, go = slow_load
    passed: list[str] = []
    token = signed(foreign, kid="next")
    threads = [
        threading.Thread(target=lambda: passed.append(verifier.verify(token)["sub"])) for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    assert begun.wait(10)
    assert verifier.verify(signed(ours))  # a known key waits for nobody
    go.set()
    for thread in threads:
        thread.join(10)

    assert passed == ["ann"] * 5
    assert key_set.loads == 2


@pytest.mark.parametrize(
    ("scope", "has"), [("orders/read", True), ("orders/rea", False), ("orders", False), ("", False)]
)
def test_scope_is_compared_as_a_whole(module, scope, has):
    assert module.has_scope(claims(), scope) is has


def test_token_without_scope_has_none(module):
    assert not module.has_scope(claims(scope=None), "orders/read")
