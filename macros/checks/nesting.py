"""Markdown nested or long beyond all reading makes a converter slow or run out of stack: it is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.catalog import Catalog
from macros.checks.texts import texts
from macros.issues import Issue
from macros.markdown_source import code_lines

ID = "nesting"
#: Lists and quotes in each other on one line, brackets open in a paragraph, and characters of a paragraph.
MOST_MARKS, MOST_BRACKETS, MOST_CHARACTERS = 12, 40, 20_000
MARKS = re.compile(rf"^[ ]*(?:(?:[-*+>]|\d{{1,9}}[.)])[ ]*){{{MOST_MARKS + 1},}}[^-*\s]", re.MULTILINE)


def check(catalog: Catalog) -> Iterator[Issue]:
    """Lists and quotes in each other, open brackets, and paragraphs beyond what a person would write."""
    for text in texts(catalog):
        markdown = text.markdown
        short = len(markdown) < MOST_CHARACTERS and markdown.count("[") <= MOST_BRACKETS
        if short and not MARKS.search(markdown):
            continue  # most texts need no look at their lines
        code = code_lines(text.markdown)
        start, opened, length = 1, 0, 0
        for number, line in enumerate(text.markdown.split("\n"), 1):
            if not line.strip() or number in code:
                start, opened, length = number + 1, 0, 0
                continue
            opened = max(0, opened + line.count("[") - line.count("]"))
            length += len(line) + 1
            if MARKS.match(line):
                yield text.issue(number, "lists or quotes are nested too deeply here", ID, "take a few away")
                break
            if opened > MOST_BRACKETS or length > MOST_CHARACTERS:
                what = "has too many open brackets" if opened > MOST_BRACKETS else "is too long"
                yield text.issue(start, f"this paragraph {what}", ID, "divide it, or write \\[ for a bracket")
                break
