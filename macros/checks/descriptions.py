"""Search engines and link previews show the description: it must say something, and must fit.

Source: https://developers.google.com/search/docs/appearance/snippet
"""

from __future__ import annotations

from collections.abc import Iterator

from macros.catalog import Catalog
from macros.issues import Issue

ID = "descriptions"


def check(catalog: Catalog) -> Iterator[Issue]:
    """Descriptions outside of the length that is set, and two pages with the same one."""
    least, most = catalog.config.lengths.get("description", (0, 0))
    first: dict[str, str] = {}
    for page in catalog.content.pages:
        place, count = page.at("description"), len(page.description)
        if most and not least <= count <= most:
            hint = f"{least} to {most} is what a search engine can use; " + (
                "the rest would be cut" if count > most else "say what the page answers, and for whom"
            )
            yield Issue(place, f"the description has {count} characters", ID, hint, "warning")
        other = first.setdefault(page.description, page.location.path)
        if other != page.location.path:
            message = f"{other} has this description, too"
            yield Issue(place, message, ID, "say what is different about this page", "warning")
