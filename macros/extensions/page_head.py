"""Puts the time that a page takes, and what to read first, above its text.

It stands in the tree before the engine's own processor runs, which then rewrites and validates the links.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, fromstring

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from macros.engine import page_of_markdown
from macros.extensions import opened_guide


class PageHead(Treeprocessor):
    """Puts the lines before a page of the site; leaves other texts as they are."""

    def run(self, root: Element) -> None:
        from macros.rendering.page_head import page_head

        page = page_of_markdown(self.md)
        head = page_head(opened_guide().catalog, page) if page else ""
        if head:
            root.insert(0, fromstring(head))  # noqa: S314 (our own template)


class PageHeadExtension(Extension):
    """Registers the processor after terms are linked (5) and before the engine's link rewriting (0)."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        md.treeprocessors.register(PageHead(md), "page_head", 4)


def makeExtension(**kwargs: Any) -> Extension:  # noqa: N802 (Python-Markdown's name)
    """Entry point of Python-Markdown."""
    return PageHeadExtension(**kwargs)
