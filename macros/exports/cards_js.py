"""The cards of the practice app: scripts that the site ships among the theme's files."""

from __future__ import annotations

from pathlib import Path

from macros.exports.remembered import Remembered
from macros.exports.shipping import folders, put
from macros.exports.writing import write_whole
from macros.guide import Guide
from macros.paths import GENERATED
from macros.rendering.here import Here
from macros.rendering.practice import CardFiles, card_files


def export(guide: Guide, out: Path) -> list[Path]:
    """Write the index and the parts. Links are relative to the practice page, or to the site without one."""
    catalog = guide.catalog
    here = Here(catalog.practice_page, catalog.config.directory_urls)
    files = card_files(catalog, guide.renderer, here)
    return [write_whole(out / name, files.texts[name]) for name in (*files.parts, files.index)]


def ship(
    guide: Guide, remembered: Remembered, directory_urls: bool = True, site: Path | None = None
) -> Path | None:
    """Put the cards among the theme's files, and into `site` as well. The index.

    None in a guide without a practice page.
    """
    catalog = guide.catalog
    if not catalog.practice_page:
        return None
    here = Here(catalog.practice_page, directory_urls)
    key = f"cards for {here.urls} addresses"
    known = remembered.get(key).split()
    cache = None if known else guide.kept("cards")

    def made() -> CardFiles:
        return card_files(catalog, guide.renderer, here, cache)

    index, *parts = known or (made().index, *made().parts)
    places = folders(catalog, GENERATED, site)
    for folder in places:
        put(folder, parts, lambda name: made().texts[name], "answers.*.js")
        put(folder, [index], lambda name: made().texts[name], "cards.*.js")  # last: what it names is there
    remembered.note(key, " ".join([index, *parts]))
    if cache:
        cache.save()
    return places[0] / index
