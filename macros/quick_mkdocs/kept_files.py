"""Files of the site that are as they should be stay where they are.

MkDocs empties the folder of the site, and writes every file anew. Here the old ones are in place while a
build runs: a copied file and a page from the cache are written only where they differ, all others anew, and
at the end what the build has not made is removed. Some file systems are slow to make files where others were
removed a moment ago, and what publishes a site by dates need not publish all of it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

from mkdocs import utils
from mkdocs.commands import build as engine
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import files as listing

from macros.content_files import State, state_of
from macros.quick_mkdocs.plugins import knows_all


def keep_files(config: MkDocsConfig) -> KeptFiles:
    """Let the build that has begun with this configuration do so, unless an unknown plugin takes part.

    Such a one may look at what is there, and write what is missing.
    """
    kept = KeptFiles(Path(config.site_dir))
    known = knows_all(config)
    # All that these two modules of MkDocs do to the files of a site.
    ours = {"clean_directory": kept.begin, "write_file": kept.write, "copy_file": kept.copy}
    stand_in = SimpleNamespace(**{**vars(utils), **ours}) if known else utils
    engine.utils = listing.utils = stand_in  # type: ignore[attr-defined, assignment]
    return kept


class KeptFiles:
    """The files of one site during one build."""

    def __init__(self, site: Path) -> None:
        self._site = site
        #: What was there when the build began.
        self._before: dict[str, State] = {}
        self._over = False

    def begin(self, folder: str) -> None:
        """In place of emptying the folder: remember what is in it. A folder with links in it is emptied."""
        if self._over or Path(folder) != self._site:  # not the build that this is for
            utils.clean_directory(folder)
            return
        found: dict[str, State] = {}
        for place, inside, names in os.walk(folder):
            if place == folder:  # as MkDocs does, leave hidden ones at the top alone
                inside[:] = [name for name in inside if not name.startswith(".")]
                names = [name for name in names if not name.startswith(".")]
            paths = [os.path.join(place, name) for name in (*inside, *names)]
            if any(map(os.path.islink, paths)):
                utils.clean_directory(folder)
                return
            for path in paths[len(inside) :]:
                with suppress(FileNotFoundError):  # another build may write here, too
                    found[path] = state_of(path)
        self._before = found

    def leave(self, content: bytes, path: str) -> None:
        """Have this content in the file, and leave one that has it alone."""
        if not (path in self._before and _holds(path, content)):
            self.write(content, path)

    def write(self, content: bytes, path: str) -> None:
        """Write the file anew."""
        self.make_room(path)
        utils.write_file(content, path)

    def copy(self, source: str, path: str) -> None:
        """Copy a file, and leave one that is the same alone."""
        if path in self._before and _holds(path, Path(source).read_bytes()):
            return
        if path != source:  # a plugin may have written it here
            self.make_room(path)
        utils.copy_file(source, path)

    def end(self, made: Collection[str]) -> None:
        """Remove what was there before, is not among the files that were made, and was not written."""
        for path in self._before.keys() - set(made):
            file = Path(path)
            with suppress(FileNotFoundError, NotADirectoryError):
                if state_of(path) == self._before[path]:
                    file.unlink()
                    self._remove_empty(file.parent)
        self._before, self._over = {}, True

    def make_room(self, path: str) -> None:
        """Take away what is in the place of a file, or of a folder above it.

        An old file is not written over: it may have another name elsewhere.
        """
        if not self._before:
            return
        for folder in reversed(Path(path).parents):
            if folder.is_relative_to(self._site) and folder != self._site and folder.is_file():
                folder.unlink()
        with suppress(FileNotFoundError, NotADirectoryError):
            if os.path.isdir(path):
                shutil.rmtree(path)
            else:
                os.unlink(path)

    def _remove_empty(self, folder: Path) -> None:
        while folder != self._site and folder.is_relative_to(self._site):
            try:
                folder.rmdir()
            except OSError:  # it is not empty
                return
            folder = folder.parent


def _holds(path: str, content: bytes) -> bool:
    try:
        with open(path, "rb") as file:
            return os.fstat(file.fileno()).st_size == len(content) and file.read() == content
    except OSError:
        return False
