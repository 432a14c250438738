"""Where the words of a glossary stand in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

WORD = re.compile(r"[^\W_]+")
WORDS_AND_GAPS = re.compile(r"([^\W_]+)")
#: Bytes of ASCII: letters in lower case, and white space for what is in no word.
LOWERED = bytes(byte if chr(byte).isalnum() else 32 for byte in bytes(range(128)).lower()).ljust(256)
#: What may stand between the words of a name, such as a line break and the next line's indentation; not a
#: blank line or the end of a sentence (a period, then white space).
GAP = re.compile(r"(?!\.\s|\n\n)(?:[^\S\n]*\n[ \t]*|[\s\-/.’']{1,2})")


@dataclass(frozen=True)
class Match:
    """`text[start:end]` is a name of the term `term`."""

    start: int
    end: int
    term: str


class TermMatcher:
    """Finds names in text by their first words, so the cost does not grow with the number of terms.

    A word with a capital after its first letter (DLQ, SnapStart) must be written so; others match in any
    case. Plurals of the last word count. Spaces and hyphens between words are the same. Of two names that
    begin at one place, the longer wins.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """`names` are pairs of a name and the id of its term."""
        by_first: dict[str, dict[tuple[str, ...], str]] = defaultdict(dict)
        for name, term in names:
            words = WORD.findall(name)
            if not words:
                continue
            for last in (words[-1], *plurals(words[-1])):
                variant = (*words[:-1], last)
                by_first[variant[0].lower()].setdefault(variant, term)
        #: Names by their first two words, the second one empty where there is none; longer names first.
        self._by_start: dict[str, dict[str, list[_Name]]] = {}
        for first, variants in by_first.items():
            by_second = self._by_start.setdefault(first, defaultdict(list))
            for variant, term in sorted(variants.items(), key=_longest):
                second = variant[1].lower() if len(variant) > 1 else ""
                by_second[second].append(_Name.of(variant, term))

    def find(self, text: str) -> Iterator[Match]:
        """Every match, from left to right, none overlapping."""
        lowered = _lowered(text)
        by_start = self._by_start
        if by_start.keys().isdisjoint(lowered):
            return
        lowered.append("")  # what follows the last word
        words: list[str] = []
        starts: list[int] = []
        free = 0  # the first word that no match has taken
        for index in [at for at, word in enumerate(lowered) if word in by_start]:
            by_second = by_start[lowered[index]]
            longer, single = by_second.get(lowered[index + 1]), by_second.get("")
            if index < free or not (longer or single):
                continue
            if not words:
                parts = WORDS_AND_GAPS.split(text)
                words, gaps = parts[1::2], parts[2::2]
            names = [*(longer or ()), *(single or ())]
            name = _first_that_stands(names, words, gaps, lowered, index)
            if name:
                starts = starts or list(accumulate(map(len, parts)))[::2]
                free = index + len(name.words)
                yield Match(starts[index], starts[free - 1] + len(words[free - 1]), name.term)


def _lowered(text: str) -> list[str]:
    """The words of a text in lower case."""
    if text.isascii():  # most are, and it is quicker than to look for each word
        return text.encode().translate(LOWERED).decode().split()
    return [word.lower() for word in WORD.findall(text)]


@dataclass(frozen=True, eq=False)
class _Name:
    """A name in lower case, and those of its words that must stand exactly so, by position."""

    words: list[str]
    exact: tuple[tuple[int, str], ...]
    term: str

    @classmethod
    def of(cls, words: tuple[str, ...], term: str) -> _Name:
        exact = [(at, word) for at, word in enumerate(words) if _is_fixed(word)]
        return cls([word.lower() for word in words], tuple(exact), term)


def _longest(item: tuple[tuple[str, ...], str]) -> int:
    return -len(item[0])


def _first_that_stands(
    names: list[_Name], words: list[str], gaps: list[str], lowered: list[str], index: int
) -> _Name | None:
    """The longest name that begins at a word; `gaps` are what follows each word."""
    for name in names:
        end = index + len(name.words)
        if lowered[index:end] == name.words and _stands(words[index:end], gaps[index : end - 1], name):
            return name
    return None


def _stands(found: list[str], between: list[str], name: _Name) -> bool:
    """Whether words that agree with a name in lower case agree in their capitals and in what is between."""
    if name.exact and any(found[at] != word for at, word in name.exact):
        return False
    return all(map(GAP.fullmatch, between))


def _is_fixed(word: str) -> bool:
    """Whether a word must be written as it is: it has a capital after its first letter."""
    return word[1:] != word[1:].lower()


def plurals(word: str) -> tuple[str, ...]:
    """The regular plurals of an English word: `query` gives `queries`, `DLQ` gives `DLQs`."""
    if re.search(r"[^aeiou]y$", word):
        return (f"{word[:-1]}ies",)
    if re.search(r"(s|x|z|ch|sh)$", word):
        return (f"{word}es",)
    return (f"{word}s",)
