"""How the parts of the guide refer to each other: where terms are used, and what a link can lead to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from macros.catalog import Catalog
from macros.headings import anchors, given_ids
from macros.markdown_source import macro_calls, prose
from macros.models import Term
from macros.models.term import initial
from macros.paths import GLOSSARY_PAGE, NEWS_PAGE
from macros.term_matching import TermMatcher


@dataclass(frozen=True)
class Use:
    """A place where a term is used: a page, with an anchor when the place is a question on it."""

    title: str
    page: str
    anchor: str = ""


def uses(catalog: Catalog) -> Mapping[str, tuple[Use, ...]]:
    """Where each term is used, in the order of the pages."""
    return catalog.once("uses of terms", lambda: _uses(catalog))


def _uses(catalog: Catalog) -> Mapping[str, tuple[Use, ...]]:
    pages = [
        (page.location.path, page.section, Use(page.title, page.path))
        for page in catalog.content.pages
        if page.path != GLOSSARY_PAGE
    ]
    answers = [
        (item.location.path, item.section, Use(item.prompt, catalog.homes[item.id], item.id))
        for item in catalog.questions.values()
        if item.id in catalog.homes
    ]
    names = [(name, term.id) for term in catalog.terms.values() for name in (term.term, *term.aliases)]
    matcher = TermMatcher(names)
    used = catalog.of_files("terms", repr(names), lambda changed: _terms_in_files(changed, matcher))
    found: dict[str, list[Use]] = defaultdict(list)
    for file, section, use in (*pages, *answers):
        for name, explicit in used[file]:
            term = catalog.terms.get(name)
            # A word too common to be linked everywhere means the term only where it belongs.
            if term and (term.links_in(section) or explicit or section in term.services):
                found[name].append(use)
    return {term: tuple(places) for term, places in found.items()}


def _terms_in_files(catalog: Catalog, matcher: TermMatcher) -> Iterator[tuple[str, tuple[str, bool]]]:
    """(file, (term, whether a call links it)) for each term that a page or an answer uses, in order."""
    texts = {page.location.path: page.body for page in catalog.content.pages}
    for question in catalog.content.questions:
        texts[question.location.path] = "\n".join([question.body, *question.key_points])
    for file, text in texts.items():
        explicit = [call.text("id") for call in macro_calls(text)[0] if call.name == "term"]
        found = [match.term for match in matcher.find(prose(text))]
        for name in dict.fromkeys([*found, *explicit]):
            yield file, (name, name in explicit)


def letter_pages(catalog: Catalog) -> Mapping[str, str]:
    """The page that says where terms are used, by their first letter; under "" that of all others."""
    return catalog.once("pages of letters", lambda: _letter_pages(catalog))


def _letter_pages(catalog: Catalog) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for page in catalog.content.pages:
        for call in macro_calls(page.body)[0]:
            if call.name == "term_uses" and call.literal:
                for letter in call.args or [""]:
                    if isinstance(letter, str):
                        found.setdefault(initial(letter) if letter else "", page.path)
    return found


def uses_page(catalog: Catalog, term: Term) -> str:
    """The page that says where a term is used; empty without one."""
    pages = letter_pages(catalog)
    return pages.get(term.initial) or pages.get("", "")


def anchors_of_pages(catalog: Catalog) -> Mapping[str, frozenset[str]]:
    """The anchors of each page, by page."""
    return catalog.once("anchors", lambda: _anchors_of_pages(catalog))


def _anchors_of_pages(catalog: Catalog) -> Mapping[str, frozenset[str]]:
    found = defaultdict[str, set[str]](set)
    for question, path in catalog.homes.items():
        found[path].add(question)
    found[GLOSSARY_PAGE].update(catalog.terms)
    for term in catalog.terms.values():
        found[uses_page(catalog, term)].add(term.id)
    found[NEWS_PAGE].update(catalog.news)
    written = catalog.of_files("anchors", "", _anchors_in_files)
    for page in catalog.content.pages:
        own, others = written[page.location.path], found[page.path]
        # What else stands on the page keeps its id, and a heading of that name gets another.
        found[page.path] = others.union(
            own if others.isdisjoint(own) else (*given_ids(page.body), *anchors(page.body, others))
        )
    return {page.path: frozenset(found[page.path]) for page in catalog.content.pages}


def _anchors_in_files(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """(file, anchor) for what the text of each page alone has."""
    for page in catalog.content.pages:
        for anchor in (*given_ids(page.body), *anchors(page.body)):
            yield page.location.path, anchor
