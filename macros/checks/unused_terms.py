"""A term that no page uses explains nothing."""

from __future__ import annotations

from collections.abc import Iterator

from macros.catalog import Catalog
from macros.issues import Issue
from macros.references import uses

ID = "unused-terms"


def check(catalog: Catalog) -> Iterator[Issue]:
    """Terms that appear on no page and in no answer."""
    if any(uri.endswith(".md") for uri in catalog.content.unread):
        return  # what uses them may be what could not be read
    linked = {other for term in catalog.content.terms for other in term.see_also}
    for term in catalog.content.terms:
        if term.id not in uses(catalog):
            hint = "remove it, or add the alias under which pages use it"
            where = "only other terms refer to it" if term.id in linked else "nothing refers to it"
            message = f"the term '{term.term}' is used nowhere; {where}"
            yield Issue(term.location, message, ID, hint, "warning")
