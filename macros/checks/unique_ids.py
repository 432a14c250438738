"""An id means one thing. Two folders, facts or aliases with one name would make links ambiguous."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from macros.catalog import Catalog, plan_id
from macros.issues import Issue, Location

ID = "unique-ids"


def check(catalog: Catalog) -> Iterator[Issue]:
    """Duplicate facts, terms and plans, folders of one name, and aliases of questions that are taken."""
    content = catalog.content
    yield from _twice("fact", [(fact.id, fact.location) for fact in content.facts])
    yield from _twice("term", [(term.id, term.location) for term in content.terms])
    yield from _twice(
        "question",
        [(question.id, question.location) for question in content.questions]
        + [
            (alias, question.at("aliases", index))
            for question in content.questions
            for index, alias in enumerate(question.aliases)
        ],
    )
    yield from _twice(
        "study plan", [(plan_id(page.path), page.at("plan")) for page in content.pages if page.plan]
    )
    yield from _twice(
        "service or category",
        [(page.section, page.location) for page in content.pages if page.service or page.category],
    )


def _twice(what: str, named: Iterable[tuple[str, Location]]) -> Iterator[Issue]:
    first: dict[str, Location] = {}
    for name, location in named:
        if name in first:
            yield Issue(
                location, f"the {what} '{name}' exists already at {first[name]}", ID, "give it another id"
            )
        first.setdefault(name, location)
