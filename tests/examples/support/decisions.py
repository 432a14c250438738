"""What a policy says about one request: the part of IAM's evaluation that the samples use.

Emulators evaluate actions and resources but few conditions. An operator that is not known here is an error,
so that no condition is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from typing import Any

#: Whether the request's value fits one of the policy's.
_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "ArnEquals": fnmatchcase,
    "ArnLike": fnmatchcase,
    "Bool": lambda value, wanted: value.lower() == wanted.lower(),
    "StringEquals": lambda value, wanted: value == wanted,
    "StringEqualsIgnoreCase": lambda value, wanted: value.lower() == wanted.lower(),
    "StringLike": fnmatchcase,
}
#: A policy variable.
_VARIABLE = re.compile(r"\$\{([^}*?$]+)\}")
#: These hold where none of the values fits, and so also where the request has no such key.
_NEGATIONS = {
    "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike",
    "StringNotEquals": "StringEquals",
    "StringNotLike": "StringLike",
}


def decide(
    document: Mapping[str, Any],
    action: str,
    resource: str,
    context: Mapping[str, str | list[str]] | None = None,
    principal: str = "arn:aws:iam::123456789012:role/somebody",
) -> str:
    """`Deny`, `Allow`, or `Nothing` where no statement applies. Keys are compared as they are written.

    The resource of a trust policy, which names none, is the role itself.
    """
    effects = {
        statement["Effect"]
        for statement in _list(document["Statement"])
        if _names(statement.get("Principal", "*"), principal)
        and _covers(statement, action)
        and any(fnmatchcase(resource, pattern) for pattern in _list(statement.get("Resource", "*")))
        and _holds(statement.get("Condition", {}), context or {})
    }
    return "Deny" if "Deny" in effects else "Allow" if "Allow" in effects else "Nothing"


def _covers(statement: Mapping[str, Any], action: str) -> bool:
    names = _list(statement.get("Action", statement.get("NotAction", [])))
    named = any(fnmatchcase(action.lower(), name.lower()) for name in names)
    return named if "Action" in statement else not named


def _names(principals: Any, principal: str) -> bool:
    if isinstance(principals, Mapping):
        principals = [name for names in principals.values() for name in _list(names)]
    return bool({"*", principal} & set(_list(principals)))


def _holds(condition: Mapping[str, Mapping[str, Any]], context: Mapping[str, str | list[str]]) -> bool:
    return all(
        _test(operator, context.get(key), _filled(_list(values), context))
        for operator, pairs in condition.items()
        for key, values in pairs.items()
    )


def _filled(wanted: list[Any], context: Mapping[str, str | list[str]]) -> list[str]:
    """The policy's values with its variables replaced. One whose variable the request lacks fits nothing."""
    texts = [str(text).lower() if isinstance(text, bool) else str(text) for text in wanted]
    return [
        _VARIABLE.sub(lambda found: str(context[found[1]]), text)
        for text in texts
        if all(name in context for name in _VARIABLE.findall(text))
    ]


def _test(operator: str, value: str | list[str] | None, texts: list[str]) -> bool:
    if operator == "Null":
        return (value is None) in [text == "true" for text in texts]
    if operator.startswith("ForAnyValue:"):
        name = operator.removeprefix("ForAnyValue:")
        return any(_test(name, entry, texts) for entry in ([] if value is None else _list(value)))
    if operator.startswith("ForAllValues:"):  # holds too where the request has no such key
        name = operator.removeprefix("ForAllValues:")
        return all(_test(name, entry, texts) for entry in ([] if value is None else _list(value)))
    if operator.endswith("IfExists"):
        return value is None or _test(operator.removesuffix("IfExists"), value, texts)
    if operator in _NEGATIONS:
        return value is None or not _test(_NEGATIONS[operator], value, texts)
    if operator not in _OPERATORS:
        raise NotImplementedError(f"the condition operator {operator}")
    if isinstance(value, list):
        raise NotImplementedError(f"{operator} on a key with several values")
    return value is not None and any(_OPERATORS[operator](value, text) for text in texts)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
