"""What happens to the element tree of a text after its Markdown is parsed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from macros.paths import GLOSSARY_PAGE, NEWS_PAGE

if TYPE_CHECKING:
    from macros.catalog import Catalog

HEADINGS = {f"h{level}" for level in range(1, 7)}
NO_TERMS_IN = {"a", "code", "pre", "script", "style", "svg"} | HEADINGS


class TermLinks(Treeprocessor):
    """Links the first use of each term to the glossary, with its definition as the title.

    `catalog` and `glossary_link` are asked when a text is converted: an engine makes its converter before the
    content is read. `glossary_link` gives the address of the glossary page as it must stand in the text.
    """

    def __init__(
        self, md: Markdown, catalog: Callable[[], Catalog], glossary_link: Callable[[], str]
    ) -> None:
        super().__init__(md)
        self._get_catalog = catalog
        self._glossary_link = glossary_link
        self.active = True
        #: The term whose own text is converted: it does not link to itself.
        self.own = ""
        #: Where the text belongs: some words mean the term only there.
        self.section = ""

    def run(self, root: Element) -> None:
        self._catalog = self._get_catalog()
        if self.active and GLOSSARY_PAGE in self._catalog.pages:
            self._visit(root, {self.own, *_explicit_terms(root)})

    def _visit(self, element: Element, seen: set[str]) -> None:
        if element.tag in NO_TERMS_IN:
            return
        children = list(element)
        self._link(element, None, seen)
        for child in children:
            self._visit(child, seen)
            self._link(element, child, seen)

    def _link(self, parent: Element, after: Element | None, seen: set[str]) -> None:
        """Link terms in the text of `parent` (`after` is None) or in the tail of its child `after`."""
        text = parent.text if after is None else after.tail
        if not text or text.isspace() or isinstance(text, AtomicString):
            return
        position = start = 0
        anchor: Element | None = None
        for match in self._catalog.matcher.find(text):
            if match.term in seen or not self._catalog.terms[match.term].links_in(self.section):
                continue
            seen.add(match.term)
            if anchor is None and after is not None:
                position = list(parent).index(after) + 1
            self._append(parent, after, anchor, text[start : match.start])
            anchor = self._anchor(match.term, text[match.start : match.end])
            parent.insert(position, anchor)
            position += 1
            start = match.end
        if anchor is not None:
            anchor.tail = text[start:]

    @staticmethod
    def _append(parent: Element, after: Element | None, anchor: Element | None, text: str) -> None:
        if anchor is not None:
            anchor.tail = text
        elif after is not None:
            after.tail = text
        else:
            parent.text = text

    def _anchor(self, term: str, text: str) -> Element:
        link = Element(
            "a",
            {
                "class": "term",
                "href": f"{self._glossary_link()}#{term}",
                "title": self._catalog.terms[term].definition,
            },
        )
        link.text = AtomicString(text)
        return link


def _explicit_terms(root: Element) -> list[str]:
    """Terms that the author linked with `term()`: they are not linked a second time."""
    links = (link for link in root.iter("a") if link.get("class") == "term")
    return [link.get("href", "").rpartition("#")[2] for link in links]


class NeutralLinks(Treeprocessor):
    """Turns relative links of an answer into `site:` links, which hold on every page.

    A link to a question's or a term's own file leads to the place where it is shown.
    """

    def __init__(self, md: Markdown, catalog: Catalog) -> None:
        super().__init__(md)
        self._catalog = catalog
        self.path = ""

    def run(self, root: Element) -> None:
        for element in root.iter():
            for attribute in ("href", "src"):
                value = element.get(attribute)
                if value:
                    element.set(attribute, neutral(self._catalog, value, self.path))


def neutral(catalog: Catalog, link: str, path: str) -> str:
    """`link` as written in the docs file `path`, in a form that does not depend on it."""
    found = followed(catalog, link, path)
    if found is None:
        return link
    _, page, anchor = found
    return f"site:{page}" + (f"#{anchor}" if anchor else "")


def followed(catalog: Catalog, link: str, path: str) -> tuple[str, str, str] | None:
    """(docs file that a relative `link` in the docs file `path` names, page, anchor where that is shown)."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), parts.path))
    return target, *shown_at(catalog, target, parts.fragment)


def shown_at(catalog: Catalog, target: str, fragment: str) -> tuple[str, str]:
    """(page, anchor) where a docs file is shown: itself, or the home of a question, term or news entry."""
    question = re.fullmatch(r"(?:.*/)?([^/]+)/questions/([^/]+)\.md", target)
    if question:
        name = f"{question[1]}/{question[2]}"
        known = catalog.questions.get(name)
        if known is None or known.path == target:
            return catalog.homes.get(name, target), name
    term = re.fullmatch(r"glossary/terms/([^/]+)\.md", target)
    if term:
        return GLOSSARY_PAGE, term[1]
    news = re.fullmatch(r"news/([^/]+-[^/]+)\.md", target)
    if news:
        return NEWS_PAGE, news[1]
    return target, fragment


class ShiftHeadings(Treeprocessor):
    """Moves the headings of an answer below the card's own heading, and takes their ids."""

    def __init__(self, md: Markdown, by: int) -> None:
        super().__init__(md)
        self._by = by

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag in HEADINGS:
                element.tag = f"h{min(6, int(element.tag[1]) + self._by)}"
                element.attrib.pop("id", None)
