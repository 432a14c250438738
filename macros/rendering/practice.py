"""The questions as the practice app reads them: one classic script, named by the hash of what it holds."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from macros.catalog import Catalog
from macros.models import Plan, Question
from macros.planning import questions_of
from macros.rendering.answers import Renderer
from macros.rendering.here import Here

#: Of the document's shape; the app refuses another.
VERSION = 1
#: Where the theme's folder holds what a build makes.
FOLDER = "assets/generated"


@dataclass(frozen=True)
class CardsFile:
    """A script that sets `window.guideCards`."""

    name: str
    text: str


def cards_file(catalog: Catalog, renderer: Renderer, here: Here) -> CardsFile:
    """The cards of the whole guide for the app on the page `here`. Made once an opened guide."""
    return renderer.once(("cards", here), lambda: _cards_file(catalog, renderer, here))


def _cards_file(catalog: Catalog, renderer: Renderer, here: Here) -> CardsFile:
    content = {
        "categories": [{"id": item.id, "name": item.name} for item in catalog.categories.values()],
        "services": _services(catalog),
        "plans": [_plan(catalog, here, item) for item in catalog.plans.values()],
        "cards": [_card(catalog, renderer, here, item) for item in catalog.questions.values()],
    }
    text = _json(content)  # once: it is most of the work
    digest = _digest(text)
    head = _json({"version": VERSION, "hash": digest})
    return CardsFile(f"cards.{digest}.js", f"window.guideCards = {head[:-1]},{text[1:]};\n")


def _services(catalog: Catalog) -> list[dict[str, str]]:
    """Every service, and every other folder that has questions."""
    found = {
        item.id: {"id": item.id, "name": item.name, "short": item.short, "category": item.category}
        for item in catalog.services.values()
    }
    for question in catalog.questions.values():
        if question.section not in found:
            title = section_title(catalog, question.section)
            category = question.section if question.section in catalog.categories else ""
            found[question.section] = {
                "id": question.section, "name": title, "short": title, "category": category,
            }  # fmt: skip
    return list(found.values())


def _plan(catalog: Catalog, here: Here, item: Plan) -> dict[str, Any]:
    """A study plan: its steps with ids of cards, those in their order."""
    return {
        "id": item.id,
        "name": item.name,
        "description": item.description,
        "url": here.url(item.page),
        "steps": [
            {
                "id": step.id,
                "title": step.title,
                "cards": [question.id for question in questions_of(catalog, [step])],
            }
            for step in item.steps
        ],
    }


def section_title(catalog: Catalog, section: str) -> str:
    """What a folder of questions is called: its service's short name, or the title of its first page."""
    if section in catalog.services:
        return catalog.services[section].short
    index = (page for page in catalog.content.pages if page.path.endswith(f"{section}/index.md"))
    return next((page.title for page in index if page.section == section), section.replace("-", " ").title())


def _card(catalog: Catalog, renderer: Renderer, here: Here, item: Question) -> dict[str, Any]:
    parts = renderer.question(item)
    titles = catalog.topics.get(item.section, {})
    return {
        "id": item.id,
        "aliases": list(item.aliases),
        "service": item.section,
        "level": item.level,
        "kind": item.kind,
        "topics": [{"id": name, "title": titles.get(name, name)} for name in item.topics],
        "minutes": item.minutes,
        "prompt": item.prompt,
        "spoken": here.settle(parts.spoken),
        "depth": here.settle(parts.depth),
        "keyPoints": [here.settle(line) for line in parts.key_points],
        "weakSignals": [here.settle(line) for line in parts.weak_signals],
        "followUps": [
            {
                "ask": here.settle(ask),
                "question": catalog.question(follow_up.question).id if follow_up.question else "",
            }
            for ask, follow_up in zip(parts.follow_ups, item.follow_ups, strict=True)
        ],
        "sources": [{"title": source.title, "url": source.url} for source in item.sources],
        "checked": item.checked.isoformat(),
        "url": here.url(catalog.homes[item.id], item.id),
        "hash": parts.said.mark,
        "text": parts.said.spoken,
    }


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _json(data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
