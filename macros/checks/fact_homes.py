"""A fact belongs to a service that exists; otherwise no table shows it."""

from __future__ import annotations

from collections.abc import Iterator

from macros.catalog import Catalog
from macros.issues import Issue, did_you_mean

ID = "fact-homes"


def check(catalog: Catalog) -> Iterator[Issue]:
    """Facts in a folder that is no service."""
    for fact in catalog.content.facts:
        if fact.section not in catalog.services and not catalog.may_exist(fact.section):
            message = f"the fact '{fact.id}' is in a folder that is no service"
            yield Issue(fact.location, message, ID, did_you_mean(fact.section, catalog.services))
