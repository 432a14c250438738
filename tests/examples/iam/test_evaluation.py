"""The worked examples of the page on evaluation, and agreement with the checker of the other samples."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

from tests.examples.support.decisions import decide as verdict

SESSION = "arn:aws:sts::111122223333:assumed-role/orders/i-0a1b2c3d4e5f60718"
ROLE, ACCOUNT = "arn:aws:iam::111122223333:role/orders", "arn:aws:iam::111122223333:root"
QUEUE = "arn:aws:sqs:eu-west-1:111122223333:orders"
FOREIGN = "arn:aws:sqs:eu-west-1:444455556666:orders"


def policy(*effects: str, principal: str | None = None, **more: object) -> dict:
    named = {"Principal": {"AWS": principal}} if principal else {}
    return {
        "Statement": [
            {"Effect": effect, "Action": "sqs:*", "Resource": "*"} | named | more for effect in effects
        ]
    }


YES, NO, SILENT = policy("Allow"), policy("Allow", "Deny"), policy()
TO = {name: policy("Allow", principal=name) for name in (SESSION, ROLE, ACCOUNT)}
SAME, CROSS = "111122223333", "444455556666"


@pytest.mark.parametrize(
    ("owner", "policies", "decision"),
    [
        pytest.param(SAME, {"identity": YES}, "allowed", id="1 identity alone"),
        pytest.param(SAME, {"identity": SILENT, "resource": TO[ROLE]}, "allowed", id="2 resource alone"),
        pytest.param(
            SAME, {"identity": SILENT, "resource": TO[ACCOUNT]}, "no allow: identity", id="3 account named"
        ),
        pytest.param(
            SAME, {"identity": YES, "resource": TO[ROLE], "scp": NO}, "explicit deny: scp", id="4 deny"
        ),
        pytest.param(
            SAME,
            {"scp of the root": YES, "scp of the unit": SILENT, "identity": YES},
            "no allow: scp of the unit",
            id="5 one level of the organization",
        ),
        pytest.param(SAME, {"boundary": YES, "identity": SILENT}, "no allow: identity", id="6 cap only"),
        pytest.param(
            SAME,
            {"boundary": SILENT, "identity": SILENT, "resource": TO[ROLE]},
            "no allow: boundary",
            id="7 role named, boundary silent",
        ),
        pytest.param(
            SAME,
            {"boundary": SILENT, "session": SILENT, "identity": SILENT, "resource": TO[SESSION]},
            "allowed",
            id="8 session named, boundary silent",
        ),
        pytest.param(SAME, {"boundary": NO, "resource": TO[SESSION]}, "explicit deny: boundary", id="9"),
        pytest.param(SAME, {"session": SILENT, "identity": YES}, "no allow: session", id="10 session"),
        pytest.param(CROSS, {"identity": YES}, "no allow: resource", id="11 cross, identity alone"),
        pytest.param(
            CROSS, {"identity": SILENT, "resource": TO[ROLE]}, "no allow: identity", id="12 resource alone"
        ),
        pytest.param(CROSS, {"identity": YES, "resource": TO[ACCOUNT]}, "allowed", id="13 both"),
        pytest.param(
            CROSS,
            {"boundary": SILENT, "identity": YES, "resource": TO[SESSION]},
            "no allow: boundary",
            id="14 cross, session named, boundary silent",
        ),
        pytest.param(
            CROSS, {"rcp": NO, "identity": YES, "resource": TO[ROLE]}, "explicit deny: rcp", id="15 rcp"
        ),
    ],
)
def test_worked_examples(load: Callable[[], ModuleType], owner: str, policies: dict, decision: str) -> None:
    request = {
        "principal": SESSION,
        "owner": owner,
        "action": "sqs:SendMessage",
        "resource": QUEUE if owner == SAME else FOREIGN,
    }

    assert load().decide(request, policies) == decision


@pytest.mark.parametrize(
    ("condition", "context", "holds"),
    [
        ({"StringEquals": {"aws:PrincipalOrgID": "o-us"}}, {}, False),
        ({"StringNotEquals": {"aws:PrincipalOrgID": "o-us"}}, {}, True),
        ({"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-us"}}, {}, True),
        ({"Bool": {"aws:MultiFactorAuthPresent": "false"}}, {}, False),
        ({"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}, {}, True),
        (
            {"StringNotEquals": {"aws:PrincipalOrgID": ["o-us", "o-them"]}},
            {"aws:PrincipalOrgID": "o-us"},
            False,
        ),
        ({"StringEquals": {"a": "1", "b": "2"}}, {"a": "1"}, False),
    ],
)
def test_conditions_agree_with_the_other_checker(
    load: Callable[[], ModuleType], condition: dict, context: dict, holds: bool
) -> None:
    statement = {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": condition}

    assert load().holds(condition, context) is holds
    assert (verdict({"Statement": [statement]}, "sqs:SendMessage", QUEUE, context) == "Allow") is holds


@pytest.mark.parametrize("everybody", ["*", {"AWS": "*"}])
@pytest.mark.parametrize(
    ("role", "owner", "decision"),
    [(ROLE, SAME, "allowed"), ("other", SAME, "no allow: identity"), (ROLE, CROSS, "no allow: identity")],
)
def test_everybody_narrowed_by_the_role_is_a_grant_past_a_silent_boundary(
    load: Callable[[], ModuleType], everybody: object, role: str, owner: str, decision: str
) -> None:
    condition = {"StringEquals": {"aws:PrincipalArn": role}}
    resource = policy("Allow", Principal=everybody, Condition=condition)
    request = {
        "principal": SESSION,
        "owner": owner,
        "action": "sqs:SendMessage",
        "resource": QUEUE,
        "context": {"aws:PrincipalArn": ROLE},
    }

    policies = {"boundary": SILENT, "identity": SILENT, "resource": resource}
    assert load().decide(request, policies) == decision


def test_operator_that_is_not_modeled_is_an_error(load: Callable[[], ModuleType]) -> None:
    with pytest.raises(NotImplementedError):
        load().holds({"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}, {"aws:SourceIp": "192.0.2.1"})
