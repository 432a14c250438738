"""Where the exercise starts. Each step has tests that fail until you have written the functions for it.

pip install pytest
pytest -x club_start.py
"""

import contextlib
import copy
import hashlib
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

LIFE = 3600  # seconds that an access token counts
LEEWAY = 30  # seconds that two clocks may differ

Event = dict[str, Any]


class RefusedError(Exception):
    """A trigger says no. The user reads the text."""


class PoolError(Exception):
    """The pool says no. The text is the name of the error in Cognito."""


class Club:
    """The old database: members with their password hashes."""

    def __init__(self) -> None:
        self.rows = sqlite3.connect(":memory:")
        # The email is in lower case, and NULL for who has left.
        columns = "id TEXT PRIMARY KEY, email TEXT UNIQUE, verified INTEGER, salt BLOB, hash BLOB, role TEXT"
        self.rows.execute(f"CREATE TABLE members ({columns})")
        self.hashed = 0

    def hash(self, password: str, salt: bytes) -> bytes:
        """Slow on purpose in the real club; `hashed` counts the calls."""
        self.hashed += 1
        return hashlib.scrypt(password.encode(), salt=salt, n=2, r=8, p=1)

    def join(
        self, member: str, email: str, password: str, verified: bool = True, role: str = "swimmer"
    ) -> None:
        salt = member.encode()
        row = (member, email, verified, salt, self.hash(password, salt), role)
        with self.rows:
            self.rows.execute("INSERT INTO members VALUES (?, ?, ?, ?, ?, ?)", row)
        self.hashed = 0


def migrate(event: Event, club: Club) -> Event:
    """The trigger "migrate user": returns the event with a response, an empty one for strangers. Step 1."""
    raise NotImplementedError


def before_sign_up(event: Event, club: Club, pool: "Pool") -> Event:
    """The trigger "pre sign-up": refuses with RefusedError, or links, or lets through. Step 2."""
    raise NotImplementedError


def add_role(event: Event, club: Club) -> Event:
    """The trigger "pre token generation", version 2: puts the role into the access token. Step 3."""
    raise NotImplementedError


class Door:
    """Stands before the API, behind the check of signature, issuer, client and expiry. Step 4."""

    def __init__(self, clock: Callable[[], float]):
        raise NotImplementedError

    def let_in(self, claims: dict[str, Any]) -> str:
        """The `sub` of an access token's claims. Raises PermissionError for who was thrown out since."""
        raise NotImplementedError

    def throw_out(self, pool: "Pool", name: str) -> None:
        """Disables the user with this name in the pool and ends all sessions. Can be repeated."""
        raise NotImplementedError

    def remembered(self) -> int:
        """How many users the door still has to remember."""
        raise NotImplementedError


def leave(pool: "Pool", club: Club, door: Door, name: str) -> None:
    """Deletes the account, for good. Raises the pool's error if it must be repeated. Step 5."""
    raise NotImplementedError


