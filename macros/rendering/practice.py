"""The questions as the practice app reads them: classic scripts, each named by the hash of what it holds.

One is the index: of each question what choosing, scheduling, drawing and listing need. The others are parts
with the answers, which the app loads when it shows one. Pages on disk may load nothing but scripts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from macros.catalog import Catalog
from macros.models import Plan, Question
from macros.planning import questions_of
from macros.rendering.answers import Renderer
from macros.rendering.here import Here

#: Of the shape of the files; the app refuses another.
VERSION = 2
#: Characters of a part, about: a section that has more gets several. One answer is never divided.
PART_SIZE = 48_000
#: Where the theme's folder holds what a build makes.
FOLDER = "assets/generated"


@dataclass(frozen=True)
class CardFiles:
    """Names of the scripts, and their texts.

    The index sets `window.guideCards`; a part calls `guideAnswers(name, answers by id of the question)`.
    """

    index: str
    parts: tuple[str, ...]
    texts: Mapping[str, str]


def card_files(catalog: Catalog, renderer: Renderer, here: Here) -> CardFiles:
    """The cards of the whole guide for the app on the page `here`. Made once an opened guide."""
    return renderer.once(("cards", here), lambda: _card_files(catalog, renderer, here))


def _card_files(catalog: Catalog, renderer: Renderer, here: Here) -> CardFiles:
    texts: dict[str, str] = {}
    cards = []
    for number, (questions, answers) in enumerate(_parts(catalog, renderer, here)):
        name = f"answers.{_digest(answers)[:10]}.js"
        texts[name] = f"guideAnswers({_json(name)},{answers});\n"
        cards += [_card(catalog, renderer, here, item, number) for item in questions]
    parts = tuple(texts)
    content = {
        "version": VERSION,
        "categories": [{"id": item.id, "name": item.name} for item in catalog.categories.values()],
        "services": _services(catalog),
        "plans": [_plan(catalog, here, item) for item in catalog.plans.values()],
        "parts": parts,
        "cards": cards,
    }
    text = _json(content)
    index = f"cards.{_digest(text)}.js"
    texts[index] = f"window.guideCards = {text};\n"
    return CardFiles(index, parts, texts)


def _parts(catalog: Catalog, renderer: Renderer, here: Here) -> Iterator[tuple[list[Question], str]]:
    """(questions of one section, their answers as JSON by id) of each part."""
    held: list[Question] = []
    written: list[str] = []
    size = 0
    for item in catalog.questions.values():
        if held and (size >= PART_SIZE or item.section != held[-1].section):
            yield held, f"{{{','.join(written)}}}"
            held, written, size = [], [], 0
        # Once: it is most of the work.
        text = f"{_json(item.id)}:{_json(_answer(catalog, renderer, here, item))}"
        held.append(item)
        written.append(text)
        size += len(text)
    if held:
        yield held, f"{{{','.join(written)}}}"


def _services(catalog: Catalog) -> list[dict[str, Any]]:
    """Every service, and every other folder that has questions; with titles of the topics in use, by id."""
    found: dict[str, dict[str, Any]] = {
        item.id: {
            "id": item.id, "name": item.name, "short": item.short, "category": item.category, "topics": {},
        }
        for item in catalog.services.values()
    }  # fmt: skip
    for question in catalog.questions.values():
        section = question.section
        if section not in found:
            title = catalog.section_name(section, short=True)
            category = section if section in catalog.categories else ""
            found[section] = {
                "id": section, "name": title, "short": title, "category": category, "topics": {},
            }  # fmt: skip
        titles = catalog.topics.get(section, {})
        found[section]["topics"].update((name, titles.get(name, name)) for name in question.topics)
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


def _card(catalog: Catalog, renderer: Renderer, here: Here, item: Question, part: int) -> dict[str, Any]:
    """What choosing, scheduling, drawing and listing need; `part` numbers the part with its answer."""
    return {
        "id": item.id,
        "aliases": list(item.aliases),
        "service": item.section,
        "level": item.level,
        "kind": item.kind,
        "topics": list(item.topics),
        "minutes": item.minutes,
        "prompt": item.prompt,
        "url": here.url(catalog.homes[item.id], item.id),
        "hash": renderer.question(item).said.mark,
        "part": part,
    }


def _answer(catalog: Catalog, renderer: Renderer, here: Here, item: Question) -> dict[str, Any]:
    """What only a card that is shown needs."""
    parts = renderer.question(item)
    return {
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
        "text": parts.said.spoken,
    }


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _json(data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
