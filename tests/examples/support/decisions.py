"""What a policy says about one request: the part of IAM's evaluation that the samples use.

Emulators evaluate actions and resources but few conditions. An operator that is not known here is an error,
so that no condition is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from typing import Any

#: Whether the request's value fits one of the policy's.
_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "ArnEquals": fnmatchcase,
    "ArnLike": fnmatchcase,
    "Bool": lambda value, wanted: value.lower() == wanted.lower(),
    "StringEquals": lambda value, wanted: value == wanted,
    "StringLike": fnmatchcase,
}
#: These hold where none of the values fits, and so also where the request has no such key.
_NEGATIONS = {"StringNotEquals": "StringEquals", "StringNotLike": "StringLike", "ArnNotEquals": "ArnEquals"}


def decide(
    document: Mapping[str, Any],
    action: str,
    resource: str,
    context: Mapping[str, str] | None = None,
    principal: str = "arn:aws:iam::123456789012:role/somebody",
) -> str:
    """`Deny`, `Allow`, or `Nothing` where no statement applies. Keys are compared as they are written."""
    effects = {
        statement["Effect"]
        for statement in _list(document["Statement"])
        if _names(statement.get("Principal", "*"), principal)
        and any(fnmatchcase(action.lower(), name.lower()) for name in _list(statement["Action"]))
        and any(fnmatchcase(resource, pattern) for pattern in _list(statement["Resource"]))
        and _holds(statement.get("Condition", {}), context or {})
    }
    return "Deny" if "Deny" in effects else "Allow" if "Allow" in effects else "Nothing"


def _names(principals: Any, principal: str) -> bool:
    if isinstance(principals, Mapping):
        principals = [name for names in principals.values() for name in _list(names)]
    return bool({"*", principal} & set(_list(principals)))


def _holds(condition: Mapping[str, Mapping[str, Any]], context: Mapping[str, str]) -> bool:
    return all(
        _test(operator, context.get(key), _list(values))
        for operator, pairs in condition.items()
        for key, values in pairs.items()
    )


def _test(operator: str, value: str | None, wanted: list[Any]) -> bool:
    texts = [str(text).lower() if isinstance(text, bool) else str(text) for text in wanted]
    if operator == "Null":
        return (value is None) in [text == "true" for text in texts]
    if operator.endswith("IfExists"):
        return value is None or _test(operator.removesuffix("IfExists"), value, wanted)
    if operator in _NEGATIONS:
        return value is None or not _test(_NEGATIONS[operator], value, wanted)
    if operator not in _OPERATORS:
        raise NotImplementedError(f"the condition operator {operator}")
    return value is not None and any(_OPERATORS[operator](value, text) for text in texts)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
