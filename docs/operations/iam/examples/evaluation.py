"""Decides a request as AWS does, from the policies around it, and says which of them was the reason.

A model to think with: few condition operators, roles without a path, and no special case for KMS keys or
trust policies, where an identity-based policy alone never suffices.
"""

from collections.abc import Iterator
from fnmatch import fnmatchcase

CAPS = ("boundary", "session")


def decide(request: dict, policies: dict[str, dict]) -> str:
    """`policies` by kind: `rcp` and `scp` for each level, `boundary`, `session`, `identity`, `resource`."""
    for kind, policy in policies.items():
        if "Deny" in effects(policy, request):
            return f"explicit deny: {kind}"
    allows = {kind for kind, policy in policies.items() if "Allow" in effects(policy, request)}
    for kind in policies:
        if kind.startswith(("rcp", "scp")) and kind not in allows:
            return f"no allow: {kind}"

    names = who(request["principal"])
    granted_to = {names[name] for name in principals(policies.get("resource"), request) if name in names}
    if request["owner"] == request["principal"].split(":")[4]:
        if granted_to & {"session", "everybody"}:
            return "allowed"
        if "identity" not in allows and "role" not in granted_to:
            return "no allow: identity"
    else:
        if not granted_to:
            return "no allow: resource"
        if "identity" not in allows:
            return "no allow: identity"
    for kind in CAPS:
        if kind in policies and kind not in allows:
            return f"no allow: {kind}"
    return "allowed"


def who(session: str) -> dict[str, str]:
    """The names by which a resource-based policy can mean a role session, the narrowest first."""
    account, role = session.split(":")[4], session.split("/")[1]
    return {
        session: "session",
        f"arn:aws:iam::{account}:role/{role}": "role",
        f"arn:aws:iam::{account}:root": "account",
        "*": "everybody",
    }


def effects(policy: dict, request: dict) -> set[str]:
    return {statement["Effect"] for statement in applying(policy, request)}


def principals(policy: dict | None, request: dict) -> set[str]:
    """Whom the allows of a resource-based policy name."""
    return {
        name
        for statement in applying(policy or {"Statement": []}, request)
        if statement["Effect"] == "Allow"
        for name in named(statement)
    }


def applying(policy: dict, request: dict) -> Iterator[dict]:
    """The statements whose every part matches; any other says nothing."""
    for statement in policy["Statement"]:
        if "Principal" in statement and not set(named(statement)) & set(who(request["principal"])):
            continue
        if not matches(statement["Action"], request["action"]):
            continue
        if not matches(statement["Resource"], request["resource"]):
            continue
        if holds(statement.get("Condition", {}), request.get("context", {})):
            yield statement


def named(statement: dict) -> list[str]:
    principal = statement["Principal"]
    return [principal] if principal == "*" else listed(principal["AWS"])


def matches(patterns: str | list[str], text: str) -> bool:
    return any(fnmatchcase(text, pattern) for pattern in listed(patterns))


def holds(condition: dict, context: dict[str, str]) -> bool:
    return all(
        compare(operator, context.get(key), listed(wanted))
        for operator, pairs in condition.items()
        for key, wanted in pairs.items()
    )


def compare(operator: str, value: str | None, wanted: list[str]) -> bool:
    name = operator.removesuffix("IfExists")
    if name not in {"Bool", "StringEquals", "StringNotEquals"}:
        raise NotImplementedError(operator)
    if value is None:  # the trap: a negated operator matches when the key is missing
        return operator.endswith("IfExists") or name == "StringNotEquals"
    return (value in wanted) == (name != "StringNotEquals")


def listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
