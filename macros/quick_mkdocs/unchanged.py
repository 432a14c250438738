"""A site that is as its sources are is not built again by MkDocs' command line.

A build that ended well leaves two marks: of all files that it can have
read, and of those that it wrote, each by its state in the file system, as Git's index has it. While both are
the same, `mkdocs build` has nothing to do. What the marks cannot cover (a plugin that is not known here, a
folder outside the repository, a link to a folder), and what has something to say (a warning), is built each
time.
"""

from __future__ import annotations

import logging
import os
import sysconfig
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import click
from mkdocs.config.defaults import MkDocsConfig

from macros.clock import build_date, latest_date
from macros.content_files import State, state_of
from macros.described import UnknownError, described
from macros.file_cache import caching, digest_of, keep, read_kept
from macros.history import commit
from macros.paths import GENERATED
from macros.quick_mkdocs.plugins import knows_all

#: Folders that no build reads, anywhere; and the one of which others say what is in it.
ELSEWHERE = frozenset({"__pycache__", "node_modules"})
CONTENT = "docs"
#: Nanoseconds in which a file could change twice and look the same (FAT has the coarsest clock).
CLOCK = 2 * 10**9

_log = logging.getLogger("mkdocs.macros.guide")


def watch(config: object, root: Path, content: Collection[State]) -> Callable[[], None]:
    """Watch the build that has begun; what is returned is to be called when it has ended well.

    `content` are the files below `docs` of the repository at `root`. Raises SystemExit where there is
    nothing to do.
    """
    if not (caching() and isinstance(config, MkDocsConfig) and _commanded() and _knows(config, root)):
        return lambda: None
    site, kept = Path(config.site_dir), root / ".cache" / "built"
    theme = Path(config.theme.custom_dir or root)
    try:
        files = sorted([*content, *_others(root, {str(site), str(theme / GENERATED), str(root / CONTENT)})])
        latest = max((max(changed, moved) for _, _, changed, moved, *_ in files), default=0)
        if (
            latest >= time.time_ns() - CLOCK
        ):  # it may change again unseen: a mark of it is neither kept nor known
            return lambda: None
        sources = _mark(files, config, root)
    except UnknownError as error:
        _log.debug("this site is built each time: %s", error)
        return lambda: None
    known = read_kept(kept)
    if known and known[0] == sources and known[1] == _site(site):
        _log.info("Nothing has changed since %s was built", site)
        raise SystemExit
    warnings = _Warnings()

    def remember() -> None:
        warnings.end()
        if not warnings.seen:
            keep(kept, (sources, _site(site)))

    return remember


def _commanded() -> bool:
    """Whether a command asked for the site, and all of it: a process that does more must not end here."""
    context = click.get_current_context(silent=True)
    return context is not None and context.info_name == "build" and context.params.get("clean") is True


def _knows(config: MkDocsConfig, root: Path) -> bool:
    """Whether all that takes part is known, and lies in the repository or is a package."""
    homes = [root.resolve(), Path(sysconfig.get_path("purelib")).resolve()]
    folders = [Path(folder).resolve() for folder in (config.docs_dir, *config.theme.dirs)]
    return knows_all(config) and all(any(folder.is_relative_to(home) for home in homes) for folder in folders)


def _others(root: Path, without: Collection[str]) -> Iterator[State]:
    """The files of the repository, but what Git, Python and others keep in hidden folders beside `docs`."""
    package = Path(__file__).parent.parent
    start = [entry for entry in os.scandir(root) if not entry.name.startswith(".")]
    yield from _below(start, without, package.resolve())
    if package.is_symlink():
        yield from _below(os.scandir(package), without, package.resolve())


def _below(entries: Iterable[os.DirEntry[str]], without: Collection[str], package: Path) -> Iterator[State]:
    for entry in entries:
        if not entry.is_dir():
            with suppress(FileNotFoundError):  # a link to nothing
                yield state_of(entry.path)
        elif entry.is_symlink():
            if Path(entry.path).resolve() != package:
                raise UnknownError(f"{entry.path} is a link to a folder")
        elif entry.name not in ELSEWHERE and entry.path not in without:
            yield from _below(os.scandir(entry), without, package)


def _mark(files: list[State], config: MkDocsConfig, root: Path) -> bytes:
    """A mark of all that the site is made of, but this package's code and what is installed: see `keep`."""
    own = sorted((name, value) for name, value in os.environ.items() if name.startswith("GUIDE_"))
    shown = logging.getLogger("mkdocs").getEffectiveLevel()  # what is not shown is not counted as a warning
    days = (os.environ.get("SOURCE_DATE_EPOCH"), build_date(), latest_date())
    plugins = {name: (type(plugin), plugin.config) for name, plugin in config.plugins.items()}
    settings = described({**config, "plugins": plugins})
    return digest_of(repr(files), settings, repr((own, shown, days)), commit(root))


def _site(site: Path) -> bytes:
    """A mark of what a build has written."""
    files = (os.path.join(folder, name) for folder, _, names in os.walk(site) for name in names)
    return digest_of(repr(sorted(map(state_of, files))))


class _Warnings(logging.Handler):
    """Whether anything was said that whoever builds is to see each time."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = False
        logging.getLogger("mkdocs").addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self.seen |= record.levelno >= logging.WARNING or record.name == _log.name

    def end(self) -> None:
        logging.getLogger("mkdocs").removeHandler(self)
