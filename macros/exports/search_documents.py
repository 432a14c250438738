"""What search can find: each question, each term, each page and section of one, and each fact."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from sys import intern
from typing import NamedTuple

from macros.catalog import Catalog, asked_for
from macros.exports.search_words import different_words, indexed_words
from macros.file_cache import FileCache, digest_of
from macros.guide import Guide
from macros.headings import anchors, headings
from macros.issues import Location
from macros.library import MACROS
from macros.library.downloads import no_downloads
from macros.library.questions import groups_of
from macros.markdown_source import code_lines
from macros.models import Page, Question, Term
from macros.paths import GLOSSARY_PAGE
from macros.rendering.expansion import Expander
from macros.rendering.here import Here
from macros.rendering.plain import plain_text

#: In this order their documents stand.
KINDS = ("question", "term", "page", "fact")
#: Most characters of a section's text that a hit can quote from.
QUOTED = 700
#: What a word counts for in a title and in names; in a text it counts 1 each time.
TITLE, NAME = 8, 3
#: Lines that include a file, open or close a block of code, divide a table, or underline a heading.
_LEFT_OUT = re.compile(r"^ *(?:-{2}8<-{2}|[`~]{3,}|[|: -]*-[|: -]*$|=+ *$)")
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()\s]*(?: \"[^\"\n]*\")?\)|\[[^\[\]]*\])")
_ATTRIBUTES = re.compile(r"\{:? ?[.#\w][^{}\n]*\}")
#: What a fact is called beside its name: readers ask for the maximum, whichever superlative it has.
_EXTREMES = {
    "maximum": re.compile(r"\b(?:highest|largest|longest|most)\b", re.IGNORECASE),
    "minimum": re.compile(r"\b(?:least|lowest|shortest|smallest)\b", re.IGNORECASE),
}
#: At the start of a line.
_BLOCK_MARK = re.compile(r' *(?:[?!]{3}\+? *[\w ]*(?="|$)|===\+? *|[>*+-] +|\d+\. +|\[[^\]]+\]: .*)')
#: Tags, emphasis, rules of tables, and what takes a sign's meaning away.
_MARKS = re.compile(r"<[^>\n]+>|(?<!\w)_+|_+(?!\w)|:?-{3,}:?|\\(?=[^\w\s])")
#: What else is a mark wherever it stands.
_SIGNS = str.maketrans("*`|", "   ")


class Document(NamedTuple):
    """One thing that search can find.

    `kind` is one of KINDS. `page` is a path below docs. `context` says where it stands, `names`
    are what it is called beside its title, and `quoted` is the text a hit shows a part of. `words` are all
    that find it, by what they count for; `length` is the number of those in its text.
    """

    kind: str
    title: str
    page: str
    anchor: str
    context: str
    names: tuple[str, ...]
    quoted: str
    length: int
    words: tuple[tuple[int, tuple[str, ...]], ...]


def document(
    kind: str,
    title: str,
    page: str,
    anchor: str = "",
    context: str = "",
    names: Iterable[str] = (),
    quoted: str = "",
    more: str = "",
) -> Document:
    """A document with its words counted; `more` is what finds it without being shown."""
    names = tuple(names)
    counts = indexed_words(f"{quoted} {more}")
    length = counts.total()
    for found, weight in ((different_words(title), TITLE), (_words_of_names(context, *names), NAME)):
        for word in found:
            counts[word] = counts.get(word, 0) + weight
    alike: dict[int, list[str]] = defaultdict(list)
    for word, count in counts.items():
        alike[count].append(intern(word))  # a word of many documents is one object, in the cache, too
    every = tuple((count, tuple(held)) for count, held in alike.items())
    return Document(kind, title, page, anchor, context, names, quoted, length, every)


@lru_cache(maxsize=4096)  # many questions have the same
def _words_of_names(*names: str) -> set[str]:
    return different_words(" ".join(names))


@dataclass(frozen=True)
class Name:
    """A name with what it stands for.

    `also` are the other names of the same thing, `documents` are the places of what is called so, best first
    (page and anchor), `near` are names that what is written about the thing may use instead.
    """

    name: str
    documents: tuple[tuple[str, str], ...]
    also: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


#: What a document of a question or a term says of it before its text.
_About = tuple[str, str, str, str, str, tuple[str, ...]]


class Origin(NamedTuple):
    """A question, a term, a page or a fact, and the documents that `make` makes of it.

    `mark` gives what stands for all that they are made of.
    """

    name: str
    mark: Callable[[], bytes]
    make: Callable[[], Iterable[Document]]


def documents(guide: Guide, cache: FileCache | None = None) -> list[Document]:
    """All documents, one kind after the other, and what stands on one page together.

    From a `cache` come those of files that say what they said when it was written.
    """
    origins = [*_questions(guide), *_terms(guide), *_pages(guide.catalog), *_facts(guide.catalog)]
    if cache is None:
        return [item for origin in origins for item in origin.make()]
    makers = {origin.name: origin.make for origin in origins}
    marks = {origin.name: origin.mark() for origin in origins}
    made = cache.of_each(
        "documents", marks, b"", lambda missing: {name: tuple(makers[name]()) for name in missing}
    )
    return [item for name in makers for item in made[name]]


def names(catalog: Catalog) -> list[Name]:
    """The names of services and terms. Nothing is known here but what the content says."""
    found = []
    by_name: dict[str, dict[str, Term]] = defaultdict(dict)
    for term in catalog.terms.values():
        for name in (term.term, *term.aliases):
            by_name[name.lower()][term.id] = term
    for service in catalog.services.values():
        called = tuple(dict.fromkeys([service.short, service.name]))
        meant = {name for each in called for name in by_name.get(each.lower(), ())}
        spoken_of = [term for term in catalog.terms.values() if term.id in meant] if meant else []
        every = tuple(
            dict.fromkeys([*called, *(name for term in spoken_of for name in (term.term, *term.aliases))])
        )
        place = ((service.page, ""),)
        found += [
            Name(name, place, tuple(other for other in every if other != name))
            for name in dict.fromkeys([*called, *service.aliases])
        ]
        found += [Name(name, place) for name in (*service.api, *service.iam, service.cloudformation) if name]
    for term in catalog.terms.values():
        services = [catalog.services[name] for name in term.services if name in catalog.services]
        places = ((GLOSSARY_PAGE, term.id), *((item.page, "") for item in services))
        every = (term.term, *term.aliases)
        near = tuple(item.short for item in services) if len(services) == 1 else ()
        found += [
            Name(name, places, tuple(other for other in every if other != name), near) for name in every
        ]
    return found


def _questions(guide: Guide) -> Iterator[Origin]:
    catalog = guide.catalog
    for item in catalog.questions.values():
        if item.id not in catalog.homes:
            continue
        service = catalog.services.get(item.section)
        topics = catalog.topics.get(item.section, {})
        context = f"{catalog.section_name(item.section, short=True)} · {item.level.capitalize()}"
        called = (
            service.name if service else "",
            *(topics.get(name, name) for name in item.topics),
            *item.tags,
        )
        about = ("question", item.prompt, catalog.homes[item.id], item.id, context, called)
        yield _origin(guide, item, about, partial(_question, guide, item, about))


def _question(guide: Guide, item: Question, about: _About) -> list[Document]:
    said = guide.renderer.question(item).said
    return [document(*about, said.spoken.replace("\n", " "), f"{said.depth} {said.key_points} {said.others}")]


def _terms(guide: Guide) -> Iterator[Origin]:
    catalog = guide.catalog
    if GLOSSARY_PAGE not in catalog.pages:
        return
    for item in catalog.terms.values():
        services = [catalog.services[name].short for name in item.services if name in catalog.services]
        also = f"also {', '.join(item.aliases)}" if item.aliases else ""
        context = also or ", ".join(services)
        about = ("term", item.term, GLOSSARY_PAGE, item.id, context, (*item.aliases, *services))
        yield _origin(guide, item, about, partial(_term, guide, item, about))


def _term(guide: Guide, item: Term, about: _About) -> list[Document]:
    return [document(*about, plain_text(guide.renderer.term(item)).replace("\n", " "))]


def _origin(
    guide: Guide, item: Question | Term, about: _About, make: Callable[[], Iterable[Document]]
) -> Origin:
    def mark() -> bytes:
        text = guide.renderer.mark(item)
        if text is None:  # what it is made of is not certain: then it is known only by what it says
            text = repr(make()).encode()
        return digest_of(text + repr(about).encode())

    return Origin(f"{about[0]} {item.id}", mark, make)


def _pages(catalog: Catalog) -> Iterator[Origin]:
    expander = Expander(catalog, {**MACROS, "questions": _cards, "downloads": no_downloads})
    #: Headings with these ids are cards and terms, which are documents of their own.
    ids = repr((sorted(catalog.questions), sorted(catalog.terms))).encode()
    for page in catalog.content.pages:
        if not page.is_found:
            continue
        text = expander.expand(page.body, page.path, Location(page.location.path, page.body_line))
        made_of = (text, page.path, page.title, page.description, _names(page), _above(catalog, page))
        mark = partial(digest_of, repr(made_of).encode(), ids)
        yield Origin(f"page {page.path}", mark, partial(_sections, catalog, page, text))


def _cards(catalog: Catalog, here: Here, *args: object, **kwargs: object) -> str:
    """What the macro `questions` means for the page's own sections: where its groups and its cards begin.

    No lists of links: they say again what their targets are called.
    """
    given = asked_for(args, kwargs)
    found = catalog.carded(catalog.pages[here.page].section, given)
    lines = []
    for title, items in groups_of(catalog, found, given.get("group", "")) if found else ():
        lines += [f"## {title}"] if title else []
        lines.append(f"## Cards {{ #{items[-1].id} }}")  # the last one: all that stand there end a section
    return "\n\n".join(lines)


def _sections(catalog: Catalog, page: Page, text: str) -> Iterator[Document]:
    """The page with what stands above its first heading, then its sections, without cards."""
    lines = text.split("\n")
    own = catalog.questions.keys() | (catalog.terms.keys() if page.path == GLOSSARY_PAGE else set())
    starts = [(1, page.title, "", True)]
    for (line, title, given), anchor in zip(headings(text), anchors(text), strict=True):
        starts.append((line + 1, title, anchor, given not in own))
    ends = [start - 2 for start, *_ in starts[1:]] + [len(lines)]
    for (start, title, anchor, shown), end in zip(starts, ends, strict=True):
        body = plain_markdown("\n".join(lines[start - 1 : end])) if shown else ""
        if anchor and not body:
            continue
        if not anchor:
            body = f"{page.description} {body}"
        names, where = ((), page.title) if anchor else (_names(page), _above(catalog, page))
        yield document("page", title, page.path, anchor, where, names, body[:QUOTED], body[QUOTED:])


def _facts(catalog: Catalog) -> Iterator[Origin]:
    page = catalog.pages.get(catalog.facts_page)
    if not page or not page.is_found:
        return
    for item in catalog.facts.values():
        service = catalog.services.get(item.section)
        extremes = (name for name, pattern in _EXTREMES.items() if pattern.search(item.name))
        made_of = (
            "fact",
            f"{plain_markdown(item.name)}: {item.text}",
            page.path,
            item.id,
            f"{catalog.section_name(item.section, short=True)} · {item.kind.partition('-')[0].capitalize()}",
            (*([service.name] if service else []), *extremes),
            f"{plain_markdown(item.note)} {item.source.title}".strip(),
            item.amount,
        )
        mark = partial(digest_of, repr(made_of).encode())
        yield Origin(f"fact {item.id}", mark, partial(_fact, made_of))


def _fact(made_of: tuple[str, str, str, str, str, tuple[str, ...], str, str]) -> list[Document]:
    return [document(*made_of)]


def _names(page: Page) -> tuple[str, ...]:
    service = page.service
    return (service.name, service.short, *service.api, *service.iam) if service else ()


def _above(catalog: Catalog, page: Page) -> str:
    """The title of the page that a page belongs to: the nearest index.md above it."""
    folder = page.path.rpartition("/")[0]
    while folder:
        index = f"{folder}/index.md"
        if index != page.path and index in catalog.pages:
            return catalog.pages[index].title
        folder = folder.rpartition("/")[0]
    return ""


def plain_markdown(text: str) -> str:
    """What Markdown says, on one line: no marks, no addresses, no snippets."""
    code = code_lines(text)
    kept = []
    for number, line in enumerate(text.split("\n"), 1):
        if line and not _LEFT_OUT.match(line):
            kept.append(line if number in code else _plain_line(line))
    return " ".join(" ".join(kept).split())


def _plain_line(line: str) -> str:
    """A line that is no code. Most lines need few of these expressions."""
    line = _link_texts(line)
    if "{" in line:
        line = _ATTRIBUTES.sub("", line)
    mark = _BLOCK_MARK.match(line)
    if mark:
        line = line[mark.end() :]
    if "<" in line or "_" in line or "---" in line or "\\" in line:
        line = _MARKS.sub(" ", line)
    return line.removeprefix('"').removesuffix('"').translate(_SIGNS)


def _link_texts(text: str) -> str:
    return _LINK.sub(r"\1", text) if "[" in text else text
