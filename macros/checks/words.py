"""One word for one thing, and none that says nothing: readers pay for each with their time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from macros.catalog import Catalog
from macros.checks.texts import prompts, texts
from macros.issues import Issue
from macros.markdown_source import line_numbers, plain_words, statements

ID = "words"
#: Pictographs; arrows, signs of arithmetic and letters of any script are text.
PICTOGRAPH = re.compile("[\U0001f300-\U0001faff\u2600-\u26ff\u2705\u2728\u274c\u2753-\u2757]")
SHORTCODE = re.compile(":[a-z]+(?:_[a-z]+)+:")
EMOJI = re.compile(rf"{PICTOGRAPH.pattern}|(?<!\w){SHORTCODE.pattern}")
DASH = re.compile(r"\w[ ]?—|—[ ]?\w")
QUOTED = "\"'“‘`"
#: (line, message, hint, what to replace and by what)
Finding = tuple[int, str, str, tuple[str, str] | None]


def check(catalog: Catalog) -> Iterator[Issue]:
    """Expressions that the guide's configuration lists, emoji, and dashes as decoration."""
    avoid = {words.lower(): instead for words, instead in catalog.config.avoid.items()}
    needed = {words: set(plain_words(words)) for words in avoid}
    alternatives = "|".join(
        sorted((r"\s+".join(map(re.escape, words.split())) for words in avoid), key=len, reverse=True)
    )
    pattern = re.compile(
        rf"(?<![\w-])(?:{alternatives})(?![\w-])" if alternatives else r"(?!)", re.IGNORECASE
    )
    for text in (*texts(catalog, all_lines=True), *prompts(catalog)):
        if _may_have_any(text.markdown, needed):
            for line, message, hint, fix in _read(text.markdown, avoid, pattern):
                yield text.advice(line, message, ID, hint, fix)


def _may_have_any(markdown: str, needed: Mapping[str, set[bytes]]) -> bool:
    """Whether a search may find something: most texts have nothing, and this is far quicker."""
    if SHORTCODE.search(markdown):
        return True
    if not markdown.isascii() and ("—" in markdown or PICTOGRAPH.search(markdown)):
        return True
    there = set(plain_words(markdown))
    likely = [words for words, parts in needed.items() if parts <= there]
    return any(words in " ".join(markdown.lower().split()) for words in likely)


def _read(markdown: str, avoid: Mapping[str, str], pattern: re.Pattern[str]) -> Iterator[Finding]:
    plain = statements(markdown)
    line_of = line_numbers(plain)
    for found in pattern.finditer(plain):
        if found.start() and plain[found.start() - 1] in QUOTED:
            continue  # the text speaks about the word
        line = line_of(found.start())
        instead = avoid[" ".join(found[0].lower().split())]
        message = f"'{' '.join(found[0].split())}' is not used here"
        if instead.startswith("-"):
            yield line, message, instead[1:].strip(), None
        else:
            fix = (found[0], _as_written(found[0], instead)) if "\n" not in found[0] else None
            yield line, message, f"write '{instead}'", fix
    for found in EMOJI.finditer(plain):
        yield line_of(found.start()), f"the emoji '{found[0]}' is decoration", "say it in words", None
    for found in DASH.finditer(plain):
        hint = "write a full stop or a comma"
        yield line_of(found.start()), "a long dash joins what could be two sentences", hint, None


def _as_written(found: str, instead: str) -> str:
    """`instead` with a capital where the expression had one at its start."""
    return instead[0].upper() + instead[1:] if found[0].isupper() else instead
