"""What pages and answers are made of: the files they come from, and the days of what they state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime

from macros.catalog import Catalog
from macros.markdown_source import macro_calls
from macros.models import Fact, News, Page, Question, Term

#: Code that a text includes from a file, with or without lines of it.
INCLUDED = re.compile(r'^ *--8<-- "([^":]+)', re.MULTILINE)


def question_files(catalog: Catalog, question: Question) -> list[str]:
    """The files that an answer is made of: its own, those of its facts, and what it shows."""
    return [question.location.path, *_shown_in(catalog, question.body, question.section)]


def question_days(catalog: Catalog, question: Question) -> list[date]:
    """Every day on which a statement of the answer was checked or changed."""
    return [
        question.checked,
        *([question.changed.since] if question.changed else []),
        *_days_of(_facts_in(catalog, question.body, question.section)),
    ]


def last_changed(catalog: Catalog, changes: Mapping[str, int]) -> dict[str, date]:
    """The day on which each page, or what it shows, last changed; without those of which nothing is known.

    `changes` are seconds since 1970 by file, as Git knows them. Without any, the days count on which the
    statements were checked or changed. A page shows cards that are at home on it, facts, code, diagrams,
    terms and news; a mere link to something else does not count.
    """
    found = {}
    for page in catalog.pages.values():
        cards = catalog.at_home.get(page.path, [])
        days = (
            [
                datetime.fromtimestamp(changes[name], UTC).date()
                for name in _page_files(catalog, page, cards)
                if name in changes
            ]
            if changes
            else list(_page_days(catalog, page, cards))
        )
        if days:
            found[page.path] = max(days)
    return found


def _page_files(catalog: Catalog, page: Page, cards: Iterable[Question]) -> Iterator[str]:
    yield page.location.path
    yield from _shown_in(catalog, page.body, page.section)
    for question in cards:
        yield from question_files(catalog, question)
    for item in _listed_on(catalog, page):
        yield item.location.path


def _page_days(catalog: Catalog, page: Page, cards: Iterable[Question]) -> Iterator[date]:
    if page.checked:
        yield page.checked
    yield from _days_of(_facts_in(catalog, page.body, page.section))
    for question in cards:
        yield from question_days(catalog, question)
    for item in _listed_on(catalog, page):
        yield item.date if isinstance(item, News) else item.checked


def _listed_on(catalog: Catalog, page: Page) -> Iterator[Term | News]:
    """The terms and the news that a page shows in full."""
    for call in macro_calls(page.body)[0]:
        if call.name == "glossary":
            yield from catalog.terms.values()
        elif call.name == "news":
            yield from catalog.news.values()


def _shown_in(catalog: Catalog, text: str, section: str) -> Iterator[str]:
    """Files of the facts, the code and the diagrams in a text."""
    for fact in _facts_in(catalog, text, section):
        yield fact.location.path
    for call in macro_calls(text)[0]:
        if call.name == "example":
            yield f"docs/{call.text('path')}"
        elif call.name == "diagram":
            yield f"docs/{call.text('path')}.mmd"
            yield f"docs/{call.text('path')}.svg"
    yield from (f"docs/{path}" for path in INCLUDED.findall(text))


def _facts_in(catalog: Catalog, text: str, section: str) -> Iterator[Fact]:
    """The facts that a text of a section states."""
    for call in macro_calls(text)[0]:
        if call.name == "fact":
            yield catalog.fact(call.text("id"))
        elif call.name == "facts":
            wanted = call.text("service") or section
            yield from (fact for fact in catalog.facts.values() if fact.section == wanted)
        elif call.name == "fact_index":
            yield from catalog.facts.values()
        elif call.name == "changes":
            yield from (fact for fact in catalog.facts.values() if fact.changed)


def _days_of(facts: Iterable[Fact]) -> Iterator[date]:
    for fact in facts:
        yield fact.checked
        if fact.changed:
            yield fact.changed.since
