"""An include shows an example in a code block, and nothing else: other files are not checked as Markdown."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from macros.catalog import Catalog
from macros.checks.texts import texts
from macros.issues import Issue
from macros.markdown_source import code_lines

ID = "includes"
SNIPPET = re.compile(r"^\s*-+8<-+(?:\s+([\"'])(?P<path>.+)\1)?\s*$")
TARGET = re.compile(r"([^:]+)(?::\d*(?::\d*)?)?")


def check(catalog: Catalog) -> Iterator[Issue]:
    """Snippets (`--8<--`) that leave the docs folder, find nothing, or stand outside of code."""
    for text in texts(catalog):
        if "8<-" not in text.markdown:
            continue
        code = code_lines(text.markdown)
        for number, line in enumerate(text.markdown.split("\n"), 1):
            match = SNIPPET.match(line)
            if match:
                message, hint = _fault(catalog, match["path"] or "", number in code)
                if message:
                    yield text.issue(number, message, ID, hint)


def _fault(catalog: Catalog, written: str, in_code: bool) -> tuple[str, str]:
    target = TARGET.fullmatch(written)
    path = target[1] if target else written
    if "://" in path or path.startswith("/") or posixpath.normpath(path).startswith(".."):
        return f"the include '{path}' leaves the docs folder", "copy the file into the service's examples/"
    if not target:
        return "this include is not understood", '--8<-- "service/examples/file.py:12:30"'
    if path not in catalog.examples:
        if catalog.has_file(path):
            return f"the include '{path}' is no example", "only files in a folder examples/ are included"
        return f"the include '{path}' does not exist", "paths count from docs/"
    return ("", "") if in_code else ("this include is outside of a code block", f'use example("{path}")')
