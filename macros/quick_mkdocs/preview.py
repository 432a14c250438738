"""While MkDocs serves the site, a page whose text has changed is shown before all others are built.

It needs the last build of `pages.py`, and makes the pages again that show a changed
question, term, news entry or the page's own text, and leaves the rest (checks, search, the practice app, what
other pages say about it) to a build that follows when nothing has changed for a moment.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection
from threading import Timer
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig

from macros.catalog import Catalog
from macros.guide import opened_guide, read_again
from macros.paths import GLOSSARY_PAGE, NEWS_PAGE
from macros.quick_mkdocs.pages import rebuild

if TYPE_CHECKING:  # a build does without the server
    from mkdocs.livereload import LiveReloadServer

#: Seconds without a change until everything is built: long enough to look at the page and go on writing.
PAUSE = 5.0
_log = logging.getLogger("mkdocs.macros.preview")


def enable(config: object) -> None:
    """Let the server that is about to watch this configuration's files show changed pages early."""
    if isinstance(config, MkDocsConfig):
        config.plugins.events["serve"].append(_serve)


def _serve(server: LiveReloadServer, builder: Callable[[], None], **_: object) -> LiveReloadServer:
    """MkDocs' event: the server is ready, and about to wait for changes."""
    server.builder = _Preview(server, builder)
    _advise()
    return server


def _advise() -> None:
    """Say what a build does not look for."""
    for issue in opened_guide().advice():
        _log.info("%s", issue)


class _Preview:
    """Builds a site in two steps: first what somebody looks at."""

    def __init__(self, server: LiveReloadServer, build: Callable[[], None]) -> None:
        self._server = server
        self._build = build
        self._rest: Timer | None = None
        self._due = False

    def __call__(self) -> None:
        """Called by the server when files have changed, and by itself for what is left."""
        if self._rest:
            self._rest.cancel()
        if not self._due and _pages_are_shown():
            self._rest = Timer(PAUSE, self._ask_for_the_rest)
            self._rest.daemon = True
            self._rest.start()
        else:
            self._due = False
            self._build()
            _advise()

    def _ask_for_the_rest(self) -> None:
        with self._server._rebuild_cond:
            self._due = self._server._want_rebuild = True
            self._server._rebuild_cond.notify_all()


def _pages_are_shown() -> bool:
    """Make the changed pages again; False when that is not all that a reader would see, or goes wrong."""
    start = time.monotonic()
    try:
        changed = read_again()
        if not changed:
            return False
        pages = _pages_of(opened_guide().catalog, changed)
        if not pages or not rebuild(pages):
            return False
    except Exception as error:  # the build that follows meets it again, and says where it is
        _log.debug("no preview: %s", error)
        return False
    _log.info("%s: built in %.2f seconds; the rest follows", ", ".join(pages), time.monotonic() - start)
    return True


def _pages_of(catalog: Catalog, files: Collection[str]) -> list[str]:
    """The pages that show what stands in some files; none where others than a few pages may show it."""
    content = catalog.content
    known = {page.location.path: [page.path] for page in content.pages}
    known |= {item.location.path: catalog.shown.get(item.id, []) for item in content.questions}
    known |= {item.location.path: [GLOSSARY_PAGE] for item in content.terms}
    known |= {item.location.path: [NEWS_PAGE] for item in content.news}
    if not known.keys() >= set(files):
        return []
    return list(dict.fromkeys(page for file in sorted(files) for page in known[file]))
