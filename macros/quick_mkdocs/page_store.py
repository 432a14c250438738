"""Pages as they were built, kept for the next build."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from macros.file_cache import digest_of, keep, read_kept

#: How many sites (the hosted one, the copy for a disk, the preview) are kept; the one longest unused goes.
SITES = 3


@dataclass(frozen=True)
class MadePage:
    """A page as it was built: what of it outlives the build."""

    html: bytes
    anchors: set[str]
    links: dict[str, dict[str, str]]


def folder_of(root: Path, config: MkDocsConfig) -> Path:
    """Where the pages of this site are kept."""
    named = repr((config.config_file_path, config.site_url, config.use_directory_urls))
    return root / ".cache" / "pages" / blake2b(named.encode(), digest_size=6).hexdigest()


class PageStore:
    """Built pages in a folder, each in a file named by its key; and which key each page had last.

    Without a folder nothing is kept.
    """

    def __init__(self, folder: Path | None, base: bytes = b"", everything: bytes = b"") -> None:
        self._folder = folder
        self._base = base
        self._everything = everything
        self._asked: dict[str, str] = {}
        index = read_kept(folder / "index") if folder else None
        self._same: dict[str, str] = index[1] if index and index[0] == everything else {}

    def unchanged(self, name: str) -> MadePage | None:
        """A page of the last build, when nothing at all has changed since."""
        if name not in self._same:
            return None
        self._asked[name] = self._same[name]
        return self.get(name)

    def doubt(self) -> None:
        """Take no page for unchanged: something is not as it was when this build began."""
        self._same = {}

    def ask(self, name: str, materials: list[bytes] | None) -> None:
        """Say what a page is made of; None when it must not be kept."""
        self._asked[name] = digest_of(self._base, *materials).hex() if materials and self._folder else ""

    def key_of(self, name: str) -> str:
        return self._asked.get(name, "")

    def get(self, name: str) -> MadePage | None:
        key = self._asked[name]
        found = read_kept(self._folder / key) if self._folder and key else None
        return found if isinstance(found, MadePage) else None

    def put(self, name: str, made: MadePage) -> None:
        key = self._asked[name]
        if self._folder and key:
            keep(self._folder / key, made)

    def close(self, keys: Mapping[str, str]) -> None:
        """Remember the keys of all pages, and forget pages that are none anymore."""
        if not self._folder or (keys == self._same and keys):
            return
        keep(self._folder / "index", (self._everything, dict(keys)))
        with suppress(OSError):  # another build may tidy up, too
            for file in set(os.listdir(self._folder)) - {"index", *keys.values()}:
                if not file.startswith("."):
                    (self._folder / file).unlink(missing_ok=True)
            sites = sorted(self._folder.parent.iterdir(), key=lambda site: site.stat().st_mtime)
            for site in sites[:-SITES]:
                shutil.rmtree(site, ignore_errors=True)
