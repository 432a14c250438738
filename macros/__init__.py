"""The guide's generator. As a module of mkdocs-macros it offers its macros to every page."""

from __future__ import annotations

import logging
from typing import Any


def define_env(env: Any) -> None:
    """Hook of mkdocs-macros: check the content, then register the macros.

    Source: https://mkdocs-macros-plugin.readthedocs.io/en/latest/macros/
    """
    from macros.engine import bind, directory_urls, join_files, offers_downloads, site_made_early, stop_build
    from macros.exports import bundles, cards_js, downloads, search_index, web_manifest
    from macros.guide import open_guide
    from macros.issues import ContentError
    from macros.library import MACROS

    try:
        guide = open_guide()
        made_early = site_made_early(env.conf, guide.catalog.root)
        cards_js.ship(guide, directory_urls(env.conf), made_early)
        search_index.ship(guide, made_early)
        web_manifest.ship(guide, made_early)
        downloads.ship(guide, made_early, offers_downloads(env.conf))
        join_files(env.conf, lambda paths, first: bundles.ship(guide.catalog, paths, first))
    except ContentError as error:
        stop_build(error)
    for issue in guide.warnings:
        logging.getLogger("mkdocs.macros.guide").info("%s", issue)
    try:
        from macros import mkdocs_fast
    except ImportError:  # another engine, or a house without this extra
        pass
    else:
        mkdocs_fast.enable(env.conf)
    for name, macro in MACROS.items():
        env.macro(bind(macro, guide.catalog, env.conf), name)
