"""The list of all questions, which is also the data that the page's script filters."""

from __future__ import annotations

import json
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
        "topics": json.dumps(topics, ensure_ascii=False, separators=(",", ":")),
        "rows": [
            {
                "question": item,
                "prompt": renderer.inline(item.prompt, item.path, item.location),
                "url": here.url(catalog.homes[item.id], item.id),
            }
            for item in items
        ],
    }
