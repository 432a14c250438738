"""A machine confirms what a fact's `verify` says: if its `value` says something else, a wrong one passes.

Packages give lengths in bytes and seconds where a reader thinks in hours, count in words, or list what we
count. So the number may stand there in another unit, as a word, or as the length of a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.catalog import Catalog
from macros.issues import Issue
from macros.models import Verify

ID = "evidence"
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|\.\d+")
WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
COUNTS = {word: count for count, word in enumerate(WORDS)} | {"once": 1, "twice": 2, "single": 1}
#: From a unit of time or size to a smaller one, and from a percentage to a share.
UNITS = {1, 7, 60, 100, 3600, 86_400, 604_800, 1000, 1000**2, 1000**3, 1024, 1024**2, 1024**3}


def check(catalog: Catalog) -> Iterator[Issue]:
    """Facts with a number that their evidence does not hold."""
    for fact in catalog.content.facts:
        if fact.verify is None or not isinstance(fact.value, int | float) or not fact.value:
            continue
        if not any(_is_same(abs(fact.value), number) for number in _numbers(fact.verify)):
            message = f"'verify' looks for something else than the value {fact.value:,}"
            hint = "let it hold the number, as the package gives it, or take it out: then the fact is dated"
            yield Issue(fact.at("verify"), message, ID, hint, "warning")


def _is_same(value: float, found: float) -> bool:
    high, low = max(value, found), min(value, found)
    return low > 0 and any(abs(high / low - unit) < 1e-9 * unit for unit in UNITS)


def _numbers(verify: Verify) -> Iterator[float]:
    """What may be the number that is looked for."""
    sought = verify.equals
    asserted = isinstance(sought, bool)  # whether something is so, that the path says
    if isinstance(sought, int | float) and not asserted:
        yield sought
        return
    if isinstance(sought, list):
        yield len(sought)
        return
    text = f"{verify.path if asserted else sought or ''} {verify.matches or ''}"
    yield from (float(number.replace(",", "")) for number in NUMBER.findall(text.replace("\\", "")))
    yield from (COUNTS[word] for word in re.findall(r"[a-z]+", text.lower()) if word in COUNTS)
    yield text.count(".*") + 1 if verify.matches else len(text.split())
