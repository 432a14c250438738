"""Pages that have not changed are not built again, and the others by two processes: an extra for MkDocs.

Everything works without this module, and gives the same site: MkDocs then builds one page after the other.
What is needed of MkDocs' internals stands here and nowhere else; they are those of 1.6, which gets no new
releases.

A page is taken from the cache when everything that it is made of is the same: its Markdown with all macros
filled, what is set into its places, the files that it includes, and what all pages depend on (code, packages,
configuration, theme, navigation, front matter, list of files, glossary, homes of the questions, date). When
nothing below `docs/` and none of this has changed at all, pages need not even be expanded. A page with a
warning is never kept, nor is any page while a plugin takes part that is not known here.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import sysconfig
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path, PurePath
from types import SimpleNamespace
from typing import Any

import mkdocs
from jinja2 import FileSystemLoader
from jinja2.bccache import Bucket, BytecodeCache
from markdown import Markdown
from mkdocs.commands import build as engine
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import files as listing
from mkdocs.structure import pages as structure
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.pages import Page

from macros.described import UnknownError, described
from macros.extensions.places import materials
from macros.file_cache import caching, code, digest_of, keep, read_kept
from macros.guide import opened_guide
from macros.history import commit
from macros.library.downloads import FOLDER as DOWNLOADS
from macros.mkdocs_kept_files import keep_files
from macros.mkdocs_plugins import KNOWN_PLUGINS
from macros.paths import GENERATED, GLOSSARY_PAGE
from macros.processes import dealt, side_by_side
from macros.rendering.answers import included

#: What a plugin may do to a single page.
PAGE_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")
#: Settings that no page depends on.
ELSEWHERE = {"site_dir", "plugins", "hooks", "watch", "dev_addr", "theme"}
#: A line of `exclude_docs` that names a file which is published nevertheless.
PLAIN_PATH = re.compile(r"!/[^*?\[\\]+")
#: How many sites (the hosted one, the copy for a disk, the preview) are kept; the one longest unused goes.
SITES = 3

_list: Callable[[MkDocsConfig], Files] = listing.get_files
_populate: Callable[..., None] = engine._populate_page
_build: Callable[..., None] = engine._build_page
_current: _Build | None = None


def enable(config: object) -> None:
    """Let the build that has just begun with this configuration use the cache and two processes."""
    global _current  # MkDocs' functions get nothing else that lasts as long as a build
    usable = isinstance(config, MkDocsConfig) and mkdocs.__version__.startswith("1.6.")
    _current = _Build(config) if usable and isinstance(config, MkDocsConfig) else None
    if _current:
        _current.quicken_theme()
    engine.get_files = _list_published if _current else _list  # type: ignore[attr-defined, assignment]
    engine._populate_page = _populate_later
    engine._build_page = _build_now
    # All that MkDocs' module takes of Markdown's while it makes a page.
    structure.markdown = SimpleNamespace(Markdown=_converter)  # type: ignore[attr-defined, assignment]


def rebuild(names: Collection[str]) -> bool:
    """Make some pages of the last build again, of the guide as it is open now; False where a build has to."""
    return _current is not None and _current.makes_again(names)


def _list_published(config: MkDocsConfig) -> Files:
    """MkDocs' list of files, without those in folders of which it publishes none: most content lies there."""

    def walk(top: str, followlinks: bool) -> Iterator[tuple[str, list[str], list[str]]]:
        for folder, inside, names in os.walk(top, followlinks=followlinks):
            near = PurePath(folder).relative_to(top)
            inside[:] = [name for name in inside if not _is_excluded(config, (near / name).as_posix())]
            yield folder, inside, names

    try:
        # All that MkDocs' module takes of it while it lists files.
        listing.os = SimpleNamespace(path=os.path, walk=walk)  # type: ignore[attr-defined, assignment]
        return _list(config)
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


def _populate_later(page: Page, config: MkDocsConfig, files: Files, dirty: bool = False) -> None:
    if dirty or _current is None or not _current.reads(page, config, files):
        _populate(page, config, files, dirty)


