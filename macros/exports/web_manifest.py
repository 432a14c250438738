"""What a browser needs to install the site: its name, colors and icons.

Source of the format: https://www.w3.org/TR/appmanifest/
"""

from __future__ import annotations

import json
from pathlib import Path

from macros.exports.book_parts import guide_title
from macros.exports.colors import BRAND, PAPER
from macros.exports.shipping import folders
from macros.exports.writing import write_whole
from macros.guide import Guide
from macros.paths import GENERATED

NAME = "manifest.webmanifest"
ICONS = (
    {"src": "../images/icon.svg", "type": "image/svg+xml", "sizes": "any"},
    {"src": "../images/icon-192.png", "type": "image/png", "sizes": "192x192"},
    {"src": "../images/icon-512.png", "type": "image/png", "sizes": "512x512"},
    {"src": "../images/icon-512.png", "type": "image/png", "sizes": "512x512", "purpose": "maskable"},
)


def ship(guide: Guide, site: Path | None = None) -> None:
    """Put the manifest among the theme's files, and into `site` as well.

    Its addresses are relative, so that it holds wherever the site lies.
    """
    catalog = guide.catalog
    front = catalog.pages.get("index.md")
    data = {
        "name": guide_title(catalog),
        "description": front.description if front else "",
        "lang": catalog.config.language,
        "start_url": "../../",
        "scope": "../../",
        "display": "standalone",
        "theme_color": BRAND,
        "background_color": PAPER,
        "icons": ICONS,
    }
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    for folder in folders(catalog, GENERATED, site):
        file = folder / NAME
        if not (file.is_file() and file.read_text(encoding="utf-8") == text):
            write_whole(file, text)  # else untouched, for an engine that watches would build again
