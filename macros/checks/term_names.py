"""A word of the glossary leads to one term: a name or an alias that two terms share leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from macros.catalog import Catalog
from macros.issues import Issue
from macros.models import Term

ID = "term-names"


def check(catalog: Catalog) -> Iterator[Issue]:
    """Names and aliases that belong to more than one term, in any spelling of case and hyphens."""
    taken: dict[str, Term] = {}
    for term in catalog.content.terms:
        for name in dict.fromkeys((term.term, *term.aliases)):
            other = taken.setdefault(spelling(name), term)
            if other.id != term.id:
                message = f"the name '{name}' belongs to the term '{other.id}' already"
                yield Issue(term.location, message, ID, "remove it from one of them")


def spelling(name: str) -> str:
    """What the same name in another spelling of case and hyphens shares with it."""
    return name.lower().replace("-", " ")
