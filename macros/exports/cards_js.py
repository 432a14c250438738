"""The cards of the practice app: a script that the site ships among the theme's files."""

from __future__ import annotations

from pathlib import Path

from macros.exports.remembered import Remembered
from macros.exports.shipping import folders, put
from macros.exports.writing import write_whole
from macros.guide import Guide
from macros.rendering.here import Here
from macros.rendering.practice import FOLDER, cards_file


def export(guide: Guide, out: Path) -> list[Path]:
    """Write `cards.<hash>.js`. Links are relative to the practice page, or to the site without one."""
    catalog = guide.catalog
    here = Here(catalog.practice_page, catalog.config.directory_urls)
    cards = cards_file(catalog, guide.renderer, here)
    return [write_whole(out / cards.name, cards.text)]


def ship(
    guide: Guide, remembered: Remembered, directory_urls: bool = True, site: Path | None = None
) -> Path | None:
    """Put the cards among the theme's files, and into `site` as well.

    None in a guide without a practice page.
    """
    catalog = guide.catalog
    if not catalog.practice_page:
        return None
    here = Here(catalog.practice_page, directory_urls)
    key = f"cards for {here.urls} addresses"
    name = remembered.get(key) or cards_file(catalog, guide.renderer, here).name
    places = folders(catalog, FOLDER, site)
    for folder in places:
        put(folder, [name], lambda _: cards_file(catalog, guide.renderer, here).text, "cards.*.js")
    remembered.note(key, name)
    return places[0] / name
