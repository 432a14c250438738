"""The theme's templates: compiled once, and listed without what no page is made of."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader
from jinja2.bccache import Bucket, BytecodeCache
from mkdocs.theme import Theme

from macros.file_cache import caching, keep, read_kept


def quicken(theme: Theme, folder: Path) -> None:
    """Take the theme's compiled templates from a folder, and list none of its icons."""
    make = theme.get_env

    def get_env() -> Any:
        environment: Any = make()
        environment.loader = Templates(theme.dirs)
        environment.bytecode_cache = Compiled(folder) if caching() else None
        environment.auto_reload = False  # the next build makes an environment of its own
        # Not the chain of two that Jinja makes and goes through at each rendering.
        environment.make_globals = lambda own: {**environment.globals, **(own or {})}
        return environment

    theme.get_env = get_env  # type: ignore[method-assign]


class Templates(FileSystemLoader):
    """The theme's files, listed without hidden folders: MkDocs leaves out what is in them, 14,000 icons."""

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for base in self.searchpath:
            for folder, inside, names in os.walk(base):
                inside[:] = [name for name in inside if not name.startswith(".")]
                found.update(Path(folder, name).relative_to(base).as_posix() for name in names)
        return sorted(found)


class Compiled(BytecodeCache):
    """Compiled templates, each in a file. Jinja's own cache would trust a damaged one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        known = read_kept(self._folder / bucket.key)
        if isinstance(known, bytes):
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        keep(self._folder / bucket.key, bucket.bytecode_to_string())