def _build_now(
    page: Page, config: MkDocsConfig, doc_files: Any, nav: Any, env: Any, *args: Any, **kwargs: Any
) -> None:
    if _current is None or not _current.builds(page, config, doc_files, nav, env):
        _build(page, config, doc_files, nav, env, *args, **kwargs)


def _converter(**settings: Any) -> Markdown:
    return _current.converter(settings) if _current else Markdown(**settings)


@dataclass(frozen=True)
class _Made:
    """A page as it was built: what of it outlives the build."""

    html: bytes
    anchors: set[str]
    links: dict[str, dict[str, str]]


@dataclass
class _Outcome:
    """What became of a page: its key in the cache, what others need of it, what was logged."""

    key: str = ""
    anchors: set[str] = field(default_factory=set)
    links: dict[str, dict[str, str]] = field(default_factory=dict)
    said: list[tuple[str, int, str]] = field(default_factory=list)


class _Build:
    """One build of MkDocs: first it collects the pages, then it makes all of them."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._config = config
        self._site = keep_files(config)
        self._files = Files([])
        self._build: Callable[[Page], None]
        self._store = _Store(None)
        self._waiting: dict[str, Page] = {}
        self._built: set[str] | None = None
        self._converter: Markdown | None = None

    def quicken_theme(self) -> None:
        """Take the theme's compiled templates from the cache, and list none of its icons."""
        theme, folder = self._config.theme, opened_guide().catalog.root / ".cache" / "templates"
        make = theme.get_env

        def get_env() -> Any:
            environment: Any = make()
            environment.loader = _Templates(theme.dirs)
            environment.bytecode_cache = _Compiled(folder) if caching() else None
            environment.auto_reload = False  # the next build makes an environment of its own
            # Not the chain of two that Jinja makes and goes through at each rendering.
            environment.make_globals = lambda own: {**environment.globals, **(own or {})}
            return environment

        theme.get_env = get_env  # type: ignore[method-assign]

    # -- what MkDocs asks ------------------------------------------------------------------------------------

    def reads(self, page: Page, config: MkDocsConfig, files: Files) -> bool:
        """Read no more than the front matter, for the navigation; False when MkDocs is to do as always."""
        draft = page.file.inclusion in {InclusionLevel.EXCLUDED, InclusionLevel.DRAFT}
        if config is not self._config or draft or not _knows(config):
            return False
        page.read_source(config)
        title = page.meta.get("title")
        if not isinstance(title, str) or "{" in title:
            return False
        self._files = files
        self._waiting[page.file.src_uri] = page
        return True

    def builds(self, page: Page, config: MkDocsConfig, doc_files: Any, nav: Any, env: Any) -> bool:
        """Make all pages when the first is asked for; False when MkDocs is to build this one."""
        if config is not self._config:
            return False
        if self._built is None:
            self._build = lambda page: _build(page, config, doc_files, nav, env)
            self._built = self._make_all(nav)
        return page.file.src_uri in self._built

    def converter(self, settings: Mapping[str, Any]) -> Markdown:
        """One converter for all pages, as answers have one: to make one takes longer than most pages do.

        What MkDocs registers for a page takes the place of what it registered for the page before.
        """
        if self._converter is None:
            self._converter = Markdown(**settings)
        return self._converter.reset()

    def makes_again(self, names: Collection[str]) -> bool:
        """Make pages again whose front matter is as it was; False when a build has to do it."""
        if self._built is None or not self._built.issuperset(names):
            return False
        self._store.doubt()
        for page in map(self._waiting.__getitem__, names):
            before = page.meta
            page.read_source(self._config)
            if page.meta != before:
                return False
            _say(self._make(page).said)
        return True

    # -- all pages -------------------------------------------------------------------------------------------

    def _make_all(self, nav: Any) -> set[str]:
        guide = opened_guide()
        root = guide.catalog.root
        base = self._base(nav)
        if base and caching():
            everything = digest_of(base, guide.catalog.content.digest, commit(root), _downloads(self._config))
            self._store = _Store(_folder(root, self._config), base, everything)
        pages = self._largest_first()
        with dealt(pages) as some:
            here, there = side_by_side(lambda: self._some(some()), lambda: self._some(some()))
        outcomes = here | there
        # Those of a copy that failed: here somebody sees why.
        outcomes |= self._some(page for page in pages if page.file.src_uri not in outcomes)
        for name, page in self._waiting.items():
            outcome = outcomes[name]
            _say(outcome.said)
            page.present_anchor_ids = outcome.anchors
            page.links_to_anchors = self._linked(outcome.links)
        self._store.close({name: outcome.key for name, outcome in outcomes.items() if outcome.key})
        copied = (file for file in self._files if not file.is_documentation_page())
        self._site.end(
            {file.abs_dest_path for file in (*copied, *(page.file for page in self._waiting.values()))}
        )
        return set(outcomes)

    def _largest_first(self) -> list[Page]:
        """The pages in an order in which no process is left with a large one at the end."""
        catalog = opened_guide().catalog
        cards = Counter(catalog.homes.values())
        cards[GLOSSARY_PAGE] += len(catalog.terms) // 2
        return sorted(self._waiting.values(), key=lambda page: -cards[page.file.src_uri])

    def _some(self, pages: Iterable[Page]) -> dict[str, _Outcome]:
        return {page.file.src_uri: self._make(page) for page in pages}

    def _linked(self, links: dict[str, dict[str, str]]) -> dict[Any, dict[str, str]]:
        found = ((self._files.get_file_from_path(name), anchors) for name, anchors in links.items())
        return {file: anchors for file, anchors in found if file}

    # -- one page --------------------------------------------------------------------------------------------

    def _make(self, page: Page) -> _Outcome:
        outcome = _Outcome()
        with _recorded(outcome.said):
            made = self._placed(page, self._store.unchanged(page.file.src_uri)) or self._new(page, outcome)
        outcome.key = self._store.key_of(page.file.src_uri) if not outcome.said else ""
        outcome.anchors, outcome.links = made.anchors, made.links
        return outcome

    def _placed(self, page: Page, made: _Made | None) -> _Made | None:
        """A page from the cache, put into its place in the site. What is built is there already."""
        if made:
            self._site.leave(made.html, page.file.abs_dest_path)
        return made

    def _new(self, page: Page, outcome: _Outcome) -> _Made:
        """The page from the cache, or built as MkDocs does it."""
        config, name = self._config, page.file.src_uri
        config._current_page = page
        try:
            page.markdown = config.plugins.on_page_markdown(
                page.markdown or "", page=page, config=config, files=self._files
            )
            self._store.ask(name, self._materials(page))
            known = self._placed(page, self._store.get(name))
            if known:
                return known
            page.render(config, self._files)
            page.content = config.plugins.on_page_content(
                page.content or "", page=page, config=config, files=self._files
            )
        except Exception as error:
            logging.getLogger(engine.__name__).error("Error reading page '%s': %s", name, error)
            raise
        finally:
            config._current_page = None
        made = self._written(page)
        if not outcome.said:
            self._store.put(name, made)
        return made

    def _materials(self, page: Page) -> list[bytes] | None:
        """What this page is made of, besides what all are; None where that is not certain."""
        text = page.markdown or ""
        files = included(opened_guide().catalog.root, text)
        if files is None:
            return None
        return [
            page.file.src_uri.encode(),
            text.encode(),
            *materials(text),
            *files,
        ]

    def _written(self, page: Page) -> _Made:
        self._site.make_room(page.file.abs_dest_path)  # MkDocs writes no page that is empty
        self._build(page)
        file = Path(page.file.abs_dest_path)
        links = {file.src_uri: anchors for file, anchors in (page.links_to_anchors or {}).items()}
        html = file.read_bytes() if file.is_file() else b""
        return _Made(html, page.present_anchor_ids or set(), links)

    # -- what all pages depend on ----------------------------------------------------------------------------

    def _base(self, nav: Any) -> bytes | None:
        """A mark of it; None where it cannot be told."""
        guide = opened_guide()
        theme = self._config.theme
        documents = [(file, file.page) for file in self._files.documentation_pages()]
        try:
            parts = [
                {name: value for name, value in self._config.items() if name not in ELSEWHERE},
                {name: (type(plugin), plugin.config) for name, plugin in self._config.plugins.items()},
                (theme.name, theme.custom_dir, theme._vars, theme.locale, theme.static_templates),
                list(_entries(nav.items)),
                [
                    (file.src_uri, file.dest_uri, page.title, page.meta, page.update_date, page.edit_url)
                    for file, page in documents
                    if page
                ],
                sorted(file.src_uri for file in self._files if not file.src_uri.startswith(f"{GENERATED}/")),
                (guide.catalog.today, os.environ.get("SOURCE_DATE_EPOCH")),
            ]
            texts = [described(part) for part in parts]
        except UnknownError as error:
            logging.getLogger(__name__).debug("pages are not kept: %s", error)
            return None
        return digest_of(code(), guide.renderer.references, *texts, *_theme_files(theme.dirs))


