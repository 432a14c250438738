"""The list of the files that a site is made of, without a look into folders that are not published."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import PurePath
from types import SimpleNamespace

from mkdocs.commands import build as engine
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import files as listing
from mkdocs.structure.files import Files

#: A line of `exclude_docs` that names a file which is published nevertheless.
PLAIN_PATH = re.compile(r"!/[^*?\[\\]+")

_as_mkdocs: Callable[[MkDocsConfig], Files] = listing.get_files


def enable(*, on: bool) -> None:
    """Let builds list files so, or as MkDocs does."""
    engine.get_files = list_published if on else _as_mkdocs  # type: ignore[attr-defined, assignment]


def list_published(config: MkDocsConfig) -> Files:
    """MkDocs' list of files, without those in folders of which it publishes none: most content lies there."""

    def walk(top: str, followlinks: bool) -> Iterator[tuple[str, list[str], list[str]]]:
        for folder, inside, names in os.walk(top, followlinks=followlinks):
            near = PurePath(folder).relative_to(top)
            inside[:] = [name for name in inside if not _is_excluded(config, (near / name).as_posix())]
            yield folder, inside, names

    try:
        # All that MkDocs' module takes of it while it lists files.
        listing.os = SimpleNamespace(path=os.path, walk=walk)  # type: ignore[attr-defined, assignment]
        return _as_mkdocs(config)
    finally:
        listing.os = os  # type: ignore[attr-defined]


def _is_excluded(config: MkDocsConfig, folder: str) -> bool:
    """Whether `exclude_docs` leaves out a folder with all that is in it."""
    if not config.exclude_docs or not config.exclude_docs.match_file(f"{folder}/"):
        return False
    kept = [str(rule.pattern) for rule in config.exclude_docs.patterns if rule.include is False]
    return all(PLAIN_PATH.fullmatch(rule) and not _overlap(f"/{folder}/", f"{rule[1:]}/") for rule in kept)


def _overlap(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
