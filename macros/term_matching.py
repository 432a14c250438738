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
            first: sorted(variants.items(), key=lambda item: -len(item[0]))
            for first, variants in by_first.items()
        }

    def find(self, text: str) -> Iterator[Match]:
        """Every match, from left to right, none overlapping."""
        words = list(WORD.finditer(text))
        index = 0
        while index < len(words):
            match, length = self._at(text, words, index)
            if match:
                yield match
            index += length

    def _at(self, text: str, words: list[re.Match[str]], index: int) -> tuple[Match | None, int]:
        for variant, term in self._by_first.get(words[index][0].lower(), ()):
            found = words[index : index + len(variant)]
            if len(found) < len(variant) or not all(map(_same, found, variant)):
                continue
            gaps = pairwise(found)
            if all(GAP.fullmatch(text, left.end(), right.start()) for left, right in gaps):
                return Match(found[0].start(), found[-1].end(), term), len(variant)
        return None, 1


def _same(found: re.Match[str], word: str) -> bool:
    exact = any(letter.isupper() for letter in word[1:])
    return found[0] == word if exact else found[0].lower() == word.lower()


def plurals(word: str) -> tuple[str, ...]:
    """The regular plurals of an English word: `query` gives `queries`, `DLQ` gives `DLQs`."""
    if re.search(r"[^aeiou]y$", word):
        return (f"{word[:-1]}ies",)
    if re.search(r"(s|x|z|ch|sh)$", word):
        return (f"{word}es",)
    return (f"{word}s",)
