"""The words of a text as search knows them. web/src/search/words.ts splits what a reader types so, too."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
#: A blank for each sign of ASCII that is in no word.
_BLANKS = {code: " " for code in range(128) if not chr(code).isalnum()}
#: Between groups of digits it is no end: 10,240 is one number.
_GROUPING = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
#: A name in a program is found by its parts, too: DeleteItem by "item".
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def words(text: str) -> list[str]:
    """Every run of letters and digits in lower case, without accents; in the order of the text.

    Source of the accents' removal: https://www.unicode.org/reports/tr15/ (NFKD)
    """
    return [word.lower() for word in _as_written(text)]


def indexed_words(text: str) -> Counter[str]:
    """How often each word stands in a text, and each part of the words that are written together."""
    counts = Counter(_as_written(text))
    for word in [word for word in counts if not (word.islower() or word.isdigit())]:
        often = counts.pop(word)
        for part in _with_parts(word):
            counts[part] = counts.get(part, 0) + often  # `+=` would call a method for each new word
    return counts


def different_words(text: str) -> set[str]:
    """The same words, however often each stands there."""
    return {part for word in set(_as_written(text)) for part in _with_parts(word)}


@lru_cache(maxsize=65536)
def _with_parts(word: str) -> tuple[str, ...]:
    if word.islower() or word.isdigit():
        return (word,)
    parts = [part.lower() for part in _PART.findall(word)]
    return (word.lower(), *(part for part in parts if len(part) > 1 and len(parts) > 1))


def _as_written(text: str) -> list[str]:
    """The words without accents. Signs are blanked out, which is quicker than to look for words."""
    if not text.isascii():
        text = _NOT_ASCII.sub(lambda match: _plain(match[0]), text)
    if "," in text:
        text = _GROUPING.sub("", text)
    return text.translate(_BLANKS).split()


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    """Letters and digits without accents, and a blank for any other sign."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(sign if sign.isalnum() else " " for sign in decomposed if not unicodedata.combining(sign))
