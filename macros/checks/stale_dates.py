"""What was true when it was checked may not be true now: after a while somebody must look again."""

from __future__ import annotations

from collections.abc import Iterator

from macros.catalog import Catalog
from macros.freshness import due, is_stale
from macros.issues import Issue
from macros.models import Fact, Page, Question, Term

ID = "stale-dates"


def check(catalog: Catalog) -> Iterator[Issue]:
    """Answers, facts, terms and pages whose `checked` date is older than the guide allows."""
    content = catalog.content
    dated: tuple[Question | Term | Fact | Page, ...] = (
        *content.questions,
        *content.terms,
        *content.facts,
        *content.pages,
    )
    for item in dated:
        if item.checked and is_stale(catalog, item):
            day = due(item, catalog.config)
            message = f"checked: {item.checked} is too long ago, a new check was due on {day}"
            hint = "read the sources again, correct what has changed, then write today's date"
            yield Issue(item.at("checked"), message, ID, hint, "warning")
