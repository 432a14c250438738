"""Boxes that lead into the guide, made of the catalog's records and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from macros.catalog import Catalog
from macros.freshness import evidence
from macros.models import LEVELS, Category, Question, Service
from macros.planning import in_hours, plan_minutes, questions_of, reading_minutes
from macros.rendering.answers import Renderer
from macros.rendering.here import Here
from macros.rendering.templating import fill


def at_a_glance(catalog: Catalog, renderer: Renderer, name: str, here: Here) -> str:
    """The box of the service or category whose page this is."""
    for service in catalog.services.values():
        if service.page == here.page:
            return _service(catalog, service, here)
    category = next(item for item in catalog.categories.values() if item.page == here.page)
    return _category(catalog, category, here)


def _service(catalog: Catalog, service: Service, here: Here) -> str:
    questions = catalog.by_section.get(service.id, [])
    pages = [path for path in catalog.config.nav if path.startswith(f"{service.folder}/")]
    order = [catalog.pages[path] for path in pages if path in catalog.pages and path != service.page]
    homes = Counter(catalog.homes[item.id] for item in questions if item.id in catalog.homes)
    return fill(
        "service-glance.html.jinja",
        service=service,
        icon=catalog.icon(service.page),
        attributes=[
            (name.replace("_", " ").capitalize(), value) for name, value in dict(service.at_a_glance).items()
        ],
        before=[
            {"name": other.short, "url": here.url(other.page)}
            for other in (catalog.services[item] for item in service.before)
        ],
        order=[
            {"title": page.title, "url": here.url(page.path), "minutes": reading_minutes(page.words)}
            for page in order
            if page.path not in homes
        ],
        questions=here.url(homes.most_common(1)[0][0]) if homes else "",
        practice=_practice(catalog, here, "service", service.id) if questions else "",
        **_counts(questions),
    )


def _category(catalog: Catalog, category: Category, here: Here) -> str:
    services = [item for item in catalog.services.values() if item.category == category.id]
    questions = catalog.of_category(category.id)
    return fill(
        "category-glance.html.jinja",
        category=category,
        icon=catalog.icon(category.page),
        services=[_tile(catalog, item, here) for item in services],
        practice=_practice(catalog, here, "category", category.id) if questions else "",
        **_counts(questions),
    )


def service_map(catalog: Catalog, renderer: Renderer, name: str, here: Here) -> str:
    """Every category with its services."""
    return fill(
        "service-map.html.jinja",
        categories=[
            {
                "name": item.name,
                "tagline": item.tagline,
                "url": here.url(item.page),
                "icon": catalog.icon(item.page),
                "services": [
                    _tile(catalog, service, here)
                    for service in catalog.services.values()
                    if service.category == item.id
                ],
            }
            for item in catalog.categories.values()
        ],
    )


def plan_cards(catalog: Catalog, renderer: Renderer, names: str, here: Here) -> str:
    """Study plans side by side; `names` are their ids, with a space between them."""
    plans = [catalog.plans[name] for name in names.split()]
    return fill(
        "plan-cards.html.jinja",
        rows=[
            {
                "plan": item,
                "url": here.url(item.page),
                "count": len(questions_of(catalog, item.steps)),
                "time": in_hours(plan_minutes(catalog, item)),
            }
            for item in plans
        ],
    )


def figures(catalog: Catalog, renderer: Renderer, name: str, here: Here) -> str:
    """What the guide holds, in numbers that are counted at each build."""
    questions, facts = list(catalog.questions.values()), list(catalog.facts.values())
    texts = catalog.content.sourced
    sources = {source.url for item in texts for source in item.sources} | {fact.source.url for fact in facts}
    days = [item.checked for item in (*texts, *facts) if item.checked]
    return fill(
        "figures.html.jinja",
        rows=[
            row
            for row in (
                (len(questions), "questions", "with a spoken answer, a rubric and what is asked next"),
                (len(sources), "sources", "read, and linked where they are used"),
                (len(facts), "numbers", f"with source and date; {_evident(catalog)} confirmed by a machine"),
                (_tested(catalog), "code examples", "run by the tests of every build"),
            )
            if row[0]
        ],
        last=max(days, default=None),
    )


def cards_due(catalog: Catalog, renderer: Renderer, name: str, here: Here) -> str:
    """Where a script says how many cards are due; it shows itself only to who has some."""
    return fill(
        "cards-due.html.jinja",
        practice=here.url(catalog.practice_page),
        script=here.url("assets/javascripts/due.js"),
    )


def _evident(catalog: Catalog) -> int:
    return sum(bool(evidence(fact, catalog.config)) for fact in catalog.facts.values())


def _tested(catalog: Catalog) -> int:
    return sum(bool(example.test) for example in catalog.examples.values())


def _tile(catalog: Catalog, service: Service, here: Here) -> dict[str, Any]:
    return {
        "name": service.name,
        "short": service.short,
        "tagline": service.tagline,
        "url": here.url(service.page),
        "icon": catalog.icon(service.page),
        "count": len(catalog.by_section.get(service.id, ())),
    }


def _counts(questions: Iterable[Question]) -> dict[str, Any]:
    by_level = Counter(item.level for item in questions)
    levels = [(level, by_level[level]) for level in LEVELS if by_level[level]]
    return {"levels": levels, "count": by_level.total()}


def _practice(catalog: Catalog, here: Here, name: str, value: str) -> str:
    return f"{here.url(catalog.practice_page)}?{name}={value}" if catalog.practice_page else ""
