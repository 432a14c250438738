"""Checks the access token of a request, without a call to Cognito.

It says who calls. What the caller may do is another question: `has_scope` first, then your own data.
"""

import logging
import threading
import time
from collections.abc import Callable, Collection

import jwt

ALGORITHM = "RS256"  # ours to say, not the token's
LEEWAY = 30  # seconds between two clocks
PAUSE = 60  # seconds between two loads of the keys, however many strangers invent key IDs
MAX_AGE = 3600  # seconds until they are loaded again anyway, so that a withdrawn key is forgotten

log = logging.getLogger(__name__)


class TokenError(Exception):
    """The token does not count. The reason is for your log; the caller gets a 401 and no more."""


class Verifier:
    """Make one per issuer, at the start: a process without keys should not take requests.

    `load` gets the set at the issuer's `/.well-known/jwks.json`; its timeout is short, for others may wait.
    With an `audience`, each token must be bound to it; without, none may be bound to another API.
    """

    def __init__(
        self, issuer: str, client_ids: Collection[str], load: Callable[[], dict], audience: str | None = None
    ) -> None:
        self._issuer, self._client_ids = issuer, tuple(client_ids)
        self._load, self._audience = load, audience
        self._lock = threading.Lock()
        self._refresh()

    def verify(self, token: str) -> dict:
        """The claims of a token that passes. Raises `TokenError`."""
        try:
            key = self._key(jwt.get_unverified_header(token).get("kid"))
            claims = jwt.decode(
                token,
                key,
                algorithms=[ALGORITHM],
                issuer=self._issuer,
                leeway=LEEWAY,
                options={"require": ["exp", "iss", "sub"], "verify_aud": False},  # `aud` is looked at below
            )
        except (jwt.PyJWTError, ValueError) as error:
            raise TokenError(type(error).__name__) from error  # its text can be the attacker's
        if claims.get("token_use") != "access":
            raise TokenError("no access token")
        if claims.get("client_id") not in self._client_ids:
            raise TokenError("other client")
        allowed = [None, claims["client_id"]] if self._audience is None else [self._audience]
        if claims.get("aud") not in allowed:
            raise TokenError("for another API")
        return claims

    def _key(self, kid: str | None) -> jwt.PyJWK:
        if self._due(kid) and self._lock.acquire(blocking=kid not in self._keys):  # known keys do not wait
            try:
                if self._due(kid):  # unless somebody loaded while we waited
                    self._refresh()
            except Exception:  # an outage there must not sign everybody out here
                log.exception("keys not loaded, the old ones stay")
            finally:
                self._lock.release()
        key = self._keys.get(kid)
        if key is None:
            raise TokenError("unknown key")
        return key

    def _due(self, kid: str | None) -> bool:
        now = time.monotonic()
        return now - self._asked >= PAUSE and (kid not in self._keys or now - self._loaded >= MAX_AGE)

    def _refresh(self) -> None:
        try:
            keys = {key.key_id: key for key in jwt.PyJWKSet.from_dict(self._load()).keys if key.key_id}
            if not keys:
                raise ValueError("no key has an ID")
            self._keys, self._loaded = keys, time.monotonic()
        finally:
            self._asked = time.monotonic()  # after a failure, too, or a broken endpoint is asked each time


def has_scope(claims: dict, scope: str) -> bool:
    """Whether the token carries exactly this scope. If not, answer with 403."""
    return scope in claims.get("scope", "").split()
