"""The marks that Git leaves in a file where two sides of a merge changed the same lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: What is wrong, and what to do about it.
MESSAGE = "this line is the mark of a merge conflict"
HINT = "keep one side of this merge conflict, and take its marks out"
#: The first line of a conflict, and its last. The line between the sides, `=======`, may be a heading's.
_MARK = re.compile(r"^(?:<{7}|>{7})(?: .*)?$", re.MULTILINE)


def conflicts(text: str) -> Iterator[int]:
    """The line (from 1) on which each conflict begins, or ends where its beginning was taken out."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:  # quick: nearly every text
        return
    is_open = False
    for mark in _MARK.finditer(text):
        begins = mark[0].startswith("<")
        if begins or not is_open:
            yield text.count("\n", 0, mark.start()) + 1
        is_open = begins
