"""What a study plan leads to: the pages and questions of its steps, and the minutes that they take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import ceil

from macros.catalog import Catalog
from macros.issues import MacroError
from macros.models import Page, Plan, Question, Selection, Step

#: Words a minute of technical text that is to be remembered; prose reads at about 240.
#: Source: https://doi.org/10.1016/j.jml.2019.104047
READING_SPEED = 150


def pages_of(catalog: Catalog, step: Step) -> tuple[Page, ...]:
    """The pages to read. A path that leads to none is left out: a check reports it."""
    return tuple(catalog.pages[path] for path in step.read if path in catalog.pages)


def questions_of(catalog: Catalog, steps: Iterable[Step]) -> tuple[Question, ...]:
    """The questions of some steps in their order, each once.

    What is not found is left out: a check reports it.
    """
    found: dict[str, Question] = {}
    for step in steps:
        for entry in step.questions:
            try:
                chosen = select(catalog, entry)
            except MacroError:
                continue
            found |= {question.id: question for question in chosen if question.id not in found}
    return tuple(found.values())


def select(catalog: Catalog, entry: Selection) -> Sequence[Question]:
    """The questions that one entry of a step stands for. Raises MacroError where there is none."""
    return catalog.once(("selection", entry), lambda: _select(catalog, entry))


def _select(catalog: Catalog, entry: Selection) -> Sequence[Question]:
    if entry.question:
        return (catalog.question(entry.question),)
    found = catalog.select(
        entry.service or None, entry.topic or None, entry.level or None, entry.kind or None, entry.tag or None
    )
    if entry.category:
        sections = catalog.sections_of(entry.category)
        found = tuple(question for question in found if question.section in sections)
        if not found:
            names = ", ".join(entry.category)
            raise MacroError(f"no question of {names} meets all of these filters", "drop one of them")
    if entry.each:
        taken: Counter[str] = Counter()
        kept = []
        for question in found:
            taken[question.section] += 1
            if taken[question.section] <= entry.each:
                kept.append(question)
        found = tuple(kept)
    return found[: entry.first]


def reading_minutes(words: int) -> int:
    """Minutes to read a text, at least one."""
    return max(1, ceil(words / READING_SPEED))


def question_minutes(question: Question) -> int:
    """Minutes to answer a question aloud and to read its answer."""
    return question.minutes + reading_minutes(question.words)


def step_minutes(catalog: Catalog, step: Step) -> int:
    """Minutes that a step takes."""
    reading = sum(reading_minutes(page.words) for page in pages_of(catalog, step))
    answering = sum(question_minutes(question) for question in questions_of(catalog, [step]))
    return reading + answering + (step.mock.minutes if step.mock else 0) + step.extra_minutes


def plan_minutes(catalog: Catalog, plan: Plan) -> int:
    """Minutes that all steps take."""
    return sum(step_minutes(catalog, step) for step in plan.steps)


def in_hours(minutes: int) -> str:
    """`50 minutes`, `2 hours`, `7.5 hours`: no more exact than an estimate is."""
    if minutes < 90:
        rounded = max(5, 5 * round(minutes / 5))
        return f"{rounded} minutes"
    hours = round(minutes / 30) / 2
    return f"{hours:g} hours"
