"""The site's own style sheets as one file, and its scripts as one: a first visit asks for two files.

They are joined in their order, without comments and otherwise as they are. The name is that of the content,
for browsers that keep it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from macros.catalog import Catalog
from macros.exports.shipping import put, theme_folder
from macros.rendering.practice import FOLDER

#: A text in quotes, which may hold what looks like a comment, or a comment.
_COMMENT = re.compile(r"(\"(?:[^\"\\\n]|\\.)*\")|/\*.*?\*/\s*", re.DOTALL)
_INDENT = re.compile(r"\n\s+")
#: Lines that are nothing but a comment; in a script more is not certain without a parser.
_SCRIPT_COMMENT = re.compile(r"^ *(?://[^\n]*|/\*(?:(?!\*/).)*\*/ *)\n", re.MULTILINE | re.DOTALL)


def ship(catalog: Catalog, paths: Sequence[str]) -> list[str]:
    """Join the files of our part of the theme at `paths` (all .css, or all .js) into one.

    The paths to use instead: the joined file's, and those of files that lie elsewhere.
    """
    theme = catalog.root / catalog.config.theme_folder
    own = [path for path in paths if (theme / path).is_file()]
    if len(own) < 2:
        return list(paths)
    suffix = Path(own[0]).suffix
    texts = [(theme / path).read_text(encoding="utf-8") for path in own]
    joined = "".join(map(_style if suffix == ".css" else _script, texts))
    name = f"guide.{hashlib.sha256(joined.encode()).hexdigest()[:10]}{suffix}"
    put(theme_folder(catalog, FOLDER), {name: joined}, f"guide.*{suffix}")
    return [f"{FOLDER}/{name}", *(path for path in paths if path not in own)]


def _style(text: str) -> str:
    """Without comments and indentation: every first visit pays for them."""
    return _INDENT.sub("\n", _COMMENT.sub(r"\1", text))


def _script(text: str) -> str:
    return f"{_SCRIPT_COMMENT.sub('', text).strip()}\n;\n"
