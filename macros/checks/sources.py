"""A statement without a source is an opinion. Answers and pages about services name theirs."""

from __future__ import annotations

from collections.abc import Iterator

from macros.catalog import Catalog
from macros.issues import Issue
from macros.models import Page, Question, Term

ID = "sources"
HINT = "add sources: with title and url of a page that you opened"


def check(catalog: Catalog) -> Iterator[Issue]:
    """Questions without a source; pages in a service's folder without sources or a checked date; doubles."""
    content = catalog.content
    for record in content.sourced:
        yield from _doubles(record)
    for question in content.questions:
        if not question.sources:
            yield Issue(question.location, "the answer has no source", ID, HINT)
    for page in content.pages:
        if page.section not in catalog.services or page.path.endswith("/questions.md"):
            continue
        if not page.sources:
            yield Issue(page.location, "the page has no source", ID, HINT)
        if page.checked is None:
            yield Issue(page.location, "the page has no checked date", ID, "add checked: YYYY-MM-DD")


def _doubles(record: Question | Page | Term) -> Iterator[Issue]:
    lines: dict[str, int] = {}
    for number, source in enumerate(record.sources):
        place = record.at("sources", number)
        if source.url in lines:
            message = f"the source '{source.url}' is named twice, first in line {lines[source.url]}"
            yield Issue(place, message, ID, "keep one of the two")
        else:
            lines[source.url] = place.line
