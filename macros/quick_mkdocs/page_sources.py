"""What all pages of a site depend on, besides what each of them is made of."""

from __future__ import annotations

import logging
import os
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from macros.described import UnknownError, described
from macros.file_cache import code, digest_of
from macros.guide import opened_guide
from macros.library.downloads import FOLDER as DOWNLOADS
from macros.paths import GENERATED

#: Settings that no page depends on.
ELSEWHERE = {"site_dir", "plugins", "hooks", "watch", "dev_addr", "theme"}


def mark_of_all(config: MkDocsConfig, files: Files, nav: Any) -> bytes | None:
    """A mark of it; None where it cannot be told."""
    guide = opened_guide()
    theme = config.theme
    documents = [(file, file.page) for file in files.documentation_pages()]
    try:
        parts = [
            {name: value for name, value in config.items() if name not in ELSEWHERE},
            {name: (type(plugin), plugin.config) for name, plugin in config.plugins.items()},
            (theme.name, theme.custom_dir, theme._vars, theme.locale, theme.static_templates),
            list(_entries(nav.items)),
            [
                (file.src_uri, file.dest_uri, page.title, page.meta, page.update_date, page.edit_url)
                for file, page in documents
                if page
            ],
            sorted(file.src_uri for file in files if not file.src_uri.startswith(f"{GENERATED}/")),
            (guide.catalog.today, os.environ.get("SOURCE_DATE_EPOCH")),
        ]
        texts = [described(part) for part in parts]
    except UnknownError as error:
        logging.getLogger(__name__).debug("pages are not kept: %s", error)
        return None
    return digest_of(code(), guide.renderer.references, *texts, *_theme_files(theme.dirs))


def _entries(items: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """The navigation as plain data."""
    for item in items:
        yield type(item), item.title, getattr(item, "url", None), tuple(_entries(item.children or ()))


def _theme_files(folders: Iterable[str]) -> Iterator[bytes]:
    """Names and contents of the theme's files, without what builds generate, and without packages'."""
    packages = Path(sysconfig.get_path("purelib")).resolve()
    for folder in map(Path, folders):
        if folder.resolve().is_relative_to(packages):
            continue
        for file in sorted(folder.rglob("*")):
            name = file.relative_to(folder).as_posix()
            if file.is_file() and not name.startswith(f"{GENERATED}/"):
                yield name.encode()
                yield file.read_bytes()


def downloads(config: MkDocsConfig) -> bytes:
    """The exported files that pages may list."""
    folders = [Path(folder) / DOWNLOADS for folder in (config.theme.custom_dir,) if folder]
    found = [file for folder in folders for file in sorted(folder.rglob("*"))]
    lists = [file.read_bytes() for file in found if file.suffix == ".json" and file.is_file()]
    return digest_of(repr([str(file) for file in found]), *lists)
