"""The files that readers can take away."""

from __future__ import annotations

import json

from macros.catalog import Catalog
from macros.paths import GENERATED, relative
from macros.rendering.here import Here, address
from macros.rendering.templating import fill

#: Below the theme's folder: a build puts here what was exported, and ships it.
FOLDER = f"{GENERATED}/downloads"
#: What the exports wrote there, and what it holds.
LIST = "downloads.json"
#: Their folder of pages as Markdown.
MARKDOWN = "llms"


def downloads(catalog: Catalog, here: Here) -> str:
    """A table of the exported files with their sizes; how to make them, where there are none.

    A copy that opens from disk carries none; it leads to the site that it was made from.
    """
    folder = catalog.root / catalog.config.theme_folder / FOLDER
    file = folder / LIST
    rows = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else []
    found = [
        (row, _size(row["bytes"]), relative(f"{FOLDER}/{row['file']}", here.page))
        for row in rows
        if (folder / row["file"]).is_file()
    ]
    config = catalog.config
    on_disk = not here.directory_urls
    hosted = address(config.site_url, here.page, directory_urls=config.directory_urls) if on_disk else ""
    return fill("downloads.md.jinja", rows=found, hosted=hosted)


def no_downloads(*_: object) -> str:
    """In place of the table, where a text is to be the same whatever was exported last."""
    return ""


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, round(count / 1000))} kB"
