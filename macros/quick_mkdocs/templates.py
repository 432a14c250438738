"""The theme's templates: compiled once, and listed without what no page is made of."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, TemplateNotFound
from jinja2.bccache import Bucket, BytecodeCache

from macros.file_cache import caching, keep, read_kept
from macros.processes import later
from macros.quick_mkdocs.plugins import knows_engine

#: What pages are made from. All others are named there, or in the theme's own pages.
PAGE = "main.html"
NAMED = re.compile(r'\{%-?\s*(?:extends|include|import|from)\s+"([^"]+)"')


def enable(config: object, folder: Path) -> None:
    """Take the theme's compiled templates from a folder, and list none of its icons.

    Where there is no such folder, a copy of this process compiles them from now on: to be called while there
    is nothing else that a second processor could do.
    """
    if not knows_engine(config):
        return
    theme, make = config.theme, config.theme.get_env

    def quick() -> Any:
        environment: Any = make()
        environment.loader = Templates(theme.dirs)
        environment.bytecode_cache = Compiled(folder) if caching() else None
        environment.auto_reload = False  # the next build makes an environment of its own
        # Not the chain of two that Jinja makes and goes through at each rendering.
        environment.make_globals = lambda own: {**environment.globals, **(own or {})}
        return environment

    early = caching() and not folder.exists()
    compiled = cache(later(lambda: _compile(quick(), [PAGE, *theme.static_templates]))) if early else None

    def get_env() -> Any:
        if compiled:
            compiled()
        return quick()

    theme.get_env = get_env  # type: ignore[method-assign]


def _compile(environment: Any, names: Iterable[str]) -> None:
    """Compile some templates, and those that are named in them."""
    waiting, done = [*names], set[str]()
    while waiting:
        name = waiting.pop()
        if name not in done:
            done.add(name)
            with suppress(TemplateNotFound):  # the beginning of a name, or of another theme
                waiting += NAMED.findall(environment.loader.get_source(environment, name)[0])
                environment.get_template(name)


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
