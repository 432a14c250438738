"""Questions on a page: whole cards, or links to them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from macros.catalog import Catalog, Filter
from macros.headings import headings
from macros.issues import MacroError
from macros.models import Question
from macros.paths import relative
from macros.rendering.here import Here
from macros.rendering.templating import fill

SHOW = ("cards", "links")


def questions(
    catalog: Catalog,
    here: Here,
    service: Filter = None,
    topic: Filter = None,
    level: Filter = None,
    kind: Filter = None,
    tag: Filter = None,
    show: str = "cards",
    group: str = "",
) -> str:
    """Every question that meets the filters, as cards with a filter bar, or as a list of links.

    `service` defaults to the page's own folder. Each filter takes a name or a list of names. With
    `group="topic"` the cards stand under a heading for each topic.
    """
    if show not in SHOW:
        raise MacroError(f"show is 'cards' or 'links', not '{show}'")
    if group not in ("", "topic"):
        raise MacroError(f"group is 'topic' or left out, not '{group}'")
    section = service or catalog.pages[here.page].section
    found = catalog.select(section, topic, level, kind, tag)
    if show == "links":
        rows = [(item, question_url(catalog, here, item)) for item in found]
        return fill("question-links.md.jinja", rows=rows)
    return fill(
        "questions.md.jinja",
        groups=groups_of(catalog, found, group),
        level=_level(catalog, here, group),
        tools=[item.id for item in found] if len(found) > 1 else None,
        here=here,
        homes=catalog.homes,
        at_home=[item.id for item in found if catalog.homes.get(item.id) == here.page],
    )


def question(catalog: Catalog, here: Here, id: str) -> str:
    """The card of one question."""
    found = catalog.question(id)
    return fill(
        "questions.md.jinja",
        groups=[("", [found])],
        level=_level(catalog, here),
        tools=None,
        here=here,
        homes=catalog.homes,
        at_home=[found.id] if catalog.homes.get(found.id) == here.page else [],
    )


def question_index(catalog: Catalog, here: Here) -> str:
    """Every question of the guide in one list that the reader can filter."""
    return fill("place.md.jinja", kind="questions", id="all", here=here)


def _level(catalog: Catalog, here: Here, group: str = "") -> str:
    """Prompts stand one level below the page's own sections, so that no level is skipped."""
    page = catalog.pages.get(here.page)
    return "###" if group or (page and headings(page.body)) else "##"


def groups_of(
    catalog: Catalog, found: Sequence[Question], group: str = ""
) -> list[tuple[str, Sequence[Question]]]:
    """(heading, questions) of each group; one without a heading where none are asked for."""
    if not group:
        return [("", found)]
    titles = catalog.topic_titles(found)
    return [
        (titles.get(topic, topic), list(items))
        for topic, items in groupby(found, key=lambda item: item.topics[0])
    ]


def question_link(catalog: Catalog, here: Here, item: Question) -> str:
    """A Markdown link to the card of a question."""
    return fill("question-link.md.jinja", question=item, url=question_url(catalog, here, item))


def question_url(catalog: Catalog, here: Here, item: Question) -> str:
    """The address of a question's card in Markdown."""
    home = catalog.homes.get(item.id, here.page)
    return f"{relative(home, here.page)}#{item.id}" if home != here.page else f"#{item.id}"
