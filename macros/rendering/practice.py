"""The questions as the practice app reads them: classic scripts, each named by the hash of what it holds.

One is the index: of each question what choosing, scheduling, drawing and listing need. The others are parts
with the answers, which the app loads when it shows one. Pages on disk may load nothing but scripts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from macros.catalog import Catalog
from macros.file_cache import FileCache, digest_of
from macros.models import Plan, Question
from macros.planning import questions_of
from macros.rendering.answers import Renderer
from macros.rendering.classic_scripts import as_json, digest
from macros.rendering.follow_ups import follow_ups
from macros.rendering.here import Here

#: Of the shape of the files; the app refuses another.
VERSION = 2
#: Characters of a part, about: a section that has more gets several. One answer is never divided.
PART_SIZE = 48_000


@dataclass(frozen=True)
class CardFiles:
    """Names of the scripts, and their texts: each is made when it is asked for.

    The index sets `window.guideCards`; a part calls `guideAnswers(name, answers by id of the question)`.
    """

    index: str
    parts: tuple[str, ...]
    texts: Mapping[str, str]


def card_files(catalog: Catalog, renderer: Renderer, here: Here, cache: FileCache | None = None) -> CardFiles:
    """The cards of the whole guide for the app on the page `here`. Made once an opened guide.

    With a `cache`, what an answer was that has not changed need not be looked up to name the files.
    """
    return renderer.once(("cards", here), lambda: _card_files(_Answers(catalog, renderer, here), cache))


class _Outline(NamedTuple):
    """Of an answer: the mark of what it says, and how many characters it has as JSON."""

    mark: str
    size: int


class _Answers(Mapping[str, str]):
    """The answers of questions by id, as JSON. Each is written once: it is most of the work."""

    def __init__(self, catalog: Catalog, renderer: Renderer, here: Here) -> None:
        self.catalog, self.renderer, self.here = catalog, renderer, here
        self._written: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        if name not in self._written:
            answer = _answer(self.catalog, self.renderer, self.here, self.catalog.questions[name])
            self._written[name] = f"{as_json(name)}:{as_json(answer)}"
        return self._written[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.catalog.questions)

    def __len__(self) -> int:
        return len(self.catalog.questions)

    def material(self, name: str) -> bytes:
        """What an answer is made of, besides where it is shown."""
        item = self.catalog.questions[name]
        asked = (follow_up.question for follow_up in item.follow_ups)
        named = " ".join(self.catalog.question(other).id if other else "-" for other in asked)
        mark = self.renderer.mark(item) or self[name].encode()
        return digest_of(mark, self.catalog.content.marks[item.location.path], named)

    def outline(self, name: str) -> _Outline:
        return _Outline(self.renderer.question(self.catalog.questions[name]).said.mark, len(self[name]))

    def joined(self, names: Collection[str]) -> str:
        return f"{{{','.join(map(self.__getitem__, names))}}}"


class _Texts(Mapping[str, str]):
    """The texts of the index, and of parts that hold the answers of some questions."""

    def __init__(
        self, index: tuple[str, str], parts: Mapping[str, Collection[str]], answers: _Answers
    ) -> None:
        self._index, self._parts, self._answers = index, parts, answers

    def __getitem__(self, name: str) -> str:
        if name == self._index[0]:
            return self._index[1]
        return f"guideAnswers({as_json(name)},{self._answers.joined(self._parts[name])});\n"

    def __iter__(self) -> Iterator[str]:
        yield from (*self._parts, self._index[0])

    def __len__(self) -> int:
        return len(self._parts) + 1


def _card_files(answers: _Answers, cache: FileCache | None) -> CardFiles:
    catalog, here = answers.catalog, answers.here
    known, data = cache or FileCache(), repr(here)
    marks = {name: answers.material(name) for name in answers}

    def outlined(names: Collection[str]) -> Mapping[str, _Outline]:
        return {name: answers.outline(name) for name in names}

    def named(firsts: Collection[str]) -> Mapping[str, str]:
        return {name: f"answers.{digest(answers.joined(divided[name]))[:10]}.js" for name in firsts}

    outlines = known.of_each("outlines", marks, data, outlined)
    divided = {part[0]: part for part in _divided(catalog, outlines)}
    whole = {
        first: digest_of(*(marks[name] + name.encode() for name in part)) for first, part in divided.items()
    }
    names = known.of_each("parts", whole, data, named)
    parts = {names[first]: part for first, part in divided.items()}
    cards = [
        _card(catalog, here, catalog.questions[name], outlines[name].mark, number)
        for number, part in enumerate(parts.values())
        for name in part
    ]
    content = {
        "version": VERSION,
        "categories": [{"id": item.id, "name": item.name} for item in catalog.categories.values()],
        "services": _services(catalog),
        "plans": [_plan(catalog, here, item) for item in catalog.plans.values()],
        "parts": tuple(parts),
        "cards": cards,
    }
    text = as_json(content)
    index = f"cards.{digest(text)}.js"
    return CardFiles(index, tuple(parts), _Texts((index, f"window.guideCards = {text};\n"), parts, answers))


def _divided(catalog: Catalog, outlines: Mapping[str, _Outline]) -> Iterator[list[str]]:
    """The questions, by id, of each part: those of one section, until their answers are long enough."""
    held: list[str] = []
    section, size = "", 0
    for item in catalog.questions.values():
        if held and (size >= PART_SIZE or item.section != section):
            yield held
            held, size = [], 0
        held.append(item.id)
        section, size = item.section, size + outlines[item.id].size
    if held:
        yield held


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


def _card(catalog: Catalog, here: Here, item: Question, mark: str, part: int) -> dict[str, Any]:
    """What choosing, scheduling, drawing and listing need.

    `mark` is that of what its answer says, `part` numbers the part that holds it.
    """
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
        "hash": mark,
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
                "answer": here.settle(reply),
                "question": other.id if other else "",
            }
            for ask, reply, other in follow_ups(catalog, item, parts)
        ],
        "sources": [{"title": source.title, "url": source.url} for source in item.sources],
        "checked": item.checked.isoformat(),
        "text": parts.said.spoken,
    }
