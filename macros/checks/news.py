"""A news entry has its day in its name, says something, and stands on the page that the feed links to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.catalog import Catalog
from macros.headings import headings
from macros.issues import Issue, Location
from macros.markdown_source import macro_calls
from macros.models import News
from macros.paths import NEWS_PAGE

ID = "news"


def check(catalog: Catalog) -> Iterator[Issue]:
    """Entries under another day than their own, without text, with headings, and news that no page shows."""
    for entry in catalog.content.news:
        yield from _entry(entry)
    entries = list(catalog.news.values())
    if entries and not _is_shown(catalog):
        hint = f"write docs/{NEWS_PAGE} with {{{{ news() }}}} on it"
        yield Issue(entries[0].location, f"docs/{NEWS_PAGE} does not show the news", ID, hint)


def _entry(entry: News) -> Iterator[Issue]:
    day = f"{entry.date}-"
    if not entry.id.startswith(day) or entry.id == day:
        slug = re.sub(r"^(?:\d{4}-\d{2}-\d{2}(?:-|$))+", "", entry.id) or "what-is-new"
        place = entry.at("date")
        yield Issue(place, f"date: {entry.date} is not in the file's name", ID, f"name it '{day}{slug}.md'")
    place = Location(entry.location.path, entry.body_line)
    if not entry.body.strip():
        yield Issue(entry.location, "the entry says nothing", ID, "write what a reader can do now")
    for line, *_ in headings(entry.body):
        heading = Location(place.path, place.line + line - 1)
        yield Issue(heading, "an entry has no headings of its own", ID, "write paragraphs, or two entries")


def _is_shown(catalog: Catalog) -> bool:
    """Whether the page of news shows all of them; if it could not be read, it may."""
    page = catalog.pages.get(NEWS_PAGE)
    if page is None:
        return catalog.may_exist(NEWS_PAGE)
    calls, _, faults = macro_calls(page.body)
    return bool(faults) or any(call.name == "news" and not call.args and not call.kwargs for call in calls)
