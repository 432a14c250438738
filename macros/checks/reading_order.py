"""What is to be read first cannot wait for itself."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from macros.catalog import Catalog
from macros.issues import Issue

ID = "reading-order"


def check(catalog: Catalog) -> Iterator[Issue]:
    """Services whose `before` leads back to them. One circle is reported at a time."""
    order = {item.id: item.before for item in catalog.services.values()}
    try:
        TopologicalSorter(order).prepare()
    except CycleError as error:
        circle = error.args[1]
        name, needed = min(
            zip(circle[1:], circle, strict=False)
        )  # each comes before the next one in the list
        page = catalog.pages[catalog.services[name].page]
        index = page.service.before.index(needed) if page.service else 0
        message = f"before: '{name}' would have to be read before itself ({' after '.join(reversed(circle))})"
        yield Issue(page.at("service", "before", index), message, ID, "drop one of these")