class Pool:
    """A stand-in for a user pool in which the email is the sign-in name, with the triggers above.

    Methods that are calls of Cognito's API take the same arguments. A token is shown as its claims.
    """

    def __init__(self, club: Club) -> None:
        self.club, self.now, self.number = club, 1_000_000.0, 0
        self.users: dict[str, dict[str, Any]] = {}  # by name: the sub, but for a user of Google "Google_777"
        self.links: dict[tuple[str, str], str] = {}  # provider and its subject -> user name
        self.sessions: dict[str, str] = {}  # refresh token -> user name
        self.codes: list[str] = []  # addresses that were sent a message
        self.twice = False  # the first answer of each trigger comes too late, and Cognito asks again
        self.meanwhile: list[Callable[[], object]] = []  # what others do before the next calls of the API

    def sign_in(self, email: str, password: str) -> dict[str, Any]:
        found = self.with_email(email)
        user = found[0] if found else self._migrated("Authentication", email, {"password": password})
        if user is None:
            raise PoolError("NotAuthorizedException")  # PreventUserExistenceErrors is on
        if user["status"] == "RESET_REQUIRED":
            raise PoolError("PasswordResetRequiredException")
        if user["password"] is None and user["status"] == "CONFIRMED":
            user["password"] = password  # it was right in the old database
        if password != user["password"]:
            raise PoolError("NotAuthorizedException")
        return self._start(user)

    def forgot(self, email: str) -> None:
        found = self.with_email(email)
        user = found[0] if found else self._migrated("ForgotPassword", email, {})
        if user and user["attributes"].get("email_verified") == "true":
            self.codes.append(user["attributes"]["email"])  # else the pool acts as if it had sent one

    def reset(self, email: str, password: str) -> None:
        """With the code from the mail, which this stand-in does not ask for."""
        self.with_email(email)[0].update(password=password, status="CONFIRMED")

    def sign_up(self, email: str, password: str, **attributes: str) -> dict[str, Any]:
        if any(user["status"] != "EXTERNAL_PROVIDER" for user in self.with_email(email)):
            raise PoolError("UsernameExistsException")
        given = {"email": email, **attributes}
        asked = f"sub-{self.number + 1}", {"userAttributes": given}, self.club, self
        answer = self._ask(before_sign_up, "PreSignUp_SignUp", *asked)
        verified = str(answer.get("autoVerifyEmail", False)).lower()
        status = "CONFIRMED" if answer.get("autoConfirmUser") else "UNCONFIRMED"
        return self._new({**given, "email_verified": verified}, status, password)

    def google(self, subject: str, email: str, email_verified: str, **attributes: str) -> dict[str, Any]:
        """A sign-in with Google, whose claims are mapped to attributes."""
        mapped = {"email": email, "email_verified": email_verified, **attributes}
        if (name := self.links.get(("Google", subject))) is None:
            asked = f"Google_{subject}", {"userAttributes": mapped}, self.club, self
            self._ask(before_sign_up, "PreSignUp_ExternalProvider", *asked)
            name = self.links.get(("Google", subject))
        if name is None:
            name = self.links["Google", subject] = f"Google_{subject}"
            self._new(mapped, "EXTERNAL_PROVIDER", None, name)
        self.users[name]["attributes"].update(mapped)
        return self._start(self.users[name])

    def refresh(self, token: str) -> dict[str, Any]:
        if token not in self.sessions or not self.users[self.sessions[token]]["enabled"]:
            raise PoolError("NotAuthorizedException")
        return self._tokens(self.users[self.sessions[token]], "RefreshTokens", token)

    def with_email(self, email: str) -> list[dict[str, Any]]:
        """The profiles with this address, verified or not: ListUsers with a filter."""
        return [user for user in self.users.values() if user["attributes"]["email"].lower() == email.lower()]

    def admin_link_provider_for_user(self, **call: Any) -> None:
        source, destination = call["SourceUser"], call["DestinationUser"]
        user = self._named(destination["ProviderAttributeValue"])
        local = user["status"] != "EXTERNAL_PROVIDER" and destination["ProviderName"] == "Cognito"
        if source["ProviderAttributeName"] != "Cognito_Subject" or not local:
            raise PoolError("InvalidParameterException")
        self.links[source["ProviderName"], source["ProviderAttributeValue"]] = user["name"]

    def admin_get_user(self, **call: Any) -> dict[str, Any]:
        user = self._named(call["Username"])
        attributes = [{"Name": name, "Value": value} for name, value in user["attributes"].items()]
        return {"Username": user["name"], "UserAttributes": attributes}

    def admin_disable_user(self, **call: Any) -> None:
        self._named(call["Username"])["enabled"] = False

    def admin_enable_user(self, **call: Any) -> None:
        self._named(call["Username"])["enabled"] = True

    def admin_user_global_sign_out(self, **call: Any) -> None:
        name = self._named(call["Username"])["name"]
        self.sessions = {token: owner for token, owner in self.sessions.items() if owner != name}

    def admin_delete_user(self, **call: Any) -> None:
        name = self._named(call["Username"])["name"]
        del self.users[name]
        self.links = {identity: owner for identity, owner in self.links.items() if owner != name}
        self.sessions = {token: owner for token, owner in self.sessions.items() if owner != name}
        self._others()  # the answer can get lost, too

    def _named(self, name: str) -> dict[str, Any]:
        self._others()
        if name not in self.users:
            raise PoolError("UserNotFoundException")
        return self.users[name]

    def _others(self) -> None:
        if self.meanwhile:
            self.meanwhile.pop(0)()

    def _ask(
        self, trigger: Callable[..., Event], source: str, name: str, request: Event, *more: Any
    ) -> Event:
        version = "2" if source.startswith("TokenGeneration") else "1"
        event = {"version": version, "triggerSource": source, "userName": name}
        event |= {"request": request, "response": {}}
        for _ in range(1 + self.twice):
            answer = trigger(copy.deepcopy(event), *more)
        if {**answer, "response": {}} != event:
            raise PoolError("InvalidLambdaResponseException")
        return answer["response"]

    def _migrated(self, source: str, email: str, request: Event) -> dict[str, Any] | None:
        answer = self._ask(migrate, f"UserMigration_{source}", email, request, self.club)
        if not answer:
            return None
        if answer.get("messageAction") != "SUPPRESS":
            self.codes.append(email)  # a message of welcome
        return self._new(answer["userAttributes"], answer.get("finalUserStatus", "RESET_REQUIRED"), None)

    def _new(
        self, attributes: dict[str, str], status: str, password: str | None, name: str | None = None
    ) -> dict[str, Any]:
        if not all(isinstance(value, str) for value in attributes.values()):
            raise PoolError("InvalidLambdaResponseException")  # attributes are strings
        self.number += 1
        sub = f"sub-{self.number}"
        user = {"name": name or sub, "attributes": {"sub": sub, **attributes}}
        user |= {"status": status, "password": password, "enabled": True}
        self.users[user["name"]] = user
        return user

    def _start(self, user: dict[str, Any]) -> dict[str, Any]:
        if not user["enabled"]:
            raise PoolError("NotAuthorizedException")
        if user["status"] == "UNCONFIRMED":
            raise PoolError("UserNotConfirmedException")
        self.number += 1
        token = f"refresh-{self.number}"
        tokens = self._tokens(user, "Authentication", token)
        self.sessions[token] = user["name"]
        return tokens

    def _tokens(self, user: dict[str, Any], source: str, token: str) -> dict[str, Any]:
        groups = {"groupsToOverride": user.get("groups", [])}
        request = {"userAttributes": user["attributes"], "groupConfiguration": groups}
        answer = self._ask(add_role, f"TokenGeneration_{source}", user["name"], request, self.club)
        details = answer.get("claimsAndScopeOverrideDetails", {})
        if "groupOverrideDetails" in details:
            groups = details["groupOverrideDetails"] or {}
        claims = {"sub": user["attributes"]["sub"], "username": user["name"], "token_use": "access"}
        claims |= {"iat": self.now, "exp": self.now + LIFE}
        if groups.get("groupsToOverride"):
            claims["cognito:groups"] = groups["groupsToOverride"]
        claims |= details.get("accessTokenGeneration", {}).get("claimsToAddOrOverride", {})
        return {"access": claims, "refresh": token}


