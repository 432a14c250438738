"""A link must lead somewhere: to a file of the guide, and to an anchor on it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from macros.catalog import Catalog
from macros.checks.texts import texts
from macros.issues import Issue, Location, did_you_mean
from macros.markdown_source import links
from macros.paths import relative
from macros.publishable import is_picture
from macros.references import anchors_of_pages
from macros.rendering.treeprocessors import shown_at

ID = "links"
#: Most addresses of other sites; none of these has a fault.
PLAIN = re.compile(r"https://[\w.-]+(?:/[\w./%+-]*)?(?:#[\w.-]*)?", re.ASCII)
#: (path of the text below docs, place of the link, what it says)
Link = tuple[str, Location, str]


def check(catalog: Catalog) -> Iterator[Issue]:
    """Dangling relative links and anchors, absolute paths, and links that are not https."""
    for found in catalog.of_files(ID, "", _links).values():
        for path, place, target in found:
            issue = _fault(catalog, path, place, target)
            if issue:
                yield issue


def _links(catalog: Catalog) -> Iterator[tuple[str, Link]]:
    """The links of each file, without those to other sites that are as they should be."""
    for text in texts(catalog):
        if "](" in text.markdown or "]:" in text.markdown:
            for line, target in links(text.markdown):
                if not PLAIN.fullmatch(target):
                    yield text.file, (text.path, text.at(line), target)


def _fault(catalog: Catalog, source: str, place: Location, target: str) -> Issue | None:
    try:
        parts = urlsplit(target)
    except ValueError:  # brackets that hold no IPv6 address
        return Issue(place, f"the link '{target}' is no address", ID, "write [ as %5B and ] as %5D")
    if parts.scheme == "http":
        return Issue(place, f"the link '{target}' is not https", ID, "use https")
    if parts.scheme or parts.netloc:
        return None
    if parts.path.startswith("/"):
        hint = "write the path from this file, ending in .md"
        return Issue(place, f"the link '{target}' is absolute", ID, hint)
    if not parts.path and source not in catalog.pages and not catalog.may_exist(source):
        hint = "name the page, as in ../index.md#heading"
        return Issue(place, f"the link '{target}' names no page", ID, hint)
    folder = posixpath.dirname(source)
    path = posixpath.normpath(posixpath.join(folder, unquote(parts.path))) if parts.path else source
    page, anchor = shown_at(catalog, path, unquote(parts.fragment))
    if catalog.may_exist(path) or catalog.may_exist(anchor) or _is_asset(catalog, path):
        return None
    if page not in catalog.pages and catalog.may_exist(_folder_of_question(path)) and catalog.has_file(path):
        return None
    if page not in catalog.pages:
        if not path.startswith("..") and catalog.has_file(path):
            hint = "this file is content and no page: show it with a macro"
        else:
            known = [*catalog.pages, *(question.path for question in catalog.content.questions)]
            near = did_you_mean(parts.path, [relative(item, source) for item in known])
            hint = near or "paths count from this file"
        return Issue(place, f"the link '{target}' leads to no page", ID, hint)
    if anchor and anchor not in (anchors := anchors_of_pages(catalog)[page]):
        hint = did_you_mean(anchor, anchors) or f"see the headings of docs/{page}"
        return Issue(place, f"there is no anchor '#{anchor}' on {page}", ID, hint)
    return None


def _folder_of_question(path: str) -> str:
    """The folder whose page would show the question of that file; empty where it is none."""
    above, found, _ = path.rpartition("/questions/")
    return posixpath.basename(above) if found else ""


def _is_asset(catalog: Catalog, path: str) -> bool:
    """Whether the site has the file as it is."""
    return is_picture(path) and catalog.has_file(path)
