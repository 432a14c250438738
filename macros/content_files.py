"""Which files below `docs/` are content, and whether one has changed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

#: What running an example leaves beside it. Anywhere else, engines publish what is in such a folder.
CACHE = "__pycache__"
EXAMPLES = "examples"
#: A file as it was seen: path, bytes, nanoseconds of the last change of its content and of anything, its
#: number in the file system and that of the file system. Any change changes one of them.
State = tuple[str, int, int, int, int, int]


def state_of(file: str) -> State:
    """The file, or what a link leads to, as it is now. Raises OSError."""
    stat = os.stat(file)
    return file, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino, stat.st_dev


def states(root: Path) -> frozenset[State]:
    """mkdocs.yml and all files in `docs/` of the repository at `root`.

    Hidden ones and the caches of examples are left out. A link to a folder counts as a file: an engine would
    follow it.
    """
    found = set()
    for file in (str(root / "mkdocs.yml"), *(entry.path for entry in files_below(str(root / "docs")))):
        with suppress(OSError):  # it has just gone, or is a link to nowhere
            found.add(state_of(file))
    return frozenset(found)


def files_below(folder: str, in_examples: bool = False) -> Iterator[os.DirEntry[str]]:
    """The files in a folder and those within it, sorted by name, without what no engine publishes."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError:  # there is none, or it may not be read: then no engine shows what is in it
        return
    for entry in found:
        if entry.name.startswith(".") or (in_examples and entry.name == CACHE):
            continue  # no engine publishes these
        if entry.is_dir(follow_symlinks=False):
            yield from files_below(entry.path, in_examples or entry.name == EXAMPLES)
        elif entry.is_symlink() or entry.is_file():
            yield entry
