"""A statement without a source is an opinion. Answers and pages about services name theirs."""

from __future__ import annotations

from collections.abc import Iterator

from macros.catalog import Catalog
from macros.issues import Issue

ID = "sources"
HINT = "add sources: with title and url of a page that you opened"


def check(catalog: Catalog) -> Iterator[Issue]:
    """Questions without a source; pages in a service's folder without sources or a checked date."""
    for question in catalog.content.questions:
        if not question.sources:
            yield Issue(question.location, "the answer has no source", ID, HINT)
    for page in catalog.content.pages:
        if page.section not in catalog.services or page.path.endswith("/questions.md"):
            continue
        if not page.sources:
            yield Issue(page.location, "the page has no source", ID, HINT)
        if page.checked is None:
            yield Issue(page.location, "the page has no checked date", ID, "add checked: YYYY-MM-DD")
