"""The solution as a whole, and the mistakes that its steps must catch."""

from __future__ import annotations

import sqlite3

import pytest

from tests.examples.cognito.test_club_start import NAMES, STEPS, new_pool
from tests.examples.support import exercises

# What somebody may write instead of a part of the solution, and the step that must notice.
MISTAKES = {
    "an address that nobody verified": (1, '"true" if row[2] else "false"', '"true"'),
    "an attribute that is no string": (1, '"true" if row[2] else "false"', "bool(row[2])"),
    "a mail of welcome for each": (1, '        "messageAction": "SUPPRESS",\n', ""),
    "the old ID stays behind": (1, '            "custom:member": row[0],\n', ""),
    "the name as it was typed": (1, "(email.lower(),))", "(email,))"),
    "a stranger is answered at once": (
        1,
        "got = club.hash(",
        'got = b"" if row is None else club.hash(',
    ),
    "a text that the pool would not give": (
        1,
        "        return event  # its",
        '        raise RefusedError("Wrong.")  # its',
    ),
    "any password": (1, "hmac.compare_digest(got, expected) and row", "row"),
    "confirmed without a password": (
        1,
        '["triggerSource"] == "UserMigration_Authentication":\n        event',
        ":\n        event",
    ),
    "a code to any address": (1, "row is not None and bool(row[2])", "row is not None"),
    "a member's address is free": (2, "if _member(club, email):", "if False:"),
    "a stranger's ID": (2, 'if "custom:member" in attributes:', "if False:"),
    "the ID of who joins next": (
        2,
        'if "custom:member" in attributes:',
        'if attributes.get("custom:member", "m-4") != "m-4":',
    ),
    "the name as the address": (2, 'attributes["email"]\n', 'event["userName"]\n'),
    "confirmed at once": (
        2,
        "        return event\n    provider",
        '        event["response"] = {"autoConfirmUser": True}\n        return event\n    provider',
    ),
    "any text is true": (
        2,
        '.get("email_verified") == "true"\n        and',
        '.get("email_verified")\n        and',
    ),
    "any mailbox": (2, 'email.lower().endswith("@gmail.com")', "True"),
    "a mailbox that looks like it": (2, '"@gmail.com"', '"gmail.com"'),
    "any profile": (2, "len(found) == len(local) == 1", "(local := found)"),
    "a profile of Google": (2, 'if user["status"] != "EXTERNAL_PROVIDER"', "if True"),
    "the whole name is linked": (
        2,
        '"ProviderAttributeValue": subject',
        '"ProviderAttributeValue": event["userName"]',
    ),
    "a second profile": (
        2,
        'raise RefusedError("There is an account with this address. Sign in as',
        'return event or ("',
    ),
    "nothing to verify": (
        2,
        "        return event\n    provider",
        '        event["response"] = {"autoVerifyEmail": True}\n        return event\n    provider',
    ),
    "the role of an address": (
        3,
        'WHERE id = ?", (member,)',
        'WHERE email = ?", (event["request"]["userAttributes"]["email"].lower(),)',
    ),
    "the groups are gone": (3, 'event["request"]["groupConfiguration"]', "{}"),
    "no table, no sign-in": (3, "except sqlite3.Error:", "except ZeroDivisionError:"),
    "the role is in the other token": (3, '"accessTokenGeneration"', '"idTokenGeneration"'),
    "the event is lost": (
        3,
        "    return event\n\n\nclass Door",
        '    return event["response"]\n\n\nclass Door',
    ),
    "only the door": (4, "        pool.admin_disable_user(", "        dict("),
    "only disabled": (4, "        pool.admin_user_global_sign_out(", "        dict("),
    "only the pool": (4, "        self.cut(name)  #", "        #"),
    "the door comes last": (4, "        self.cut(name)  # also", "        #"),
    "the door comes first": (4, "        self.cut(name)  # again", "        #"),
    "disabled last": (
        4,
        '        pool.admin_disable_user(UserPoolId="pool", Username=name)\n'
        '        pool.admin_user_global_sign_out(UserPoolId="pool", Username=name)\n',
        '        pool.admin_user_global_sign_out(UserPoolId="pool", Username=name)\n'
        '        pool.admin_disable_user(UserPoolId="pool", Username=name)\n',
    ),
    "the clocks are equal": (4, "self.clock() + LEEWAY", "self.clock()"),
    "out for good": (
        4,
        'claims["iat"] <= self.cuts.get(claims["username"], float("-inf"))',
        'claims["username"] in self.cuts',
    ),
    "the sub as the name": (4, 'claims["username"]', 'claims["sub"]'),
    "remembered for good": (4, "if at >= oldest}", "if True}"),
    "forgotten too early": (4, " - LIFE - LEEWAY", " - LIFE"),
    "the pool forgets first": (
        5,
        "        with club.rows:",
        '        pool.admin_delete_user(UserPoolId="pool", Username=name)\n        with club.rows:',
    ),
    "only the pool forgets": (
        5,
        "SET email = NULL, salt = NULL, hash = NULL, verified = 0",
        "SET role = role",
    ),
    "sessions live on": (5, "        door.throw_out(pool, name)\n", ""),
    "a refresh in the middle": (5, "door.throw_out(pool, name)", "door.cut(name)"),
    "no error reaches the club": (5, 'if "UserNotFoundException" not in str(error):', "if False:"),
    "a second call fails": (5, 'if "UserNotFoundException" not in str(error):', "if True:"),
    "all members forgotten": (5, "verified = 0 WHERE id = ?", "verified = 0 WHERE ? IS NULL OR id != ''"),
}


@pytest.mark.parametrize(("step", "right", "wrong"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_fails_its_step(examples, tmp_path, monkeypatch, step, right, wrong):
    source = (examples / "club.py").read_text(encoding="utf-8")
    assert right in source
    changed = tmp_path / "changed_club.py"
    changed.write_text(source.replace(right, wrong), encoding="utf-8")
    start = exercises.solved(examples / "club_start.py", changed, NAMES, monkeypatch)

    # What the pool, the triggers or the door say then; code that is merely broken would say something else.
    said = (start.PoolError, start.RefusedError, PermissionError, KeyError, sqlite3.OperationalError)
    with exercises.failing(*said):
        for name in STEPS:
            if name.startswith(f"test_step_{step}_"):
                exercises.run(start, name, new_pool(start))
