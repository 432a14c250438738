"""Lets a page link to the file of a question or a term: the link leads to where that is shown.

In an answer such links work because we render it ourselves; an author should not have to know the difference.
The links are rewritten before the engine's own processor runs, which then validates them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from macros.engine import page_of_markdown
from macros.extensions import opened_guide
from macros.paths import relative
from macros.rendering.treeprocessors import followed

if TYPE_CHECKING:
    from macros.catalog import Catalog


class CardLinks(Treeprocessor):
    """Rewrites links to files of questions and terms; leaves all others as they are."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._md = md

    def run(self, root: Element) -> None:
        page = page_of_markdown(self._md)
        if page:
            catalog = opened_guide().catalog
            for link in root.iter("a"):
                href = link.get("href")
                if href:
                    link.set("href", _shown(catalog, href, page))


def _shown(catalog: Catalog, href: str, page: str) -> str:
    found = followed(catalog, href, page)
    if found is None:
        return href
    file, target, anchor = found
    return href if target == file else f"{relative(target, page)}#{anchor}"


class CardLinksExtension(Extension):
    """Registers the processor after attribute lists (8) and before the engine's link rewriting (0)."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        md.treeprocessors.register(CardLinks(md), "card_links", 6)


def makeExtension(**kwargs: Any) -> Extension:  # noqa: N802 (Python-Markdown's name)
    """Entry point of Python-Markdown."""
    return CardLinksExtension(**kwargs)
