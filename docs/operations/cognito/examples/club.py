"""A solution of the exercise: members come along with their passwords, and who is out stays out."""

import hmac
import logging
import sqlite3
from collections.abc import Callable
from typing import Any

LIFE = 3600
LEEWAY = 30

log = logging.getLogger(__name__)

Event = dict[str, Any]


class RefusedError(Exception):
    """A trigger says no. The user reads the text."""


def migrate(event: Event, club: Any) -> Event:
    """Takes the member over, with the password if it is right. Writes nothing, so it may run twice."""
    row = _member(club, event["userName"])
    if event["triggerSource"] == "UserMigration_Authentication":
        salt, expected = row[3:5] if row else (b"nobody", b"")
        got = club.hash(event["request"]["password"], salt)  # also for nobody
        allowed = hmac.compare_digest(got, expected) and row is not None
    else:
        allowed = row is not None and bool(row[2])  # a code must go to an address that was verified
    if not allowed:
        return event  # its response is empty: Cognito answers as for any name that it does not know
    event["response"] = {
        "userAttributes": {
            "email": row[1],
            "email_verified": "true" if row[2] else "false",
            "custom:member": row[0],
        },
        "messageAction": "SUPPRESS",
    }
    if event["triggerSource"] == "UserMigration_Authentication":
        event["response"]["finalUserStatus"] = "CONFIRMED"
    return event


def before_sign_up(event: Event, club: Any, pool: Any) -> Event:
    """Lets only real newcomers through, and links Google where both addresses are proved."""
    if event["triggerSource"] == "PreSignUp_AdminCreateUser":
        return event
    attributes = event["request"]["userAttributes"]
    if "custom:member" in attributes:  # else somebody signs up as member 1
        raise RefusedError("This cannot be set at sign-up.")
    email = attributes["email"]
    found = pool.with_email(email)
    if not found:
        if _member(club, email):
            raise RefusedError("There is an account with this address. Sign in with its password.")
        return event
    provider, _, subject = event["userName"].partition("_")
    proved = [user for user in found if user["attributes"].get("email_verified") == "true"]
    local = [user for user in proved if user["status"] != "EXTERNAL_PROVIDER"]
    if (
        event["triggerSource"] == "PreSignUp_ExternalProvider"
        and provider.lower() == "google"
        and attributes.get("email_verified") == "true"
        and email.lower().endswith("@gmail.com")
        and len(found) == len(local) == 1
    ):
        pool.admin_link_provider_for_user(
            UserPoolId=event.get("userPoolId"),
            DestinationUser={"ProviderName": "Cognito", "ProviderAttributeValue": local[0]["name"]},
            SourceUser={
                "ProviderName": "Google",
                "ProviderAttributeName": "Cognito_Subject",
                "ProviderAttributeValue": subject,
            },
        )
        return event
    raise RefusedError("There is an account with this address. Sign in as you did before.")


def add_role(event: Event, club: Any) -> Event:
    """The role of a member, or none: without the table, users sign in and may do less."""
    claims = {}
    try:
        member = event["request"]["userAttributes"].get("custom:member")
        found = club.rows.execute("SELECT role FROM members WHERE id = ?", (member,)).fetchone()
        if found:
            claims["role"] = found[0]
    except sqlite3.Error:
        log.exception("no roles")
    event["response"] = {
        "claimsAndScopeOverrideDetails": {
            "accessTokenGeneration": {"claimsToAddOrOverride": claims},
            # Given back as it came, for an empty one would take the groups away.
            "groupOverrideDetails": event["request"]["groupConfiguration"],
        }
    }
    return event


class Door:
    """Refuses tokens that were issued before their user was thrown out.

    `cuts`, by user name, is a table that all instances of the API share; here it is a dictionary.
    """

    def __init__(self, clock: Callable[[], float]):
        self.clock = clock
        self.cuts: dict[str, float] = {}

    def let_in(self, claims: dict[str, Any]) -> str:
        if claims["iat"] <= self.cuts.get(claims["username"], float("-inf")):
            raise PermissionError
        return claims["sub"]

    def throw_out(self, pool: Any, name: str) -> None:
        self.cut(name)  # also if the next calls fail
        pool.admin_disable_user(UserPoolId="pool", Username=name)
        pool.admin_user_global_sign_out(UserPoolId="pool", Username=name)
        self.cut(name)  # again: until the calls were through, a refresh got a new token

    def cut(self, name: str) -> None:
        """Refuse what was issued up to now, by either clock."""
        self.cuts[name] = self.clock() + LEEWAY

    def remembered(self) -> int:
        oldest = self.clock() - LIFE - LEEWAY  # what was issued before has expired by now
        self.cuts = {name: at for name, at in self.cuts.items() if at >= oldest}
        return len(self.cuts)


def leave(pool: Any, club: Any, door: Door, name: str) -> None:
    """Forgets in the old table first: while the member is there, the next sign-in brings the account back."""
    try:
        user = pool.admin_get_user(UserPoolId="pool", Username=name)
        attributes = {each["Name"]: each["Value"] for each in user["UserAttributes"]}
        door.throw_out(pool, name)
        with club.rows:
            club.rows.execute(
                "UPDATE members SET email = NULL, salt = NULL, hash = NULL, verified = 0 WHERE id = ?",
                (attributes.get("custom:member"),),
            )
        pool.admin_delete_user(UserPoolId="pool", Username=name)
    except Exception as error:
        if "UserNotFoundException" not in str(error):  # an earlier attempt got that far
            raise


def _member(club: Any, email: str) -> tuple[Any, ...] | None:
    found = club.rows.execute("SELECT * FROM members WHERE email = ?", (email.lower(),))
    return found.fetchone()