class _Store:
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

    def unchanged(self, name: str) -> _Made | None:
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

    def get(self, name: str) -> _Made | None:
        key = self._asked[name]
        found = read_kept(self._folder / key) if self._folder and key else None
        return found if isinstance(found, _Made) else None

    def put(self, name: str, made: _Made) -> None:
        key = self._asked[name]
        if self._folder and key:
            keep(self._folder / key, made)

    def close(self, keys: Mapping[str, str]) -> None:
        """Remember the keys of all pages, and forget pages that are none any more."""
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


class _Templates(FileSystemLoader):
    """The theme's files, listed without hidden folders: MkDocs leaves out what is in them, 14,000 icons."""

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for base in self.searchpath:
            for folder, inside, names in os.walk(base):
                inside[:] = [name for name in inside if not name.startswith(".")]
                found.update(Path(folder, name).relative_to(base).as_posix() for name in names)
        return sorted(found)


class _Compiled(BytecodeCache):
    """Compiled templates, each in a file. Jinja's own cache would trust a damaged one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        known = read_kept(self._folder / bucket.key)
        if isinstance(known, bytes):
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        keep(self._folder / bucket.key, bucket.bytecode_to_string())


def _knows(config: MkDocsConfig) -> bool:
    """Whether all that takes part in the making of a page is known here."""
    methods = [method for event in PAGE_EVENTS for method in config.plugins.events[event]]
    owners = [type(getattr(method, "__self__", None)) for method in methods]
    return not config.hooks and all(f"{owner.__module__}.".startswith(KNOWN_PLUGINS) for owner in owners)


def _folder(root: Path, config: MkDocsConfig) -> Path:
    """Where the pages of this site are kept."""
    named = repr((config.config_file_path, config.site_url, config.use_directory_urls))
    return root / ".cache" / "pages" / blake2b(named.encode(), digest_size=6).hexdigest()


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


def _downloads(config: MkDocsConfig) -> bytes:
    """The exported files that pages may list."""
    folders = [Path(folder) / DOWNLOADS for folder in (config.theme.custom_dir,) if folder]
    found = [file for folder in folders for file in sorted(folder.rglob("*"))]
    lists = [file.read_bytes() for file in found if file.suffix == ".json" and file.is_file()]
    return digest_of(repr([str(file) for file in found]), *lists)


class _Recorder(logging.Handler):
    def __init__(self, said: list[tuple[str, int, str]]) -> None:
        super().__init__(logging.INFO)
        self._said = said

    def emit(self, record: logging.LogRecord) -> None:
        self._said.append((record.name, record.levelno, record.getMessage()))


@contextmanager
def _recorded(said: list[tuple[str, int, str]]) -> Iterator[None]:
    """Keep what is logged, to be said in the order of the pages; at once, when something fails."""
    logger = logging.getLogger("mkdocs")
    handlers, propagate = logger.handlers, logger.propagate
    logger.handlers, logger.propagate = [_Recorder(said)], False
    failed = True
    try:
        yield
        failed = False
    finally:
        logger.handlers, logger.propagate = handlers, propagate
        if failed:
            _say(said)


def _say(said: Iterable[tuple[str, int, str]]) -> None:
    for name, level, message in said:
        logging.getLogger(name).log(level, "%s", message)
