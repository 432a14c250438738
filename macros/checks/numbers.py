"""A number that its owner can change stands once, as a fact: copies in prose are what grows wrong unseen.

A number that an author made up for an example is no such number. So only two things count: a number with a
unit that the sentence calls a limit or a default, and one that equals one fact of the text's own service in a
sentence that is no example. Percentages are mostly targets that somebody chose, and are left alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from macros.catalog import Catalog
from macros.checks.texts import texts
from macros.issues import Edit, Issue, Location
from macros.markdown_source import line_numbers, statements
from macros.models import Fact

ID = "numbers"

#: Spellings of one unit, the first stands for all of them.
UNITS = (
    ("ms", "millisecond", "milliseconds"),
    ("s", "second", "seconds", "sec"),
    ("min", "minute", "minutes"),
    ("hour", "hours"),
    ("day", "days"),
    ("week", "weeks"),
    ("month", "months"),
    ("year", "years"),
    ("byte", "bytes"),
    ("KB", "kB", "kilobytes"),
    ("MB", "megabytes"),
    ("GB", "gigabytes"),
    ("TB", "terabytes"),
    ("PB",),
    ("KiB",),
    ("MiB",),
    ("GiB",),
    ("TiB",),
    ("PiB",),
    ("MB/s", "MBps"),
    ("MiB/s", "MiBps"),
    ("Mbps",),
    ("Gbps",),
    ("IOPS",),
    ("vCPU", "vCPUs"),
    ("character", "characters"),
    ("attempt", "attempts"),
    ("retry", "retries"),
    ("request per second", "requests per second", "requests a second"),
    ("message", "messages"),
    ("record", "records"),
    ("item", "items"),
    ("connection", "connections"),
    ("rule", "rules"),
    ("node", "nodes"),
    ("instance", "instances"),
    ("version", "versions"),
    ("replica", "replicas"),
    ("subscription", "subscriptions"),
    ("target", "targets"),
    ("environment", "environments"),
    ("layer", "layers"),
    ("key", "keys"),
    ("policy", "policies"),
    ("parameter", "parameters"),
)
SAME = {spelling: spellings[0] for spellings in UNITS for spelling in spellings}
WORDS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
} | {"fifteen": 15, "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90}
#: In words one writes times; "two versions" is a manner of speaking.
TIMES = {"ms", "s", "min", "hour", "day", "week", "month", "year"}

#: What a sentence calls its number right before it, or right after it.
BEFORE = re.compile(
    r"(?:\b(?:up to|at most|no more than|not more than|no longer than|cannot exceed|capped at|limited to"
    r"|defaults? (?:to|is|of)|default:|by default,?"
    r"|(?:maximum|limit|quota|hard cap|ceiling)(?:(?: \w+)? (?:is|of)|:)?))"
    r"\s+(?:only |just |exactly |about )?$",
    re.IGNORECASE,
)
AFTER = re.compile(
    r"\s+(?:by default|at most|maximum|max|(?:hard |service |account |default )?(?:limit|quota|cap|maximum)"
    r"|is the (?:default|limit|maximum|minimum|quota|hard limit))\b",
    re.IGNORECASE,
)
#: Signs of a number that somebody chose for the sake of argument.
EXAMPLE = re.compile(
    r"[=×≈|$?]|\b(?:say|suppose|imagine|assum\w+|invent\w+|example|e\.g\.|if|when|with|set|sets|choose|your?|my|our|I"
    r"|we|let|instead|better than|rather than|between)\b",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?;]\s|\n[ \t]*(?:\n|[-*|#>]|\d+\.\s)")
HINT = "make it a fact and call fact(); if the number is your own, say so in the sentence, or allow it"


@dataclass(frozen=True)
class Amount:
    """A number with a unit. `key` is the same for all ways to write it."""

    place: Location
    written: str
    key: tuple[float, str]
    is_called: bool  # a limit or a default, by its sentence
    is_plain: bool  # nothing in the sentence says that somebody chose it


def check(catalog: Catalog) -> Iterator[Issue]:
    """Limits and defaults in prose, and facts of the same service written out."""
    amounts = _amounts(catalog)
    by_amount = _facts(catalog, amounts)
    sections = {item.location.path: item.section for item in catalog.content.pages}
    sections |= {item.location.path: item.section for item in catalog.content.questions}
    for path, found in catalog.of_files(ID, amounts.pattern, partial(_read, amounts)).items():
        for amount in found:
            facts = by_amount.get(amount.key, [])
            own = [fact for fact in facts if fact.section == sections.get(path, "")]
            if amount.is_called:
                yield _issue(amount, own or facts, "is called a limit or a default")
            elif amount.is_plain and len(own) == 1:
                yield _issue(amount, own, f"is the fact '{own[0].id}'")


def _read(amounts: re.Pattern[str], catalog: Catalog) -> Iterator[tuple[str, Amount]]:
    """The numbers of each text that are called something, or that could be copies of facts, with its file."""
    for text in texts(catalog, all_lines=True):
        if text.path.startswith("contributing/"):
            continue
        if "\n" not in text.markdown and not amounts.search(text.markdown):
            continue  # most lines of rubrics; for a long text it would only be searched twice
        plain = statements(text.markdown)
        line_of = line_numbers(plain)
        for found in amounts.finditer(plain):
            key = _key(found["number"], found["unit"])
            in_words = found["number"].lower() in WORDS
            if in_words and key[1] not in TIMES:
                continue
            sentence, start = _sentence(plain, found.start(), found.end())
            before, after = sentence[:start], sentence[start + len(found[0]) :]
            is_called = _claims(before, after) and not re.search("[=×≈$]", sentence)
            is_plain = not (in_words or "-" in found[0] or EXAMPLE.search(before + after))
            if is_called or is_plain:
                place = text.at(line_of(found.start()))
                yield text.file, Amount(place, found[0], key, is_called, is_plain)


def _issue(amount: Amount, facts: list[Fact], why: str) -> Issue:
    shown = " ".join(amount.written.split())
    near = ", ".join(f'{{{{ fact("{fact.id}") }}}}' for fact in facts[:3])
    fix = None
    if len(facts) == 1 and facts[0].text == shown and "\n" not in amount.written:
        fix = Edit(amount.place, amount.written, near)
    hint = f"write {near}" if near else HINT
    return Issue(amount.place, f"'{shown}' {why}", ID, hint, "warning", fix)


def _claims(before: str, after: str) -> bool:
    return bool(BEFORE.search(" ".join(before.split()) + " ") or AFTER.match(after))


def _sentence(plain: str, start: int, end: int) -> tuple[str, int]:
    """The sentence around a place, and where the place begins in it."""
    first = max(
        (match.end() for match in SENTENCE_END.finditer(plain, max(0, start - 400), start)), default=0
    )
    first = max(first, start - 400, 0)
    last = SENTENCE_END.search(plain, end, end + 400)
    return plain[first : last.start() + 1 if last else end + 400], start - first


def _amounts(catalog: Catalog) -> re.Pattern[str]:
    """Numbers with a unit: those that everybody knows, and those that facts have."""
    own = {fact.unit for fact in catalog.content.facts if re.fullmatch(r"[A-Za-z][A-Za-z ]*", fact.unit)}
    units = sorted(
        {*SAME, *own}, key=lambda name: (-len(name), name)
    )  # the same in each run, to be found again
    unit = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in units)
    initials = "".join(sorted({name[0] for unit in units for name in (unit.lower(), unit.upper())}))
    # Not ignoring the case of the number lets the search skip what cannot begin one.
    words = "|".join((*WORDS, *map(str.capitalize, WORDS)))
    return re.compile(
        rf"\b(?<![\w.,/$×*=-])(?<!× )(?P<number>\d[\d,]*+(?:\.\d+)?+|{words})"
        rf"(?:\s|-|&nbsp;)?+(?=[{initials}])(?P<unit>(?i:{unit}))(?![\w/])"
    )


def _facts(catalog: Catalog, amounts: re.Pattern[str]) -> Mapping[tuple[float, str], list[Fact]]:
    found: dict[tuple[float, str], list[Fact]] = defaultdict(list)
    for fact in catalog.content.facts:
        for written in dict.fromkeys((f"{fact.value} {fact.unit}", fact.text)):
            amount = amounts.fullmatch(written.strip())
            if amount:
                found[_key(amount["number"], amount["unit"])].append(fact)
    return {key: list({fact.id: fact for fact in facts}.values()) for key, facts in found.items()}


def _key(number: str, unit: str) -> tuple[float, str]:
    """One key for all ways to write an amount."""
    value = WORDS.get(number.lower()) or float(number.replace(",", ""))
    return value, _unit(unit)


def _unit(written: str) -> str:
    plain = " ".join(written.split())
    return SAME.get(plain) or SAME.get(plain.lower(), plain.lower())
