"""Characters without which a regular expression cannot match: a look at the text then spares the search."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

#: What is in every text: nothing is known of an expression.
ANY = ("",)


@cache
def needed(expression: re.Pattern[str]) -> tuple[str, ...]:
    """Strings of which every text that holds a match holds one."""
    if expression.flags & re.IGNORECASE:
        return ANY
    return tuple(_of_sequence(parser.parse(expression.pattern, expression.flags))) or ANY


def _of_sequence(parts: Iterable[tuple[Any, Any]]) -> set[str]:
    """What the part of a sequence with the rarest characters needs; nothing where nothing is certain."""
    return min(filter(None, (_of_part(*part) for part in parts)), key=_frequency, default=set())


def _of_part(kind: Any, about: Any) -> set[str]:
    if kind is kinds.LITERAL:
        return {chr(about)}
    if kind is kinds.IN and all(each is kinds.LITERAL for each, _ in about):
        return {chr(code) for _, code in about}
    if kind in {kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT} and about[0] > 0:
        return _of_sequence(about[2])
    if kind is kinds.SUBPATTERN and not about[1]:  # no flags of its own
        return _of_sequence(about[3])
    if kind is kinds.ASSERT:
        return _of_sequence(about[1])
    if kind is kinds.BRANCH:
        found = [_of_sequence(branch) for branch in about[1]]
        return set().union(*found) if all(found) else set()
    return set()


def _frequency(characters: set[str]) -> tuple[int, int]:
    return sum(each.isalnum() or each == " " for each in characters), len(characters)
