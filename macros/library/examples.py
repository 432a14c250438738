"""Code samples included by path, so that what a page shows is what the tests run."""

from __future__ import annotations

import re

from macros.catalog import Catalog
from macros.issues import MacroError
from macros.rendering.here import Here
from macros.rendering.templating import fill
from macros.repository import file_url

LANGUAGES = {
    "py": "python",
    "yaml": "yaml",
    "yml": "yaml",
    "json": "json",
    "sh": "bash",
    "ts": "typescript",
    "js": "javascript",
    "sql": "sql",
    "java": "java",
    "go": "go",
    "toml": "toml",
    "xml": "xml",
}


def example(catalog: Catalog, here: Here, path: str, lines: str = "") -> str:
    """The code of an example. `lines` shows a part of it: `"12:30"`."""
    found = catalog.example(path)
    if lines and not re.fullmatch(r"\d+(:\d+)?", lines):
        raise MacroError(f"lines is '12:30', not '{lines}'")
    return fill(
        "example.md.jinja",
        example=found,
        language=LANGUAGES.get(path.rsplit(".", 1)[-1], "text"),
        include=f"{found.path}:{lines}" if lines else found.path,
        whole=file_url(catalog.config, f"docs/{found.path}"),
        test_url=file_url(catalog.config, found.test),
    )
