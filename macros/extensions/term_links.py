"""Links the first use of each glossary term on a page.

The links stand in the tree before the engine's own processor runs, which then rewrites and validates them.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown

from macros.engine import page_of_markdown
from macros.extensions import opened_guide
from macros.paths import GLOSSARY_PAGE, relative, section_of
from macros.rendering.treeprocessors import TermLinks


class PageTermLinks(TermLinks):
    """Links terms in a page of the site; leaves other texts and the glossary itself alone."""

    def __init__(self, md: Markdown) -> None:
        self._page = ""
        super().__init__(md, lambda: opened_guide().catalog, lambda: relative(GLOSSARY_PAGE, self._page))
        self._md = md

    def run(self, root: Element) -> None:
        page = page_of_markdown(self._md)
        if page and page != GLOSSARY_PAGE:
            self._page = page
            self.section = section_of(page)
            super().run(root)


class TermLinksExtension(Extension):
    """Registers the processor after attribute lists (8) and before the engine's link rewriting (0)."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        md.treeprocessors.register(PageTermLinks(md), "term_links", 5)


def makeExtension(**kwargs: Any) -> Extension:  # noqa: N802 (Python-Markdown's name)
    """Entry point of Python-Markdown."""
    return TermLinksExtension(**kwargs)
