"""A title stands alone among tabs, bookmarks and hits, where two pages of one title cannot be told apart."""

from __future__ import annotations

from collections.abc import Iterator

from macros.catalog import Catalog
from macros.issues import Issue

ID = "titles"


def check(catalog: Catalog) -> Iterator[Issue]:
    """Pages with the title of another page."""
    first: dict[str, str] = {}
    for page in catalog.content.pages:
        other = first.setdefault(page.title.casefold(), page.location.path)
        if other != page.location.path:
            hint = "name the subject in it; the navigation in mkdocs.yml may use a shorter one"
            yield Issue(page.at("title"), f"{other} has the title '{page.title}', too", ID, hint, "warning")
