"""The list of all questions, which is also the data that the page's script filters."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import groupby

from macros.catalog import Catalog
from macros.models import KINDS, LEVELS, Question
from macros.rendering.answers import Renderer
from macros.rendering.here import Here
from macros.rendering.templating import fill


def question_index(catalog: Catalog, renderer: Renderer, name: str, here: Here) -> str:
    """Links to every question, by category and section, under a filter bar."""
    rows = catalog.questions.values()
    sections = [
        _section(catalog, renderer, here, section, list(items))
        for section, items in groupby(rows, key=lambda item: item.section)
    ]
    return fill(
        "question-index.html.jinja",
        groups=[
            (category, list(found))
            for category, found in groupby(sections, key=lambda item: item["category"])
        ],
        levels=[level for level in LEVELS if any(item.level == level for item in rows)],
        kinds=[kind for kind in KINDS if any(item.kind == kind for item in rows)],
        count=len(rows),
        names=_packed(list(_names(catalog))),
        filter=here.url("assets/javascripts/text-filter.js"),
        script=here.url("assets/javascripts/question-index.js"),
        style=here.url("assets/stylesheets/question-index.css"),
    )


def _section(
    catalog: Catalog, renderer: Renderer, here: Here, section: str, items: list[Question]
) -> dict[str, object]:
    title = catalog.section_name(section, short=True)
    service = catalog.services.get(section)
    category = catalog.categories.get(service.category if service else section)
    used = {topic for item in items for topic in item.topics}
    topics = {name: text for name, text in catalog.topics.get(section, {}).items() if name in used}
    return {
        "id": section,
        "title": title,
        "category": category.name if category else title,
        "topics": _packed(topics),
        "rows": [
            {
                "question": item,
                "prompt": renderer.inline(item.prompt, item.path, item.location),
                "url": here.url(catalog.homes[item.id], item.id),
            }
            for item in items
        ],
    }


def _names(catalog: Catalog) -> Iterator[list[str]]:
    """The names of each term and service that a title says by one of them: no others can find a question."""
    said = "\n".join(
        " ".join((item.prompt, catalog.section_name(item.section, short=True), *_topics(catalog, item)))
        for item in catalog.questions.values()
    ).lower()
    words = set(re.findall(r"\w+", said))
    for names in (
        *((item.short, item.name) for item in catalog.services.values()),
        *((item.term, *item.aliases) for item in catalog.terms.values()),
    ):
        # Words first: most names have one that no title has, and to look through all titles takes longer.
        different = {name.lower(): name for name in names}
        if len(different) > 1 and any(
            words.issuperset(re.findall(r"\w+", name)) and name in said for name in different
        ):
            yield list(different)


def _topics(catalog: Catalog, item: Question) -> Iterator[str]:
    titles = catalog.topics.get(item.section, {})
    return (titles.get(name, name) for name in item.topics)


def _packed(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
