"""The cards of the practice app: a script that the site ships among the theme's files.

It must stand there before an engine collects these files, and so no event of an engine is needed.
"""

from __future__ import annotations

import os
from pathlib import Path

from macros.exports.writing import write_whole
from macros.guide import Guide
from macros.issues import ContentError, Issue, Location
from macros.rendering.here import Here
from macros.rendering.practice import FOLDER, CardsFile, cards_file

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

#: Folders that this process builds from, by path: open as long as it runs, for the locks on them.
_in_use: dict[Path, int] = {}


def export(guide: Guide, out: Path) -> list[Path]:
    """Write `cards.<hash>.js`. Links are relative to the practice page, or to the site without one."""
    catalog = guide.catalog
    here = Here(catalog.practice_page, catalog.config.directory_urls)
    cards = cards_file(catalog, guide.renderer, here)
    return [write_whole(out / cards.name, cards.text)]


def ship(guide: Guide, directory_urls: bool = True, site: Path | None = None) -> Path | None:
    """Put the cards among the theme's files, and into `site` as well.

    None in a guide without a practice page.
    """
    catalog = guide.catalog
    if not catalog.practice_page:
        return None
    folder = catalog.root / catalog.config.theme_folder / FOLDER
    if not folder.resolve().is_relative_to(catalog.root.resolve()):
        hint = f"copy '{catalog.config.theme_folder}' instead of linking it: a build writes there"
        place = Location("mkdocs.yml")
        raise ContentError([Issue(place, "the theme's folder leads out of the repository", "config", hint)])
    cards = cards_file(catalog, guide.renderer, Here(catalog.practice_page, directory_urls))
    if site:
        _put(cards, site / FOLDER)
    return _put(cards, folder)


def _put(cards: CardsFile, folder: Path) -> Path:
    """Write the cards unless they are there: an engine that watches the folder would build again and again.

    Cards of another hash are removed, so that what a site holds does not depend on what was built before; but
    not while another build may be about to ship them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    others = [file for file in folder.glob("cards.*.js") if file.name != cards.name]
    if others and _claim(folder, alone=True):
        for file in others:
            file.unlink(missing_ok=True)
    _claim(folder)
    file = folder / cards.name
    return file if file.is_file() else write_whole(file, cards.text)


def _claim(folder: Path, alone: bool = False) -> bool:
    """Whether this process now has a claim to the folder: beside others, or `alone` (now or never)."""
    if fcntl is None:
        return True
    if folder not in _in_use:
        _in_use[folder] = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(_in_use[folder], fcntl.LOCK_EX | fcntl.LOCK_NB if alone else fcntl.LOCK_SH)
    except OSError:  # another build has one, or the file system knows no locks
        return False
    return True
