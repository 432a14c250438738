"""A link must lead somewhere: to a file of the guide, and to an anchor on it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from macros.catalog import Catalog, relative
from macros.checks.texts import Text, texts
from macros.issues import Issue, did_you_mean
from macros.markdown_source import links
from macros.rendering.treeprocessors import shown_at

ID = "links"


def check(catalog: Catalog) -> Iterator[Issue]:
    """Dangling relative links and anchors, absolute paths, and links that are not https."""
    for text in texts(catalog):
        if "](" not in text.markdown and "]:" not in text.markdown:
            continue
        for line, target in links(text.markdown):
            issue = _fault(catalog, text, line, target)
            if issue:
                yield issue


def _fault(catalog: Catalog, text: Text, line: int, target: str) -> Issue | None:
    try:
        parts = urlsplit(target)
    except ValueError:  # brackets that hold no IPv6 address
        return text.issue(line, f"the link '{target}' is no address", ID, "write [ as %5B and ] as %5D")
    if parts.scheme == "http":
        return text.issue(line, f"the link '{target}' is not https", ID, "use https")
    if parts.scheme or parts.netloc:
        return None
    if parts.path.startswith("/"):
        hint = "write the path from this file, ending in .md"
        return text.issue(line, f"the link '{target}' is absolute", ID, hint)
    if not parts.path and text.path not in catalog.pages:
        hint = "name the page, as in ../index.md#heading"
        return text.issue(line, f"the link '{target}' names no page", ID, hint)
    folder = posixpath.dirname(text.path)
    path = posixpath.normpath(posixpath.join(folder, unquote(parts.path))) if parts.path else text.path
    page, anchor = shown_at(catalog, path, unquote(parts.fragment))
    if catalog.may_exist(path) or catalog.may_exist(anchor) or _is_asset(catalog, path):
        return None
    if page not in catalog.pages:
        if not path.startswith("..") and catalog.has_file(path):
            hint = "this file is content and no page: show it with a macro"
        else:
            known = [*catalog.pages, *(question.path for question in catalog.content.questions)]
            near = did_you_mean(parts.path, [relative(item, text.path) for item in known])
            hint = near or "paths count from this file"
        return text.issue(line, f"the link '{target}' leads to no page", ID, hint)
    if anchor and anchor not in catalog.anchors[page]:
        hint = did_you_mean(anchor, catalog.anchors[page]) or f"see the headings of docs/{page}"
        return text.issue(line, f"there is no anchor '#{anchor}' on {page}", ID, hint)
    return None


def _is_asset(catalog: Catalog, path: str) -> bool:
    """Whether the site has the file as it is: no content, no example, nothing beside the docs folder."""
    content = path.endswith((".md", ".mmd", ".yml")) or "/diagrams/" in path or path in catalog.examples
    return not content and not path.startswith("..") and catalog.has_file(path)
