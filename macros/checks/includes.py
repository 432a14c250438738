"""An include stays inside docs and names a file that exists."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from macros.catalog import Catalog
from macros.checks.texts import texts
from macros.issues import Issue

ID = "includes"
SNIPPET = re.compile(r"^\s*-{1,}8<-{1,}\s+[\"'](?P<path>[^\"']+)[\"']")


def check(catalog: Catalog) -> Iterator[Issue]:
    """Snippets (`--8<--`) that leave the docs folder or find nothing."""
    docs = catalog.root / "docs"
    for text in texts(catalog):
        for number, line in enumerate(text.markdown.split("\n"), 1):
            match = SNIPPET.match(line)
            if not match:
                continue
            path = re.sub(r"(:\d*){1,2}$", "", match["path"])
            if "://" in path or path.startswith("/") or posixpath.normpath(path).startswith(".."):
                hint = "copy the file into the service's examples/"
                yield text.issue(number, f"the include '{path}' leaves the docs folder", ID, hint)
            elif not (docs / path).is_file():
                hint = "paths count from docs/"
                yield text.issue(number, f"the include '{path}' does not exist", ID, hint)
