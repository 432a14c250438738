"""What search can find: each question, each term, and each page and section of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown.extensions.toc import slugify, unique

from macros.catalog import FILTERS, GLOSSARY_PAGE, LAYOUT, Catalog
from macros.guide import Guide
from macros.issues import Location
from macros.library import MACROS
from macros.library.questions import questions
from macros.markdown_source import code_lines, headings
from macros.models import Page
from macros.rendering.expansion import Expander
from macros.rendering.here import Here
from macros.rendering.plain import plain_text
from macros.rendering.practice import section_title

#: In this order their documents stand.
KINDS = ("question", "term", "page")
#: Most characters of a section's text that a hit can quote from.
QUOTED = 700
#: Lines that include a file, open or close a block of code, or divide a table.
_LEFT_OUT = re.compile(r"^ *(?:-{2}8<-{2}|[`~]{3,}|[|: -]*-[|: -]*$)")
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()\s]*(?: \"[^\"\n]*\")?\)|\[[^\[\]]*\])")
_ATTRIBUTES = re.compile(r"\{:? ?[.#\w][^{}\n]*\}")
_BLOCK_MARK = re.compile(
    r'^ *(?:[?!]{3}\+? *[\w ]*(?="|$)|===\+? *|[>*+-] +|\d+\. +|\[[^\]]+\]: .*)', re.MULTILINE
)
_SIGNS = re.compile(r"<[^>\n]+>|^\"|\"$|[*`|]+|(?<!\w)_+|_+(?!\w)|:?-{3,}:?|\\(?=[^\w\s])")


@dataclass(frozen=True)
class Document:
    """One thing that search can find.

    `kind` is question, term or page. `page` is a path below docs. `context` says where it stands, `names`
    are what it is called beside its title, `quoted` is the text a hit shows a part of, and `more` is what
    finds it without being shown.
    """

    kind: str
    title: str
    page: str
    anchor: str = ""
    context: str = ""
    names: tuple[str, ...] = ()
    quoted: str = ""
    more: str = ""


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


def documents(guide: Guide) -> list[Document]:
    """All documents, one kind after the other, and what stands on one page together."""
    return [*_questions(guide), *_terms(guide), *_pages(guide.catalog)]


def names(catalog: Catalog) -> list[Name]:
    """The names of services and terms. Nothing is known here but what the content says."""
    found = []
    for service in catalog.services.values():
        called = tuple(dict.fromkeys([service.short, service.name]))
        spoken_of = [
            term
            for term in catalog.terms.values()
            if {term.term.lower(), *(alias.lower() for alias in term.aliases)}
            & {name.lower() for name in called}
        ]
        every = tuple(
            dict.fromkeys([*called, *(name for term in spoken_of for name in (term.term, *term.aliases))])
        )
        place = ((service.page, ""),)
        found += [Name(name, place, tuple(other for other in every if other != name)) for name in called]
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


def _questions(guide: Guide) -> Iterator[Document]:
    catalog = guide.catalog
    for item in catalog.questions.values():
        if item.id not in catalog.homes:
            continue
        parts = guide.renderer.question(item)
        service = catalog.services.get(item.section)
        topics = catalog.topics.get(item.section, {})
        yield Document(
            "question",
            item.prompt,
            catalog.homes[item.id],
            item.id,
            f"{section_title(catalog, item.section)} · {item.level.capitalize()}",
            (service.name if service else "", *(topics.get(name, name) for name in item.topics), *item.tags),
            parts.said.spoken.replace("\n", " "),
            f"{parts.said.depth} {parts.said.key_points} {parts.said.others}",
        )


def _terms(guide: Guide) -> Iterator[Document]:
    catalog = guide.catalog
    if GLOSSARY_PAGE not in catalog.pages:
        return
    for item in catalog.terms.values():
        services = [catalog.services[name].short for name in item.services if name in catalog.services]
        rest = plain_text(guide.renderer.term(item)).replace("\n", " ")
        also = f"also {', '.join(item.aliases)}" if item.aliases else ""
        yield Document(
            "term",
            item.term,
            GLOSSARY_PAGE,
            item.id,
            also or ", ".join(services),
            (*item.aliases, *services),
            rest,
        )


def _pages(catalog: Catalog) -> Iterator[Document]:
    expander = Expander(catalog, {**MACROS, "questions": _cards})
    for page in catalog.content.pages:
        if page.search.get("exclude"):
            continue
        text = expander.expand(page.body, page.path, Location(page.location.path, page.body_line))
        yield from _sections(catalog, page, text)


def _cards(catalog: Catalog, here: Here, *args: object, **kwargs: object) -> str:
    """What the macro prints, but not lists of links: they say again what their targets are called."""
    layout = dict(zip(LAYOUT, args[len(FILTERS) :], strict=False)) | kwargs
    return "" if layout.get("show") == "links" else questions(catalog, here, *args, **kwargs)  # type: ignore[arg-type]


def _sections(catalog: Catalog, page: Page, text: str) -> Iterator[Document]:
    """The page with what stands above its first heading, then its sections, without cards."""
    lines = text.split("\n")
    found = headings(text)
    own = {*catalog.questions, *(catalog.terms if page.path == GLOSSARY_PAGE else ())}
    taken = {anchor for _, _, anchor in found if anchor}
    starts = [(1, page.title, "", True)]
    for line, marked, anchor in found:
        title = _link_texts(marked).replace("*", "").replace("`", "")
        starts.append((line + 1, title, anchor or unique(slugify(title, "-"), taken), anchor not in own))
    service = page.service
    ends = [start - 2 for start, *_ in starts[1:]] + [len(lines)]
    for (start, title, anchor, shown), end in zip(starts, ends, strict=True):
        body = plain_markdown("\n".join(lines[start - 1 : end]))
        if not shown or (anchor and not body):
            continue
        names: tuple[str, ...] = ()
        if not anchor:
            body = f"{page.description} {body}"
            names = (service.name, service.short, *service.api, *service.iam) if service else ()
        where = page.title if anchor else _above(catalog, page)
        yield Document("page", title, page.path, anchor, where, names, body[:QUOTED], body[QUOTED:])


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
        if _LEFT_OUT.match(line):
            continue
        if number in code:
            kept.append(line)
        else:
            kept.append(_SIGNS.sub(" ", _BLOCK_MARK.sub("", _ATTRIBUTES.sub("", _link_texts(line)))))
    return " ".join(" ".join(kept).split())


def _link_texts(text: str) -> str:
    return _LINK.sub(r"\1", text) if "[" in text else text
