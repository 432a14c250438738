"""Filter policies as Amazon SNS reads them, small enough to test a policy before it is deployed.

Left out: `cidr` and `wildcard`, and objects within lists of a message body.
"""

from math import prod
from typing import Any

COMPARE = {
    "=": lambda value, limit: value == limit,
    "<": lambda value, limit: value < limit,
    "<=": lambda value, limit: value <= limit,
    ">": lambda value, limit: value > limit,
    ">=": lambda value, limit: value >= limit,
}


def accepts(policy: dict[str, Any], message: dict[str, Any]) -> bool:
    """All keys of the policy must fit. `message` holds the attributes' values, or the parsed body."""
    if policy and not message:  # not even "exists" with false fits a message without any attribute
        return False
    return _all_fit(policy, message)


def _all_fit(policy: dict[str, Any], message: dict[str, Any]) -> bool:
    return all(_key_fits(key, wanted, message) for key, wanted in policy.items())


def _key_fits(key: str, wanted: Any, message: dict[str, Any]) -> bool:
    if key == "$or" and len(wanted) > 1 and all(isinstance(option, dict) for option in wanted):
        return any(_all_fit(option, message) for option in wanted)
    if isinstance(wanted, dict):  # nested: for the body only
        inner = message.get(key)
        return _all_fit(wanted, inner if isinstance(inner, dict) else {})
    if key not in message:  # so "anything-but" needs the key too
        return {"exists": False} in wanted
    found = message[key] if isinstance(message[key], list) else [message[key]]
    return any(_fits(rule, value) for rule in wanted for value in found)


def _fits(rule: Any, value: Any) -> bool:
    if not isinstance(rule, dict):  # 500 is 500.0 (so AWS on "numeric"), but not "500" or true
        return rule == value and (type(rule) is type(value) or (_number(rule) and _number(value)))
    ((operator, wanted),) = rule.items()
    match operator:
        case "exists":  # null and an empty text are no value
            return wanted and value not in (None, "")
        case "anything-but" if isinstance(wanted, dict):
            return not _fits(wanted, value)
        case "anything-but":
            return not any(
                _fits(unwanted, value) for unwanted in (wanted if isinstance(wanted, list) else [wanted])
            )
        case "numeric":
            pairs = zip(wanted[::2], wanted[1::2], strict=True)
            return _number(value) and all(COMPARE[sign](value, limit) for sign, limit in pairs)
        case "prefix":
            return isinstance(value, str) and value.startswith(wanted)
        case "suffix":
            return isinstance(value, str) and value.endswith(wanted)
        case "equals-ignore-case":
            return isinstance(value, str) and value.lower() == wanted.lower()
    raise ValueError(f"no operator {operator!r}")


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def combinations(policy: dict[str, Any]) -> int:
    """What a policy without `$or` counts: the number of values, times their depth, of all keys multiplied."""
    return prod(_factors(policy))


def _factors(policy: dict[str, Any], depth: int = 1) -> list[int]:
    found = []
    for wanted in policy.values():
        found += _factors(wanted, depth + 1) if isinstance(wanted, dict) else [depth * len(wanted)]
    return found
