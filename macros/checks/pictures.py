"""A picture in a text has words for who cannot see it, and is the guide's own: nobody else is asked."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from macros.catalog import Catalog
from macros.checks.html_safety import without_hiding_places
from macros.checks.texts import texts
from macros.issues import Issue
from macros.markdown_source import line_numbers
from macros.publishable import PICTURES, is_picture

ID = "pictures"
START = re.compile(r"(?<!\\)(?:\\\\)*!\[")
#: The one form that is understood; an address in angle brackets, or elsewhere in the text, is another.
PICTURE = re.compile(r"!\[([^\[\]]*)\]\(([^\s()<>]+)(?:\s+\"[^\"\n]*\")?\)")
FORM = "write ![what it shows](its path)"


def check(catalog: Catalog) -> Iterator[Issue]:
    """Pictures without alternative text, of other sites, and of files that are no pictures of the guide."""
    for text in texts(catalog):
        if "![" not in text.markdown and "!{" not in text.markdown:
            continue
        plain = without_hiding_places(text.markdown)
        line_of = line_numbers(plain)
        for start in START.finditer(plain):
            fault = _fault(plain, start.end() - 2, text.path)
            if fault:
                yield text.issue(line_of(start.end() - 1), fault[0], ID, fault[1])


def _fault(plain: str, position: int, path: str) -> tuple[str, str] | None:
    picture = PICTURE.match(plain, position)
    if not picture:
        return "a picture is not written as it must be here", f"{FORM}; a bracket that is none is \\["
    words, target = picture[1].strip(), picture[2]
    if not words:
        return f"the picture '{target}' has no words for who cannot see it", FORM
    try:
        parts = urlsplit(target)
    except ValueError:
        return None  # no address: a finding of its own
    if parts.scheme or parts.netloc:
        return f"the picture '{target}' lies on another site", f"put it into docs/{PICTURES}"
    file = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
    if not is_picture(file):
        hint = f"draw a diagram, or put a picture into docs/{PICTURES}; paths count from this file"
        return f"'{target}' is no picture of the guide", hint
    return None