@pytest.fixture
def pool() -> Pool:
    club = Club()
    club.join("m-1", "ada@gmail.com", "lane four", role="trainer")
    club.join("m-2", "bo@example.com", "crawl")
    club.join("m-3", "cy@example.com", "dive", verified=False)
    return Pool(club)


def refused(action: Callable[..., object], *given: Any, **more: Any) -> None:
    with pytest.raises(RefusedError):
        action(*given, **more)


def throttled() -> None:
    raise PoolError("TooManyRequestsException")


def test_step_1_members_keep_their_passwords(pool: Pool) -> None:
    pool.twice = True
    pool.sign_in("Ada@gmail.com", "lane four")
    (ada,) = pool.users.values()
    assert ada["status"] == "CONFIRMED"
    assert ada["attributes"]["custom:member"] == "m-1"
    assert (ada["attributes"]["email"], ada["attributes"]["email_verified"]) == ("ada@gmail.com", "true")
    pool.sign_in("cy@example.com", "dive")
    (cy,) = pool.with_email("cy@example.com")
    assert cy["attributes"]["email_verified"] == "false"  # nobody has ever shown that this is theirs
    assert pool.codes == []  # nobody asked for a mail


def test_step_1_strangers_learn_nothing(pool: Pool) -> None:
    with pool.club.rows:
        pool.club.rows.execute("UPDATE members SET email = NULL, hash = NULL WHERE id = 'm-2'")
    calls = []
    for email in ("ada@gmail.com", "bo@example.com", "nobody@example.com"):
        before = pool.club.hashed
        with pytest.raises(PoolError, match="NotAuthorizedException"):  # as for a user of the pool
            pool.sign_in(email, "guessed")
        calls.append(pool.club.hashed - before)
    assert calls == [1, 1, 1]  # each guess takes as long
    assert pool.users == {}


