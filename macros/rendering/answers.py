"""Answers and definitions become HTML once; pages, decks and books set the same HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any, TypeVar

from markdown import Markdown

from macros.catalog import Catalog
from macros.file_cache import FileCache, digest_of
from macros.issues import Location
from macros.models import News, Question, Term
from macros.paths import GLOSSARY_PAGE, section_of
from macros.rendering.expansion import Expander, Macro
from macros.rendering.plain import plain_text, words
from macros.rendering.quick_markdown import quicken
from macros.rendering.treeprocessors import NeutralLinks, ShiftHeadings, TermLinks

OWN_EXTENSIONS = "macros.extensions."
DEPTH = "<h4>In depth</h4>"
#: Ids that Markdown counts anew in each text: of code lines, tabs and footnotes. A page holds many texts.
COUNTED = ("__codelineno-", "__tabbed_", "fn:", "fnref:")
COUNTED_ID = re.compile(rf'( (?:id|for|name|href)="#?)({"|".join(COUNTED)})')
#: A file that a text includes, lines and sections left out. What includes in another way is not cached.
INCLUDE = re.compile(r'8<-+[ ]+"([^":;\n]+)(?::[^"\n]*)?"')
T = TypeVar("T")
#: What was rendered, and marks of what it was made of.
Rendered = Mapping[Hashable, Any]


@dataclass(frozen=True)
class Said:
    """What a question says, without markup; `others` are weak signals and follow-ups with their answers."""

    spoken: str
    depth: str
    key_points: str
    others: str

    @cached_property
    def mark(self) -> str:
        """A mark of what the answer says: the same as long as its words and numbers are.

        Punctuation, case and markup do not count, for nobody has to learn an answer anew for a comma.
        """
        text = " ".join([self.spoken, self.depth, self.key_points])
        return sha256(words(text).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class RenderedQuestion:
    """The parts of a question as HTML with neutral links (`Here.settle` makes them addresses).

    `replies` answer the follow-ups, one each; empty where only another question does.
    """

    spoken: str
    depth: str
    key_points: tuple[str, ...]
    weak_signals: tuple[str, ...]
    follow_ups: tuple[str, ...]
    replies: tuple[str, ...]

    @cached_property
    def said(self) -> Said:
        """The same as plain text: what search and the practice app look through."""
        others = self.weak_signals + self.follow_ups + self.replies
        lines = (" ".join(map(plain_text, filter(None, each))) for each in (self.key_points, others))
        return Said(plain_text(self.spoken), plain_text(self.depth), *lines)


class Renderer:
    """Turns Markdown of content files into HTML with the site's own Markdown extensions.

    With a `cache`, what was made of the same texts is taken from there.
    """

    def __init__(self, catalog: Catalog, macros: Mapping[str, Macro], cache: FileCache | None = None) -> None:
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
        self._cache = cache
        self._unkept = False

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` makes of the answers, made at the first call with that key."""
        if key not in self._done:
            self._done[key] = make()
        return self._done[key]  # type: ignore[no-any-return]

    def question(self, question: Question) -> RenderedQuestion:
        """The parts of a question."""
        return self.once(_name(question), lambda: self._rendered(question))

    def term(self, term: Term) -> str:
        """The definition of a term and what follows it."""
        return self.once(_name(term), lambda: self._term(term))

    def items(self) -> list[Question | Term]:
        """All that there is to render."""
        return [*self._catalog.questions.values(), *self._catalog.terms.values()]

    def several(self, items: Iterable[Question | Term]) -> Rendered:
        """Those of some questions and terms that are neither rendered yet nor in the cache, by name.

        With the marks of all of them: what another process can make and hand to `take`.
        """
        made: dict[Hashable, Any] = {}
        for item in items:
            if not self._is_known(item):
                self._unkept = True
                made[_name(item)] = self._any(item)
            if self._cache:
                made["mark", _name(item)] = self.mark(item)
        return made

    def take(self, rendered: Rendered) -> None:
        """Use what another process has rendered."""
        self._unkept |= any(isinstance(name, str) for name in rendered)
        self._done.update(rendered)

    def keep(self) -> None:
        """Write all questions and terms into the cache, for the next run, if there are new ones."""
        if self._cache and self._unkept:
            self._unkept = False
            for item in self.items():
                name, mark = _name(item), self.mark(item)
                if mark is not None and not self._cache.holds_on_to(name, mark):
                    self._cache.get(name, mark, partial(self._any, item))
            self._cache.save()

    def _any(self, item: Question | Term) -> RenderedQuestion | str:
        return self.question(item) if isinstance(item, Question) else self.term(item)

    def _is_known(self, item: Question | Term) -> bool:
        name = _name(item)
        if name in self._done or self._cache is None:
            return name in self._done
        mark = self.mark(item)
        return mark is not None and self._cache.has(name, mark)

    def mark(self, item: Question | Term) -> bytes | None:
        """All that a rendered question or term depends on; None where that is not certain."""
        return self.once(("mark", _name(item)), lambda: self._material(item.path, self._expanded(item)))

    def _rendered(self, question: Question) -> RenderedQuestion:
        return self._kept(question, lambda: self._parts(question, self._expanded(question)))

    def _parts(self, question: Question, texts: Sequence[str]) -> RenderedQuestion:
        spoken, _, depth = self._convert(texts[0], question.path).partition(DEPTH)
        lines = iter(texts[1:])
        asked = question.follow_ups
        items = (question.key_points, question.weak_signals, asked, asked)
        found = RenderedQuestion(
            spoken.strip(),
            depth.strip(),
            *(tuple(self._line(next(lines), question.path) for _ in each) for each in items),
        )
        found.said.mark  # noqa: B018 (now, in the process that renders; what is kept of a question has it)
        return found

    def _expanded(self, item: Question | Term) -> tuple[str, ...]:
        """Body, key points, weak signals, follow-ups and their answers in Markdown, macros filled."""
        return self.once(("expanded", _name(item)), lambda: self._expand(item))

    def _expand(self, item: Question | Term) -> tuple[str, ...]:
        expand, path = self._expander.expand, item.path
        body = expand(item.body, path, Location(item.location.path, item.body_line))
        if isinstance(item, Term):
            return (body,)
        asked = item.follow_ups
        lines = (
            *item.key_points,
            *item.weak_signals,
            *(each.ask for each in asked),
            *(each.answer for each in asked),
        )
        return (body, *(expand(line, path, item.location) for line in lines))

    def _term(self, term: Term) -> str:
        self._terms.own = term.id
        try:
            return self._kept(term, lambda: self._convert(self._expanded(term)[0], term.path))
        finally:
            self._terms.own = ""

    def _kept(self, item: Question | Term, make: Callable[[], T]) -> T:
        mark = self.mark(item) if self._cache else None
        return self._cache.get(_name(item), mark, make) if self._cache and mark is not None else make()

    def _material(self, path: str, texts: Sequence[str]) -> bytes | None:
        """All that the HTML of some texts depends on; None where that is not certain."""
        whole = "\0".join(texts)
        parts = [self._common, path.encode(), whole.encode()]
        if "questions/" in whole:
            parts.append(self._homes)
        if "8<-" in whole:
            files = included(self._catalog.root, whole)
            if files is None:
                return None
            parts += files
        return digest_of(*parts)

    @property
    def references(self) -> bytes:
        """A mark of what the texts of other files may refer to: terms, and where questions are shown."""
        return digest_of(self._common, self._homes)

    @cached_property
    def _common(self) -> bytes:
        """What all texts depend on: the extensions with their settings, and the glossary."""
        catalog = self._catalog
        terms = [
            (term.id, term.term, term.aliases, term.auto_link, term.services, term.definition)
            for term in catalog.terms.values()
        ]
        settings = (catalog.config.markdown_extensions, GLOSSARY_PAGE in catalog.pages, str(catalog.root))
        return digest_of(repr(settings), repr(terms))

    @cached_property
    def _homes(self) -> bytes:
        """Where links to questions lead."""
        return digest_of(repr(sorted(self._catalog.homes.items())))

    def news(self, entry: News) -> str:
        """The text of a news entry."""
        place = Location(entry.location.path, entry.body_line)
        return self.once(("news", entry.id), lambda: self.block(entry.body, entry.path, place))

    def block(self, text: str, path: str, location: Location) -> str:
        """HTML of a Markdown text that stands in the docs file `path`."""
        return self._convert(self._expander.expand(text, path, location), path)

    def inline(self, text: str, path: str, location: Location) -> str:
        """HTML of one line, without a paragraph around it and without links to terms."""
        return self._line(self._expander.expand(text, path, location), path)

    def _convert(self, text: str, path: str) -> str:
        self._links.path = path
        self._terms.section = section_of(path)
        html = str(self._markdown.reset().convert(text))
        if not any(name in html for name in COUNTED):
            return html
        place = re.sub("[^a-z0-9]+", "-", path.removesuffix(".md"))
        return COUNTED_ID.sub(lambda found: f"{found[0]}{place}-", html)

    def _line(self, text: str, path: str) -> str:
        if not re.search(r"[*_`\[\]{}<>&\\]", text):
            return escape(text, quote=False)
        self._terms.active = False
        try:
            html = self._convert(text, path)
        finally:
            self._terms.active = True
        match = re.fullmatch(r"<p>(.*)</p>", html.strip(), re.DOTALL)
        return match[1] if match else html


def _name(item: Question | Term) -> str:
    return item.id if isinstance(item, Question) else f"term:{item.id}"


def included(root: Path, text: str) -> list[bytes] | None:
    """Contents of the files that a Markdown text includes; None where they are not easily told."""
    names = INCLUDE.findall(text)
    if len(names) != text.count("8<-"):
        return None
    try:
        found = [(root / "docs" / name).read_bytes() for name in names]
    except (OSError, ValueError):
        return None
    return None if any(b"8<-" in data for data in found) else found


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
    made = Markdown(extensions=names, extension_configs=configs)
    quicken(made)
    return made
