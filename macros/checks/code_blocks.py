"""Code that nobody runs rots: a block is included from an example, or says that it is illustrative."""

from __future__ import annotations

from collections.abc import Iterator

from macros.catalog import Catalog
from macros.checks.texts import texts
from macros.issues import Issue
from macros.markdown_source import fences

ID = "code-blocks"
#: Fences without code of the subject: plain text, and shell lines of the contributor pages.
PLAIN = {"", "text", "console"}


def check(catalog: Catalog) -> Iterator[Issue]:
    """Fenced code that is neither an include nor marked `.illustrative`."""
    for text in texts(catalog):
        if text.path.startswith("contributing/"):
            continue
        for fence in fences(text.markdown):
            language = fence.info.split(" ")[0].strip("{.}")
            if language in PLAIN or ".illustrative" in fence.info or "--8<--" in fence.code:
                continue
            hint = 'use example("..."), or open the block as ``` {.python .illustrative}'
            message = "this code is neither a tested example nor marked illustrative"
            yield text.issue(fence.line, message, ID, hint)
