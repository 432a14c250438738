"""Files that a build makes and puts among the theme's files, before an engine collects these.

So no event of an engine is needed. Their names tell their content, and builds that share the folder agree.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from pathlib import Path

from macros.catalog import Catalog
from macros.exports.writing import write_whole
from macros.issues import ContentError, Issue, Location

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

#: Folders that this process builds from, by path: open as long as it runs, for the locks on them.
_in_use: dict[Path, int] = {}


def theme_folder(catalog: Catalog, name: str) -> Path:
    """The folder `name` of our part of the theme. Raises ContentError if it is not in the repository."""
    folder = catalog.root / catalog.config.theme_folder / name
    if not folder.resolve().is_relative_to(catalog.root.resolve()):
        hint = f"copy '{catalog.config.theme_folder}' instead of linking it: a build writes there"
        place = Location("mkdocs.yml")
        raise ContentError([Issue(place, "the theme's folder leads out of the repository", "config", hint)])
    return folder


def folders(catalog: Catalog, name: str, site: Path | None) -> list[Path]:
    """Where files of the folder `name` go: among the theme's, and into `site` as well.

    Raises ContentError as `theme_folder` does.
    """
    return [theme_folder(catalog, name), *([site / name] if site else [])]


def hold(folder: Path) -> None:
    """Keep other builds from removing what the folder holds until this process ends."""
    folder.mkdir(parents=True, exist_ok=True)
    _claim(folder)


def put(folder: Path, names: Collection[str], text: Callable[[str], str], pattern: str) -> None:
    """Write files into the folder unless they are there: an engine that watches it would never stop building.

    `text` is asked for what a missing one holds.

    Others that match the pattern are removed, so that what a site holds does not depend on what was built
    before; but not while another build may be about to ship them.
    """
    remove(folder, [file for file in folder.glob(pattern) if file.name not in names])
    for name in names:
        if not (folder / name).is_file():
            write_whole(folder / name, text(name))


def remove(folder: Path, files: Collection[Path]) -> bool:
    """Remove files below the folder, and hold it; False where another build may be about to ship them."""
    folder.mkdir(parents=True, exist_ok=True)
    free = not files or _claim(folder, alone=True)
    for file in files if free else ():
        file.unlink(missing_ok=True)
    _claim(folder)
    return free


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
