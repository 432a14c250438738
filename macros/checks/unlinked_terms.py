"""A reader who meets a word for the first time should be one step from its definition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain

from macros.catalog import Catalog
from macros.checks.texts import Text, texts
from macros.issues import Issue
from macros.markdown_source import macro_calls, prose
from macros.models import Term
from macros.paths import GLOSSARY_PAGE, section_of
from macros.references import uses
from macros.term_matching import TermMatcher

ID = "unlinked-terms"


def check(catalog: Catalog) -> Iterator[Issue]:
    """Uses of a term before the `term()` call that links it, and terms that nothing links at all.

    First uses are linked automatically, unless the text links the term itself further down.
    """
    if any(uri.endswith(".md") for uri in catalog.content.unread):
        return
    terms = [
        (item.id, item.term, item.aliases, item.auto_link, item.services) for item in catalog.terms.values()
    ]
    links = chain.from_iterable(catalog.of_files(ID, repr(terms), partial(_links, catalog.terms)).values())
    linked: set[str] = set()
    for name, issue in links:
        linked.add(name)
        if issue:
            yield issue
    if GLOSSARY_PAGE not in catalog.pages:
        return
    for term in catalog.content.terms:
        if not term.auto_link and term.id not in linked and term.id in uses(catalog):
            message = f"the term '{term.term}' is used and never linked, for auto_link is off"
            hint = f'write {{{{ term("{term.id}") }}}} once where a text explains or needs it'
            yield Issue(term.at("auto_link"), message, ID, hint, "warning")


def _links(terms: Mapping[str, Term], catalog: Catalog) -> Iterator[tuple[str, tuple[str, Issue | None]]]:
    """(file, (term, what is wrong)) for each term that a text links itself."""
    for text in texts(catalog):
        calls = {
            call.text("id"): call.line
            for call in reversed(macro_calls(text.markdown)[0])
            if call.name == "term"
        }
        for name, line in calls.items():
            term = terms.get(name)
            linked_anyway = term and term.links_in(section_of(text.path))
            yield text.file, (name, _early(text, term, line) if term and linked_anyway else None)


def _early(text: Text, term: Term, line: int) -> Issue | None:
    """The finding where the term's name stands above the line that links it."""
    words = TermMatcher((word, term.id) for word in (term.term, *term.aliases))
    plain = prose(text.markdown)
    first = next(words.find(plain), None)
    number = plain.count("\n", 0, first.start) + 1 if first else line
    if first is None or number >= line:
        return None
    message = f"'{plain[first.start : first.end]}' is used here before term() links it"
    return text.advice(number, message, ID, "move the call here, or leave it out")
