"""Pages that have not changed are not built again, and the others by two processes.

A page is taken from the cache when everything that it is made of is the same: its Markdown with all macros
filled, what is set into its places, the files that it includes, and what all pages depend on (code, packages,
configuration, theme, navigation, front matter, list of files, glossary, homes of the questions, date). When
nothing below `docs/` and none of this has changed at all, pages need not even be expanded. A page with a
warning is never kept, nor is any page while a plugin takes part that is not known here.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from markdown import Markdown
from mkdocs.commands import build as engine
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages as structure
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.pages import Page

from macros.extensions.places import materials
from macros.file_cache import caching, digest_of
from macros.guide import opened_guide
from macros.history import commit
from macros.paths import GLOSSARY_PAGE
from macros.processes import dealt, side_by_side
from macros.quick_mkdocs import listing
from macros.quick_mkdocs.kept_files import keep_files
from macros.quick_mkdocs.messages import Message, recorded, say
from macros.quick_mkdocs.page_sources import downloads, mark_of_all
from macros.quick_mkdocs.page_store import MadePage, PageStore, folder_of
from macros.quick_mkdocs.plugins import knows_engine, knows_pages
from macros.rendering.answers import included

_populate: Callable[..., None] = engine._populate_page
_build: Callable[..., None] = engine._build_page
_current: _Build | None = None


def enable(config: object) -> None:
    """Let the build that has just begun with this configuration use the cache and two processes."""
    global _current  # MkDocs' functions get nothing else that lasts as long as a build
    _current = _Build(config) if knows_engine(config) else None
    listing.enable(on=_current is not None)
    engine._populate_page = _populate_later
    engine._build_page = _build_now
    # All that MkDocs' module takes of Markdown's while it makes a page.
    structure.markdown = SimpleNamespace(Markdown=_converter)  # type: ignore[attr-defined, assignment]


def rebuild(names: Collection[str]) -> bool:
    """Make some pages of the last build again, of the guide as it is open now; False where a build has to."""
    return _current is not None and _current.makes_again(names)


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


@dataclass
class _Outcome:
    """What became of a page: its key in the cache, what others need of it, what was logged."""

    key: str = ""
    anchors: set[str] = field(default_factory=set)
    links: dict[str, dict[str, str]] = field(default_factory=dict)
    said: list[Message] = field(default_factory=list)


class _Build:
    """One build of MkDocs: first it collects the pages, then it makes all of them."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._config = config
        self._site = keep_files(config)
        self._files = Files([])
        self._build: Callable[[Page], None]
        self._store = PageStore(None)
        self._waiting: dict[str, Page] = {}
        self._built: set[str] | None = None
        self._converter: Markdown | None = None

    # -- what MkDocs asks ------------------------------------------------------------------------------------

    def reads(self, page: Page, config: MkDocsConfig, files: Files) -> bool:
        """Read no more than the front matter, for the navigation; False when MkDocs is to do as always."""
        draft = page.file.inclusion in {InclusionLevel.EXCLUDED, InclusionLevel.DRAFT}
        if config is not self._config or draft or not knows_pages(config):
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
            say(self._make(page).said)
        return True

    # -- all pages -------------------------------------------------------------------------------------------

    def _make_all(self, nav: Any) -> set[str]:
        guide = opened_guide()
        root = guide.catalog.root
        base = mark_of_all(self._config, self._files, nav)
        if base and caching():
            everything = digest_of(base, guide.catalog.content.digest, commit(root), downloads(self._config))
            self._store = PageStore(folder_of(root, self._config), base, everything)
        pages = self._largest_first()
        with dealt(pages) as some:
            here, there = side_by_side(lambda: self._some(some()), lambda: self._some(some()))
        outcomes = here | there
        # Those of a copy that failed: here somebody sees why.
        outcomes |= self._some(page for page in pages if page.file.src_uri not in outcomes)
        for name, page in self._waiting.items():
            outcome = outcomes[name]
            say(outcome.said)
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
        with recorded(outcome.said):
            made = self._placed(page, self._store.unchanged(page.file.src_uri)) or self._new(page, outcome)
        outcome.key = self._store.key_of(page.file.src_uri) if not outcome.said else ""
        outcome.anchors, outcome.links = made.anchors, made.links
        return outcome

    def _placed(self, page: Page, made: MadePage | None) -> MadePage | None:
        """A page from the cache, put into its place in the site. What is built is there already."""
        if made:
            self._site.leave(made.html, page.file.abs_dest_path)
        return made

    def _new(self, page: Page, outcome: _Outcome) -> MadePage:
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

    def _written(self, page: Page) -> MadePage:
        self._site.make_room(page.file.abs_dest_path)  # MkDocs writes no page that is empty
        self._build(page)
        file = Path(page.file.abs_dest_path)
        links = {file.src_uri: anchors for file, anchors in (page.links_to_anchors or {}).items()}
        html = file.read_bytes() if file.is_file() else b""
        return MadePage(html, page.present_anchor_ids or set(), links)
