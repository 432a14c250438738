"""What leads into the guide: the box on top of a service's or category's page, parts of the home page."""

from __future__ import annotations

from macros.catalog import Catalog
from macros.issues import MacroError
from macros.rendering.here import Here
from macros.rendering.templating import fill


def at_a_glance(catalog: Catalog, here: Here) -> str:
    """The service or category of the page in a box: its record, questions by level, where to start."""
    page = catalog.pages.get(here.page)
    if page and not (page.service or page.category):
        raise MacroError("this page is no service's and no category's", "call it on their index.md")
    return fill("place.md.jinja", kind="glance", id="page", here=here)


def service_map(catalog: Catalog, here: Here) -> str:
    """All services by category, with icons and the number of their questions."""
    return fill("place.md.jinja", kind="map", id="all", here=here)


def figures(catalog: Catalog, here: Here) -> str:
    """What the guide holds, counted: questions, sources, facts, tested examples, the last check."""
    return fill("place.md.jinja", kind="figures", id="all", here=here)


def cards_due(catalog: Catalog, here: Here) -> str:
    """How many cards of the practice app are due for this reader; nothing for one who has not practised."""
    if not catalog.practice_page:
        raise MacroError("the guide has no practice app", "put practice() on a page")
    return fill("place.md.jinja", kind="due", id="all", here=here)
