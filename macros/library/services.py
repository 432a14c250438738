"""Tables made of the services' records."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

from macros.catalog import Catalog, unknown
from macros.issues import MacroError
from macros.library.facts import fact
from macros.models import AtAGlance, Service
from macros.paths import relative
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
    counts = {item.id: len(catalog.by_section.get(item.id, ())) for item in found}
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


def prerequisites(catalog: Catalog, here: Here, service: str = "") -> str:
    """Which services to read before which: stages, each after what it builds on. Of one service, or of all.

    Services that nothing is said about are left out.
    """
    # A name that does not exist is a finding of its own, at its place.
    before = {
        item.id: [name for name in item.before if name in catalog.services]
        for item in catalog.services.values()
    }
    wanted = set(before)
    if service:
        wanted, waiting = set(), [catalog.service(service).id]
        while waiting:
            name = waiting.pop()
            if name in before and name not in wanted:
                wanted.add(name)
                waiting += before[name]
    part = {name for name in wanted if before[name]} | {other for name in wanted for other in before[name]}
    stages = _stages(
        {name: [other for other in before[name] if other in part] for name in before if name in part}
    )
    if not stages:
        what = f"'{service}'" if service else "any service"
        raise MacroError(f"nothing is to be read before {what}", "add 'before' to the record of a service")
    known = catalog.services
    return fill(
        "prerequisites.md.jinja",
        stages=[
            [
                (known[name], relative(known[name].page, here.page), [known[other] for other in before[name]])
                for name in known
                if name in stage
            ]
            for stage in stages
        ],
    )


def _stages(before: dict[str, list[str]]) -> list[tuple[str, ...]]:
    """Names in stages: all that a name waits for stands in earlier ones."""
    sorter = TopologicalSorter(before)
    stages = []
    try:
        sorter.prepare()
    except CycleError:
        raise MacroError("the services' lists 'before' lead in a circle", "see the finding there") from None
    while sorter.is_active():
        stages.append(sorter.get_ready())
        sorter.done(*stages[-1])
    return stages


def _limits(catalog: Catalog, here: Here, item: Service) -> list[tuple[str, str]]:
    return [(catalog.fact(name).name, fact(catalog, here, name)) for name in item.limits]
