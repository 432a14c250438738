"""The words of a text as search knows them. web/src/search/words.ts splits what a reader types so, too."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
#: A name in a program is found by its parts, too: DeleteItem by "item".
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def words(text: str) -> list[str]:
    """Every run of letters and digits in lower case, without accents; in the order of the text.

    Source of the accents' removal: https://www.unicode.org/reports/tr15/ (NFKD)
    """
    return [match.lower() for match in _WORD.findall(_plain(text))]


def indexed_words(text: str) -> Counter[str]:
    """How often each word stands in a text, and each part of the words that are written together."""
    counts = Counter(_WORD.findall(_plain(text)))
    for word in [word for word in counts if not (word.islower() or word.isdigit())]:
        often = counts.pop(word)
        for part in _with_parts(word):
            counts[part] += often
    return counts


@lru_cache(maxsize=65536)
def _with_parts(word: str) -> tuple[str, ...]:
    parts = [part.lower() for part in _PART.findall(word)]
    return (word.lower(), *(part for part in parts if len(part) > 1 and len(parts) > 1))


def _plain(text: str) -> str:
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
