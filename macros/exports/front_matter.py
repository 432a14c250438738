"""The first chapter of a book: how to use it, of which day it is, and where the newest edition is."""

from __future__ import annotations

from collections.abc import Sequence

from macros.catalog import Catalog
from macros.clock import build_date
from macros.exports.book import Book
from macros.exports.book_parts import Part, paths, questions_in
from macros.paths import GLOSSARY_PAGE
from macros.planning import in_hours, plan_minutes
from macros.rendering.templating import fill

FRONT_ID, FRONT_TITLE = "p-how-to-use", "How to use this book"


def counts(catalog: Catalog, chosen: Sequence[Part]) -> dict[str, int]:
    """How many questions and terms these parts hold."""
    pages = paths(chosen)
    return {
        "questions": len(questions_in(catalog, chosen)),
        "terms": len(catalog.terms) if GLOSSARY_PAGE in pages else 0,
    }


def front_matter(catalog: Catalog, book: Book, chosen: Sequence[Part]) -> str:
    """The HTML of the chapter, for a book of the parts in `chosen`."""
    pages = paths(chosen)
    plans = [
        (plan, book.id(plan.page), in_hours(plan_minutes(catalog, plan)))
        for plan in catalog.plans.values()
        if plan.page in pages
    ]
    return fill(
        "exports/book-front.html.jinja",
        id=FRONT_ID,
        title=FRONT_TITLE,
        **counts(catalog, chosen),
        plans=plans,
        today=build_date(),
        url=catalog.config.site_url,
        copyright=catalog.config.copyright,
    )
