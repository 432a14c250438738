"""Nobody has read a source tomorrow, and nothing has become new then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from macros.catalog import Catalog
from macros.clock import latest_date
from macros.issues import Issue
from macros.models import Fact, Page, Question, Term

ID = "future-dates"


def check(catalog: Catalog) -> Iterator[Issue]:
    """`checked` dates, and dates of news, later than today, with a day of grace for time zones.

    Today is the later of the build's date and the clock's: a new edit on top of an old commit is no fault.
    """
    latest = latest_date() + timedelta(days=1)
    content = catalog.content
    dated: tuple[Question | Term | Fact | Page, ...] = (
        *content.questions,
        *content.terms,
        *content.facts,
        *content.pages,
    )
    for item in dated:
        if item.checked and item.checked > latest:
            message = f"checked: {item.checked} is in the future"
            yield Issue(item.at("checked"), message, ID, "write the day on which you read the source")
    for entry in content.news:
        if entry.date > latest:
            message = f"date: {entry.date} is in the future"
            yield Issue(entry.at("date"), message, ID, "write the day on which readers get it")
