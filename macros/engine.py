"""What differs between MkDocs and Zensical is known here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from jinja2 import pass_context
from jinja2.runtime import Context
from markdown import Markdown

from macros.issues import ContentError
from macros.rendering.here import Here

if TYPE_CHECKING:
    from macros.catalog import Catalog
    from macros.rendering.expansion import Macro


def stop_build(error: ContentError) -> NoReturn:
    """End the build with the findings and no traceback."""
    count = len(error.issues)
    text = f"{error}\n{count} {'finding' if count == 1 else 'findings'}; nothing was built."
    try:
        from mkdocs.exceptions import PluginError
    except ImportError:
        raise SystemExit(text) from None
    raise PluginError(text) from None


def bind(macro: Macro, catalog: Callable[[], Catalog], conf: Mapping[str, Any]) -> Macro:
    """The macro as a page calls it: catalog (asked for with each call) and page are filled in."""
    urls, rewritten = directory_urls(conf), _is_zensical(conf)

    @pass_context
    def call(context: Context, *args: object, **kwargs: object) -> str:
        return macro(catalog(), Here(page_of(context["page"]), urls, rewritten), *args, **kwargs)

    call.__doc__ = macro.__doc__
    return call


def directory_urls(conf: Mapping[str, Any]) -> bool:
    """Whether the engine's configuration gives each page a folder of its own."""
    return bool(conf.get("use_directory_urls", True))


def offers_downloads(conf: Mapping[str, Any]) -> bool:
    """Whether the site carries the exported files; `extra.guide.downloads` says so where it does not."""
    guide = (conf.get("extra") or {}).get("guide") or {}
    return guide.get("downloads") is not False


def site_made_early(conf: Mapping[str, Any], root: Path) -> Path | None:
    """The folder of the site, for an engine that lists the theme's files before it asks for the macros.

    Zensical does, so what a build makes goes there directly. MkDocs lists them after, and empties the site
    in between: None.
    """
    return root / str(conf.get("site_dir") or "site") if _is_zensical(conf) else None


def _is_zensical(conf: Mapping[str, Any]) -> bool:
    """Zensical's configuration is a plain dict, MkDocs' has a class of its own.

    Zensical rewrites all addresses on a page, also those in HTML, as ones relative to the page's source.
    """
    return isinstance(conf, dict)


def join_files(
    conf: MutableMapping[str, Any], join: Callable[[Sequence[str], Path | None], list[str]]
) -> None:
    """Let `join` replace the site's own style sheets and scripts by others that hold the same.

    With the style sheets it gets that of the theme, which they come after on every page; None where it is not
    found. `extra.theme_style_joined` tells the templates that the page needs no other.
    Zensical has read its settings before: there the files stay as they are, and so does what they do.
    """
    if isinstance(conf, dict):
        return
    for setting, theme_file in (("extra_css", _theme_style(conf)), ("extra_javascript", None)):
        plain = [path for path in conf[setting] if isinstance(path, str)]
        others = [
            path for path in conf[setting] if not isinstance(path, str)
        ]  # modules, and what is deferred
        joined = join(plain, theme_file)
        if theme_file and joined != plain:
            conf["extra"]["theme_style_joined"] = True
        conf[setting] = [*joined, *others]


def _theme_style(conf: Mapping[str, Any]) -> Path | None:
    """The one style sheet that Material loads on every page; its name holds a hash."""
    folders = [Path(folder) / "assets" / "stylesheets" for folder in conf["theme"].dirs]
    found = [file for folder in folders for file in sorted(folder.glob("main.*.min.css"))]
    return found[0] if len(found) == 1 else None


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
