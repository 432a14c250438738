"""Answers and definitions become HTML once; pages, decks and books set the same HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, TypeVar

from markdown import Markdown

from macros.catalog import GLOSSARY_PAGE, Catalog
from macros.issues import Location
from macros.models import News, Question, Term
from macros.rendering.expansion import Expander, Macro
from macros.rendering.treeprocessors import NeutralLinks, ShiftHeadings, TermLinks

OWN_EXTENSIONS = "macros.extensions."
DEPTH = "<h4>In depth</h4>"
#: Ids that Markdown counts anew in each text: of code lines, tabs and footnotes. A page holds many texts.
COUNTED_ID = re.compile(r'( (?:id|for|name|href)="#?)(__codelineno-|__tabbed_|fn:|fnref:)')
T = TypeVar("T")


@dataclass(frozen=True)
class RenderedQuestion:
    """The parts of a question as HTML with neutral links (`Here.settle` makes them addresses)."""

    spoken: str
    depth: str
    key_points: tuple[str, ...]
    weak_signals: tuple[str, ...]
    follow_ups: tuple[str, ...]


class Renderer:
    """Turns Markdown of content files into HTML with the site's own Markdown extensions."""

    def __init__(self, catalog: Catalog, macros: Mapping[str, Macro]) -> None:
        self._catalog = catalog
        self._expander = Expander(catalog, macros)
        self._markdown = _markdown(catalog)
        self._links = NeutralLinks(self._markdown, catalog)
        register = self._markdown.treeprocessors.register
        register(ShiftHeadings(self._markdown, by=2), "shift_headings", 6)
        self._terms = TermLinks(self._markdown, lambda: catalog, lambda: f"site:{GLOSSARY_PAGE}")
        register(self._terms, "term_links", 5)
        register(self._links, "neutral_links", 4)
        self._done: dict[Hashable, Any] = {}

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` makes of the answers, made at the first call with that key."""
        if key not in self._done:
            self._done[key] = make()
        return self._done[key]  # type: ignore[no-any-return]

    def question(self, question: Question) -> RenderedQuestion:
        """The parts of a question."""
        if question.id not in self._done:
            place = Location(question.location.path, question.body_line)
            html = self.block(question.body, question.path, place)
            spoken, _, depth = html.partition(DEPTH)
            asks = [follow_up.ask for follow_up in question.follow_ups]
            self._done[question.id] = RenderedQuestion(
                spoken.strip(),
                depth.strip(),
                *(
                    tuple(self.inline(item, question.path, question.location) for item in items)
                    for items in (question.key_points, question.weak_signals, asks)
                ),
            )
        return self._done[question.id]  # type: ignore[no-any-return]

    def term(self, term: Term) -> str:
        """The definition of a term and what follows it."""
        key = f"term:{term.id}"
        if key not in self._done:
            place = Location(term.location.path, term.body_line)
            self._terms.own = term.id
            self._done[key] = self.block(term.body, term.path, place)
            self._terms.own = ""
        return self._done[key]  # type: ignore[no-any-return]

    def news(self, entry: News) -> str:
        """The text of a news entry."""
        place = Location(entry.location.path, entry.body_line)
        return self.once(("news", entry.id), lambda: self.block(entry.body, entry.path, place))

    def block(self, text: str, path: str, location: Location) -> str:
        """HTML of a Markdown text that stands in the docs file `path`."""
        self._links.path = path
        expanded = self._expander.expand(text, path, location)
        html = str(self._markdown.reset().convert(expanded))
        return COUNTED_ID.sub(rf"\1\2{re.sub('[^a-z0-9]+', '-', path.removesuffix('.md'))}-", html)

    def inline(self, text: str, path: str, location: Location) -> str:
        """HTML of one line, without a paragraph around it and without links to terms."""
        if not re.search(r"[*_`\[\]{}<>&\\]", text):
            return escape(text, quote=False)
        self._terms.active = False
        try:
            html = self.block(text, path, location)
        finally:
            self._terms.active = True
        match = re.fullmatch(r"<p>(.*)</p>", html.strip(), re.DOTALL)
        return match[1] if match else html


def _markdown(catalog: Catalog) -> Markdown:
    names: list[str] = []
    configs: dict[str, dict[str, Any]] = {}
    for entry in catalog.config.markdown_extensions:
        name, config = next(iter(entry.items())) if isinstance(entry, dict) else (entry, None)
        if name == "toc" or name.startswith(OWN_EXTENSIONS):
            continue  # headings inside an answer stay part of the question's own search entry
        names.append(name)
        configs[name] = dict(config or {})
        if name == "pymdownx.snippets":
            configs[name]["base_path"] = [str(Path(catalog.root) / "docs")]
    return Markdown(extensions=names, extension_configs=configs)
