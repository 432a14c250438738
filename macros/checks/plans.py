"""A study plan leads where it says: a renamed question breaks this check, and not a reader's plan."""

from __future__ import annotations

from collections.abc import Iterator

from macros.catalog import Catalog
from macros.issues import Issue, MacroError, did_you_mean
from macros.models import Page, Selection, Step
from macros.planning import select

ID = "plans"


def check(catalog: Catalog) -> Iterator[Issue]:
    """Steps that name a page or a question that is not there, select nothing, or share a title."""
    for page in catalog.content.pages:
        if page.plan is None:
            continue
        taken: dict[str, int] = {}
        for index, step in enumerate(page.plan.steps):
            place = page.at("plan", "steps", index, "title")
            if step.id in taken:
                message = f"step {taken[step.id] + 1} has the title '{step.title}' already"
                yield Issue(place, message, ID, "give each step its own title")
            elif not step.id:
                yield Issue(place, f"the title '{step.title}' has no letter or digit", ID, "name the step")
            taken.setdefault(step.id, index)
            yield from _step(catalog, page, index, step)


def _step(catalog: Catalog, page: Page, index: int, step: Step) -> Iterator[Issue]:
    if not (step.read or step.questions or step.mock or step.note):
        hint = "add 'read', 'questions', 'mock' or a 'note'"
        yield Issue(page.at("plan", "steps", index), f"the step '{step.title}' asks for nothing", ID, hint)
    for position, path in enumerate(step.read):
        if path not in catalog.pages and not catalog.may_exist(path):
            place = page.at("plan", "steps", index, "read", position)
            hint = did_you_mean(path, catalog.pages) or "paths count from docs/ and end in .md"
            yield Issue(place, f"read: there is no page '{path}'", ID, hint)
    for position, entry in enumerate(step.questions):
        place = page.at("plan", "steps", index, "questions", position)
        try:
            found = select(catalog, entry)
        except MacroError as error:
            if not _may_be_met(catalog, entry, error):
                yield Issue(place, f"questions: {error.message}", ID, error.hint)
            continue
        now = found[0].id
        if entry.question and entry.question != now:
            yield Issue(place, f"questions: '{entry.question}' was renamed to '{now}'", ID, f"write '{now}'")


def _may_be_met(catalog: Catalog, entry: Selection, error: MacroError) -> bool:
    """Whether a file that could not be read may hold what is missing."""
    if entry.question:
        return catalog.may_exist(error.missing)
    return any("/questions/" in name for name in catalog.content.unread)
