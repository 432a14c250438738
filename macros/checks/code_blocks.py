"""Code that nobody runs rots: a block is included from an example, or says that it is illustrative."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.catalog import Catalog
from macros.checks.texts import texts
from macros.issues import Issue
from macros.markdown_source import code_lines, fences

ID = "code-blocks"
#: Fences without code of the subject: plain text, and shell lines of the contributor pages.
PLAIN = {"", "text", "console"}
#: What looks like a fence; one that closes on its own line is inline code.
FENCE = re.compile(r"[\s>]*(`{3,}(?!.*`)|~{3,})")


def check(catalog: Catalog) -> Iterator[Issue]:
    """Fences that open no block, and fenced code that is neither an include nor marked `.illustrative`."""
    for text in texts(catalog):
        code = code_lines(text.markdown)
        for number, line in enumerate(text.markdown.split("\n"), 1):
            if number not in code and FENCE.match(line):
                hint = "close it with the same fence, equally indented; open it as ``` {.text .illustrative}"
                yield text.issue(number, "this fence opens no code block", ID, hint)
        if text.path.startswith("contributing/"):
            continue
        for fence in fences(text.markdown):
            language = fence.info.split(" ")[0].strip("{.}")
            if language in PLAIN or ".illustrative" in fence.info or "--8<--" in fence.code:
                continue
            hint = 'use example("..."), or open the block as ``` {.python .illustrative}'
            message = "this code is neither a tested example nor marked illustrative"
            yield text.issue(fence.line, message, ID, hint)
