"""Tables made of the services' records."""

from __future__ import annotations

from macros.catalog import Catalog, relative, unknown
from macros.issues import MacroError
from macros.library.facts import fact
from macros.models import AtAGlance, Service
from macros.rendering.here import Here
from macros.rendering.templating import fill


def services(catalog: Catalog, here: Here, category: str = "") -> str:
    """A table of services: those of a category, or all; on a category's page, its own."""
    page = catalog.pages.get(here.page)
    own = page.section if page else ""
    wanted = category or (own if own in catalog.categories else "")
    if wanted and wanted not in catalog.categories:
        raise unknown("category", wanted, catalog.categories)
    found = [item for item in catalog.services.values() if wanted in ("", item.category)]
    counts = {item.id: 0 for item in found}
    for question in catalog.questions.values():
        if question.section in counts:
            counts[question.section] += 1
    return fill(
        "services.md.jinja",
        rows=[(item, relative(item.page, here.page)) for item in found],
        counts=counts,
    )


def compare(catalog: Catalog, here: Here, *ids: str) -> str:
    """A table of two or more services side by side, from their records."""
    if len(ids) < 2:
        raise MacroError("compare needs two services or more", 'compare("a", "b")')
    found = [catalog.service(name) for name in ids]
    attributes = [
        (name.replace("_", " ").capitalize(), [getattr(item.at_a_glance, name) for item in found])
        for name in AtAGlance.model_fields
    ]
    return fill(
        "compare.md.jinja",
        columns=[(item, relative(item.page, here.page)) for item in found],
        attributes=attributes,
        limits=[_limits(catalog, here, item) for item in found],
    )


def _limits(catalog: Catalog, here: Here, item: Service) -> list[tuple[str, str]]:
    return [(catalog.fact(name).name, fact(catalog, here, name)) for name in item.limits]
