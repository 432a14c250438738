"""A reader who meets a word for the first time should be one step from its definition."""

from __future__ import annotations

from collections.abc import Iterator

from macros.catalog import GLOSSARY_PAGE, Catalog
from macros.checks.texts import texts
from macros.issues import Issue
from macros.markdown_source import macro_calls, prose
from macros.models.base import section_of
from macros.term_matching import TermMatcher

ID = "unlinked-terms"


def check(catalog: Catalog) -> Iterator[Issue]:
    """Uses of a term before the `term()` call that links it, and terms that nothing links at all.

    First uses are linked automatically, unless the text links the term itself further down.
    """
    if any(uri.endswith(".md") for uri in catalog.content.unread):
        return
    linked: set[str] = set()
    for text in texts(catalog):
        calls = {
            call.text("id"): call.line
            for call in reversed(macro_calls(text.markdown)[0])
            if call.name == "term"
        }
        linked.update(calls)
        for name, line in calls.items():
            term = catalog.terms.get(name)
            if term and term.links_in(section_of(text.path)):
                words = TermMatcher((word, name) for word in (term.term, *term.aliases))
                plain = prose(text.markdown)
                first = next(words.find(plain), None)
                if first and plain.count("\n", 0, first.start) + 1 < line:
                    number = plain.count("\n", 0, first.start) + 1
                    message = f"'{plain[first.start : first.end]}' is used here before term() links it"
                    yield text.advice(number, message, ID, "move the call here, or leave it out")
    if GLOSSARY_PAGE not in catalog.pages:
        return
    for term in catalog.content.terms:
        if not term.auto_link and term.id not in linked and term.id in catalog.uses:
            message = f"the term '{term.term}' is used and never linked, for auto_link is off"
            hint = f'write {{{{ term("{term.id}") }}}} once where a text explains or needs it'
            yield Issue(term.at("auto_link"), message, ID, hint, "warning")