def test_step_1_who_forgot_the_password_gets_a_code_to_a_verified_address(pool: Pool) -> None:
    pool.forgot("bo@example.com")
    assert pool.codes == ["bo@example.com"]
    with pytest.raises(PoolError):
        pool.sign_in("bo@example.com", "a guess")
    pool.reset("bo@example.com", "butterfly")
    pool.sign_in("bo@example.com", "butterfly")
    assert pool.with_email("bo@example.com")[0]["attributes"]["custom:member"] == "m-2"
    for email in ("cy@example.com", "nobody@example.com"):
        pool.forgot(email)
    assert (len(pool.codes), len(pool.users)) == (1, 1)
    pool.sign_in("cy@example.com", "dive")  # still


def test_step_2_nobody_signs_up_as_a_member(pool: Pool) -> None:
    for email in ("ada@gmail.com", "Ada@Gmail.com"):
        refused(pool.sign_up, email, "mine now")
    refused(pool.sign_up, "eve@example.com", "mine now", **{"custom:member": "m-4"})  # who joins next
    refused(pool.google, "666", "eve@example.com", "true", **{"custom:member": "m-1"})
    assert pool.users == {}
    dee = pool.sign_up("dee@example.com", "new here")
    assert dee["status"] == "UNCONFIRMED"
    assert dee["attributes"]["email_verified"] == "false"  # the code will show it


def test_step_2_google_leads_to_the_profile_that_is_there(pool: Pool) -> None:
    refused(pool.google, "123", "ada@gmail.com", "true")  # not moved yet: a second profile would be empty
    before = pool.sign_in("ada@gmail.com", "lane four")["access"]["sub"]
    pool.twice = True
    assert pool.google("123", "Ada@gmail.com", "true")["access"]["sub"] == before
    assert pool.google("777", "gil@gmail.com", "true")["access"]["sub"] != before  # a new user
    refused(pool.sign_up, "gil@gmail.com", "a second profile")
    refused(pool.google, "778", "gil@gmail.com", "true")


def test_step_2_an_address_that_proves_nothing_links_nothing(pool: Pool) -> None:
    pool.club.join("m-4", "di@notgmail.com", "float")
    pool.sign_in("ada@gmail.com", "lane four")
    pool.sign_in("di@notgmail.com", "float")
    refused(pool.google, "666", "ada@gmail.com", "false")  # Google does not vouch for it
    refused(pool.google, "666", "di@notgmail.com", "true")  # Google does not run that mailbox
    pool.sign_up("fay@gmail.com", "set by a stranger")
    refused(pool.google, "888", "fay@gmail.com", "true")  # nobody has shown that the profile is Fay's
    assert pool.links == {}


def test_step_3_the_role_is_in_the_access_token(pool: Pool) -> None:
    ada = pool.sign_in("ada@gmail.com", "lane four")
    assert ada["access"]["role"] == "trainer"
    pool.users[ada["access"]["sub"]]["groups"] = ["board"]
    with pool.club.rows:
        pool.club.rows.execute("UPDATE members SET role = 'swimmer' WHERE id = 'm-1'")
    again = pool.refresh(ada["refresh"])["access"]
    assert (again["role"], again["cognito:groups"]) == ("swimmer", ["board"])
    gil = pool.google("777", "gil@gmail.com", "true")
    pool.users["Google_777"]["attributes"]["email"] = "ada@gmail.com"  # users change their address
    assert "role" not in pool.refresh(gil["refresh"])["access"]  # no member


def test_step_3_without_the_table_users_get_in_with_less(pool: Pool) -> None:
    ada = pool.sign_in("ada@gmail.com", "lane four")
    pool.users[ada["access"]["sub"]]["groups"] = ["board"]
    pool.club.rows.execute("DROP TABLE members")
    claims = pool.refresh(ada["refresh"])["access"]
    assert "role" not in claims
    assert claims["cognito:groups"] == ["board"]


def test_step_4_who_is_thrown_out_stays_out(pool: Pool) -> None:
    door, ada = Door(lambda: pool.now), pool.sign_in("ada@gmail.com", "lane four")
    for way_in in (
        lambda: pool.sign_in("bo@example.com", "crawl"),
        lambda: pool.google("777", "gil@gmail.com", "true"),
    ):
        user = way_in()
        assert door.let_in(user["access"]) == user["access"]["sub"]
        pool.now += 60
        door.throw_out(pool, user["access"]["username"])
        door.let_in(ada["access"])
        with pytest.raises(PoolError):
            pool.refresh(user["refresh"])
        with pytest.raises(PoolError):
            way_in()
        pool.now += 600
        pool.admin_enable_user(UserPoolId="pool", Username=user["access"]["username"])  # after a talk
        door.let_in(way_in()["access"])
        with pytest.raises(PermissionError):
            door.let_in(user["access"])  # the old token was in wrong hands
        with pytest.raises(PoolError):
            pool.refresh(user["refresh"])


