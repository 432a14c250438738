"""Numbers with a source: in a sentence, and as a table."""

from __future__ import annotations

from macros.catalog import Catalog, unknown
from macros.freshness import evidence, is_stale
from macros.library.questions import question_link
from macros.rendering.here import Here
from macros.rendering.templating import fill


def fact(catalog: Catalog, here: Here, id: str) -> str:
    """The value of a fact with its unit, linked to its source."""
    found = catalog.fact(id)
    return _inline(catalog, found.id, found.text)


def facts(catalog: Catalog, here: Here, service: str = "") -> str:
    """A table of all facts of a service; the page's own service when none is named."""
    section = service or catalog.pages[here.page].section
    found = [item for item in catalog.facts.values() if item.section == section]
    if not found:
        raise unknown("service with facts", section, {item.section for item in catalog.facts.values()})
    rows = [(item, _inline(catalog, item.id, item.amount), evidence(item, catalog.config)) for item in found]
    return fill("facts.md.jinja", rows=rows)


def fact_index(catalog: Catalog, here: Here) -> str:
    """Every fact of the guide in one table that the reader can filter."""
    return fill("place.md.jinja", kind="facts", id="all", here=here)


def changes(catalog: Catalog, here: Here) -> str:
    """Facts and answers whose truth changed, the latest first."""
    facts_found = [
        (item.changed, item.section, item.name, _inline(catalog, item.id, item.text))
        for item in catalog.facts.values()
        if item.changed
    ]
    answers = [
        (item.changed, item.section, "Answer", question_link(catalog, here, item))
        for item in catalog.questions.values()
        if item.changed
    ]
    rows = [
        (change, catalog.services[section].short if section in catalog.services else section, name, value)
        for change, section, name, value in (*facts_found, *answers)
    ]
    rows.sort(key=lambda row: (row[0].since, row[1], row[2]), reverse=True)
    return fill("changes.md.jinja", rows=rows)


def _inline(catalog: Catalog, id: str, text: str) -> str:
    """A fact's text with its source; made once, for most facts stand in several texts."""
    return catalog.once(("fact", id, text), lambda: _filled(catalog, id, text))


def _filled(catalog: Catalog, id: str, text: str) -> str:
    item = catalog.fact(id)
    return fill(
        "fact.md.jinja",
        fact=item,
        text=text,
        stale=is_stale(catalog, item),
        evidence=evidence(item, catalog.config),
    )
