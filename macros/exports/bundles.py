"""The site's style sheets as one file, and its scripts as one: a first visit asks for two files.

They are joined in their order, without comments and needless blanks; the theme's style sheet comes first,
without what no page uses. The name is that of the content, for browsers that keep it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import rcssmin
import rjsmin

from macros.catalog import Catalog
from macros.exports.shipping import put, theme_folder
from macros.paths import GENERATED

#: The theme's style sheet without what no page uses, by `web/styles/purge.mjs`; line 1 names the source.
PURGED = "web/styles/theme.css"


def ship(catalog: Catalog, paths: Sequence[str], first: Path | None = None) -> list[str]:
    """Join the files of our part of the theme at `paths` (all .css, or all .js) into one, after `first`.

    The paths to use instead: the joined file's, and those of files that lie elsewhere. `first` is the
    theme's, and small already.
    """
    theme = catalog.root / catalog.config.theme_folder
    own = [path for path in paths if (theme / path).is_file()]
    if len(own) < 2:
        return list(paths)
    suffix = Path(own[0]).suffix
    texts = [(theme / path).read_text(encoding="utf-8") for path in own]
    shrunk = [str(rcssmin.cssmin(text) if suffix == ".css" else rjsmin.jsmin(text)) for text in texts]
    if first:
        shrunk.insert(0, _needed(catalog, first))
    joined = "".join(f"{text}\n" if suffix == ".css" else f"{text};\n" for text in shrunk)
    name = f"guide.{hashlib.sha256(joined.encode()).hexdigest()[:10]}{suffix}"
    put(theme_folder(catalog, GENERATED), [name], lambda _: joined, f"guide.*{suffix}")
    return [f"{GENERATED}/{name}", *(path for path in paths if path not in own)]


def _needed(catalog: Catalog, theme_file: Path) -> str:
    """What the pages need of the theme's style sheet; all of it if another one was looked through."""
    purged = catalog.root / PURGED
    if purged.is_file():
        source, _, rules = purged.read_text(encoding="utf-8").partition("\n")
        if f" {theme_file.name} " in source:
            return rules
    return theme_file.read_text(encoding="utf-8")
