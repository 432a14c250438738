"""The guide's generator. As a module of mkdocs-macros it offers its macros to every page."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from macros.collecting import uncollected
from macros.content_files import State, states

if TYPE_CHECKING:
    from macros.guide import Guide

#: What the build that has begun is to do when its pages are there.
_left: list[Callable[[], None]] = []


@uncollected()  # what is loaded until the pages are made stays as long as the build
def define_env(env: Any) -> None:
    """Hook of mkdocs-macros: check the content, then register the macros.

    Source: https://mkdocs-macros-plugin.readthedocs.io/en/latest/macros/
    """
    root = Path(__file__).parent.parent
    seen = states(root)
    built = _begin(env, root, seen)
    from macros.engine import bind, site_made_early, stop_build
    from macros.guide import open_guide, opened_guide
    from macros.issues import ContentError
    from macros.library import MACROS

    try:
        guide = open_guide(root, seen)
        site = site_made_early(env.conf, guide.catalog.root)
        if site:  # such an engine comes here for each page, and does not say when all are built
            guide.renderer.once(("shipped", site), lambda: _ship(env, guide, site)())
        else:
            _left[:] = [_ship(env, guide), built]
    except ContentError as error:
        stop_build(error)
    for issue in guide.warnings:
        logging.getLogger("mkdocs.macros.guide").info("%s", issue)
    try:
        from macros.quick_mkdocs import pages, preview
    except ImportError:  # another engine, or a house without this extra
        pass
    else:
        pages.enable(env.conf)
        preview.enable(env.conf)
    for name, macro in MACROS.items():
        env.macro(bind(macro, lambda: opened_guide().catalog, env.conf), name)


def _begin(env: Any, root: Path, seen: frozenset[State]) -> Callable[[], None]:
    """Watch the build, before most of this package is loaded; what to do when it has ended well.

    Where there is something to build, the templates are compiled meanwhile.
    """
    try:
        from macros.quick_mkdocs.unchanged import watch
    except ImportError:  # another engine, or a house without this extra
        return lambda: None
    remember = watch(env.conf, root, seen)
    from macros.quick_mkdocs import templates

    templates.enable(env.conf, root / ".cache" / "templates")
    return remember


def _ship(env: Any, guide: Guide, site: Path | None = None) -> Callable[[], None]:
    """Put what the guide makes among the theme's files, and into `site` as well; what is left to do then."""
    from macros.engine import directory_urls, join_files, offers_downloads
    from macros.exports import bundles, cards_js, offered, search_index, web_manifest
    from macros.exports.remembered import Remembered
    from macros.processes import later

    remembered = Remembered(guide)
    search_index.hold(guide, site)
    source = remembered.get("search")

    def make_index() -> search_index.SearchIndex:
        made = search_index.made(guide, site, source)
        guide.renderer.keep()
        return made

    index = make_index if site else later(make_index)  # while the pages are built
    cards_js.ship(guide, remembered, directory_urls(env.conf), site)
    web_manifest.ship(guide, site)
    offered.ship(guide, site, offers_downloads(env.conf))
    join_files(env.conf, lambda paths, first: bundles.ship(guide.catalog, paths, first))

    def ship_search() -> None:
        found = index()
        search_index.ship(guide, found, site or Path(env.conf["site_dir"]))
        remembered.note("search", found.mark)
        remembered.save()

    return ship_search


def on_post_build(env: Any) -> None:
    """Hook of mkdocs-macros: put beside the pages what was made while they were built."""
    while _left:
        _left.pop(0)()
