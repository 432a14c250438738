"""What a reader wants to know before reading a page: how long it takes, and what to read first."""

from __future__ import annotations

from macros.catalog import Catalog
from macros.paths import relative
from macros.planning import in_hours, question_minutes, reading_minutes
from macros.rendering.templating import fill


def page_head(catalog: Catalog, path: str) -> str:
    """The lines above the text of a page of content; empty for other pages, which carry no `checked`.

    Minutes are counted as in study plans: the page's own text, and the questions whose cards it holds.
    Links are relative to the page's source.
    """
    page = catalog.pages.get(path)
    if page is None or page.checked is None:
        return ""
    questions = catalog.at_home.get(path, [])
    before = [catalog.services[name] for name in (page.service.before if page.service else ())]
    return fill(
        "page-head.html.jinja",
        minutes=reading_minutes(page.words),
        questions=len(questions),
        answering=in_hours(sum(question_minutes(item) for item in questions)),
        before=[(item.short, relative(item.page, path)) for item in before],
    )
