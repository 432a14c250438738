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
    from macros.exports.remembered import Remembered
    from macros.guide import open_guide, opened_guide
    from macros.issues import ContentError
    from macros.library import MACROS
    from macros.processes import side_by_side

    try:
        guide = open_guide()
        made_early = site_made_early(env.conf, guide.catalog.root)
        remembered = Remembered(guide)

        def ship_others() -> None:
            guide.renderer.keep()  # here, while the other process makes search's index
            cards_js.ship(guide, remembered, directory_urls(env.conf), made_early)
            web_manifest.ship(guide, made_early)
            downloads.ship(guide, made_early, offers_downloads(env.conf))
            join_files(env.conf, lambda paths, first: bundles.ship(guide.catalog, paths, first))

        known = remembered.get("search")
        _, index = side_by_side(ship_others, lambda: search_index.made(guide, made_early, known))
        search_index.ship(guide, index, made_early)
        remembered.note("search", index.mark)
        remembered.save()
    except ContentError as error:
        stop_build(error)
    for issue in guide.warnings:
        logging.getLogger("mkdocs.macros.guide").info("%s", issue)
    try:
        from macros import mkdocs_fast, mkdocs_preview
    except ImportError:  # another engine, or a house without this extra
        pass
    else:
        mkdocs_fast.enable(env.conf)
        mkdocs_preview.enable(env.conf)
    for name, macro in MACROS.items():
        env.macro(bind(macro, lambda: opened_guide().catalog, env.conf), name)
