"""What differs between MkDocs and Zensical is known here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from jinja2 import pass_context
from jinja2.runtime import Context
from markdown import Markdown

from macros.catalog import Catalog
from macros.issues import ContentError
from macros.rendering.expansion import Macro
from macros.rendering.here import Here


def stop_build(error: ContentError) -> NoReturn:
    """End the build with the findings and no traceback."""
    count = len(error.issues)
    text = f"{error}\n{count} {'finding' if count == 1 else 'findings'}; nothing was built."
    try:
        from mkdocs.exceptions import PluginError
    except ImportError:
        raise SystemExit(text) from None
    raise PluginError(text) from None


def bind(macro: Macro, catalog: Catalog, conf: Mapping[str, Any]) -> Macro:
    """The macro as a page calls it: catalog and page are filled in."""
    urls = directory_urls(conf)

    @pass_context
    def call(context: Context, *args: object, **kwargs: object) -> str:
        return macro(catalog, Here(page_of(context["page"]), urls), *args, **kwargs)

    call.__doc__ = macro.__doc__
    return call


def directory_urls(conf: Mapping[str, Any]) -> bool:
    """Whether the engine's configuration gives each page a folder of its own."""
    return bool(conf.get("use_directory_urls", True))


def offers_downloads(conf: Mapping[str, Any]) -> bool:
    """Whether the site carries the exported files; `extra.guide.downloads` says so where it does not."""
    return bool((conf.get("extra") or {}).get("guide", {}).get("downloads", True))


def site_made_early(conf: Mapping[str, Any], root: Path) -> Path | None:
    """The folder of the site, for an engine that lists the theme's files before it asks for the macros.

    Zensical does, so what a build makes goes there directly. MkDocs lists them after, and empties the site
    in between: None.
    """
    return root / str(conf.get("site_dir") or "site") if isinstance(conf, dict) else None


def page_of(page: Any) -> str:
    """The path below docs of the engine's page object."""
    file = getattr(page, "file", None)
    return str(file.src_uri if file is not None else page.path)


def page_of_markdown(md: Markdown) -> str | None:
    """The path below docs of the page that a Markdown instance converts; None outside a build."""
    if "relpath" in md.treeprocessors:  # MkDocs
        relpath: Any = md.treeprocessors["relpath"]
        return str(relpath.file.src_uri)
    if "rendering_context" in md.preprocessors:  # Zensical
        context: Any = md.preprocessors["rendering_context"]
        return str(context.page.path)
    return None
