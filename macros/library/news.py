"""What is new: every entry on its page, and the latest anywhere else."""

from __future__ import annotations

from macros.catalog import Catalog
from macros.issues import MacroError
from macros.paths import NEWS_PAGE, relative
from macros.rendering.here import Here
from macros.rendering.templating import fill


def news(catalog: Catalog, here: Here, limit: int | None = None) -> str:
    """Every entry in full, the latest first; with `limit`, links to so many of them."""
    if NEWS_PAGE not in catalog.pages:
        raise MacroError(f"there is no page {NEWS_PAGE}", "write one that calls news()", NEWS_PAGE)
    entries = list(catalog.news.values())
    if limit is None:
        if here.page != NEWS_PAGE:
            raise MacroError(f"all entries stand on {NEWS_PAGE}", "say how many: news(3)")
        return fill("news.md.jinja", entries=entries, here=here)
    if limit < 1:
        raise MacroError(f"limit is 1 or more, not {limit}")
    return fill(
        "news-links.md.jinja",
        rows=[(item, f"{relative(NEWS_PAGE, here.page)}#{item.id}") for item in entries[:limit]],
        rest=relative(NEWS_PAGE, here.page) if len(entries) > limit else "",
    )
