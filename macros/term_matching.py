"""Where the words of a glossary stand in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

WORD = re.compile(r"[^\W_]+")
GAP = re.compile(r"[\s\-/.’']{1,2}")


@dataclass(frozen=True)
class Match:
    """`text[start:end]` is a name of the term `term`."""

    start: int
    end: int
    term: str


class TermMatcher:
    """Finds names in text by their first word, so the cost does not grow with the number of terms.

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
        self._by_first = {
            first: [_Name.of(words, term) for words, term in sorted(variants.items(), key=_longest)]
            for first, variants in by_first.items()
        }

    def find(self, text: str) -> Iterator[Match]:
        """Every match, from left to right, none overlapping."""
        words = list(WORD.finditer(text))
        lowered = [word[0].lower() for word in words]
        free = 0  # the first word that no match has taken
        for index, word in enumerate(lowered):
            if word not in self._by_first or index < free:
                continue
            name = _first_that_stands(self._by_first[word], text, words, lowered, index)
            if name:
                free = index + len(name.words)
                yield Match(words[index].start(), words[free - 1].end(), name.term)


@dataclass(frozen=True, eq=False)
class _Name:
    """A name in lower case, and those of its words that must stand exactly so, by position."""

    words: list[str]
    exact: tuple[tuple[int, str], ...]
    term: str

    @classmethod
    def of(cls, words: tuple[str, ...], term: str) -> _Name:
        exact = [(at, word) for at, word in enumerate(words) if word[1:] != word[1:].lower()]
        return cls([word.lower() for word in words], tuple(exact), term)


def _longest(item: tuple[tuple[str, ...], str]) -> int:
    return -len(item[0])


def _first_that_stands(
    names: list[_Name], text: str, words: list[re.Match[str]], lowered: list[str], index: int
) -> _Name | None:
    """The longest name that begins at a word."""
    for name in names:
        end = index + len(name.words)
        if lowered[index:end] == name.words and _stands(text, words[index:end], name):
            return name
    return None


def _stands(text: str, found: list[re.Match[str]], name: _Name) -> bool:
    """Whether words that agree with a name in lower case agree in their capitals and in what is between."""
    return all(found[at][0] == word for at, word in name.exact) and all(
        GAP.fullmatch(text, left.end(), right.start()) for left, right in pairwise(found)
    )


def plurals(word: str) -> tuple[str, ...]:
    """The regular plurals of an English word: `query` gives `queries`, `DLQ` gives `DLQs`."""
    if re.search(r"[^aeiou]y$", word):
        return (f"{word[:-1]}ies",)
    if re.search(r"(s|x|z|ch|sh)$", word):
        return (f"{word}es",)
    return (f"{word}s",)