def test_step_4_a_refresh_in_the_middle_is_no_way_round(pool: Pool) -> None:
    late: list[dict[str, Any]] = []

    def refresh() -> None:
        pool.now += 90  # the call was throttled
        late.append(pool.refresh(bo["refresh"]))

    def sign_in() -> None:
        with contextlib.suppress(PoolError):
            late.append(pool.sign_in("bo@example.com", "crawl"))

    bo = pool.sign_in("bo@example.com", "crawl")
    door = Door(lambda: pool.now - LEEWAY)  # its clock is slow
    pool.meanwhile = [refresh, sign_in]
    door.throw_out(pool, bo["access"]["username"])
    claims = late[0]["access"]
    for pool.now in (claims["iat"], claims["exp"] + 2 * LEEWAY - 1):  # by this clock, it counts so long
        assert door.remembered() == 1
        with pytest.raises(PermissionError):
            door.let_in(claims)
    pool.admin_enable_user(UserPoolId="pool", Username=bo["access"]["username"])
    for tokens in late:
        with pytest.raises(PoolError):
            pool.refresh(tokens["refresh"])


def test_step_4_a_call_that_fails_is_mended_by_the_next_attempt(pool: Pool) -> None:
    bo = pool.sign_in("bo@example.com", "crawl")
    door = Door(lambda: pool.now)
    for calls in ([throttled], [lambda: None, throttled]):
        pool.meanwhile = calls
        with pytest.raises(PoolError):
            door.throw_out(pool, bo["access"]["username"])
        with pytest.raises(PermissionError):
            door.let_in(bo["access"])  # Cognito's trouble keeps nobody in
        pool.now += 60
    door.throw_out(pool, bo["access"]["username"])
    with pytest.raises(PoolError):
        pool.refresh(bo["refresh"])


def test_step_4_the_list_does_not_grow_forever(pool: Pool) -> None:
    door = Door(lambda: pool.now)
    for email, password in (("bo@example.com", "crawl"), ("ada@gmail.com", "lane four")):
        door.throw_out(pool, pool.sign_in(email, password)["access"]["username"])
        assert door.remembered() == 1
        pool.now += 2 * LIFE
    assert door.remembered() == 0


def test_step_5_who_left_does_not_come_back(pool: Pool) -> None:
    door, ada = Door(lambda: pool.now), pool.sign_in("ada@gmail.com", "lane four")
    tokens, name = [ada["access"]], ada["access"]["username"]

    def refresh() -> None:
        pool.now += 90
        with contextlib.suppress(PoolError):
            tokens.append(pool.refresh(ada["refresh"])["access"])

    for at in range(6):  # each call fails once, and before that Ada tries to stay
        pool.meanwhile = [*[refresh] * at, throttled]
        with contextlib.suppress(PoolError):
            leave(pool, pool.club, door, name)
            assert pool.meanwhile  # who swallows the error deletes nothing
    pool.meanwhile = []
    leave(pool, pool.club, door, name)
    assert pool.users == {}
    for claims in tokens:
        with pytest.raises(PermissionError):
            door.let_in(claims)
    with pytest.raises(PoolError):
        pool.sign_in("ada@gmail.com", "lane four")
    pool.forgot("ada@gmail.com")
    assert pool.codes == []
    left = "SELECT count(email), count(hash), count(salt) FROM members WHERE id = 'm-1'"
    assert pool.club.rows.execute(left).fetchone() == (0, 0, 0)
    assert "custom:member" not in pool.sign_up("ada@gmail.com", "again")["attributes"]  # a new start


def test_step_5_a_visitor_leaves_and_the_members_stay(pool: Pool) -> None:
    gil = pool.google("777", "gil@gmail.com", "true")
    leave(pool, pool.club, Door(lambda: pool.now), gil["access"]["username"])
    assert pool.users == {}
    pool.sign_in("bo@example.com", "crawl")
    assert pool.club.rows.execute("SELECT count(hash) FROM members").fetchone() == (3,)
