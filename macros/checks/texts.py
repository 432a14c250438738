"""Every Markdown text of the guide with its place: what most checks walk over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from macros.catalog import Catalog
from macros.issues import Edit, Issue, Location
from macros.models import News, Page, Question, Term

T = TypeVar("T")


@dataclass(frozen=True)
class Text:
    """Markdown in the docs file `path`; its first line is line `first` of the file."""

    path: str
    file: str
    first: int
    markdown: str

    def at(self, line: int) -> Location:
        """The place of a line of the text, counted from 1."""
        return Location(self.file, self.first + line - 1)

    def issue(self, line: int, message: str, check: str, hint: str = "") -> Issue:
        """An error on a line of the text."""
        return Issue(self.at(line), message, check, hint)

    def advice(
        self, line: int, message: str, check: str, hint: str, fix: tuple[str, str] | None = None
    ) -> Issue:
        """A warning on a line of the text; `fix` is what to replace there, and by what."""
        place = self.at(line)
        return Issue(place, message, check, hint, "warning", Edit(place, *fix) if fix else None)


def faulty(catalog: Catalog, kind: type[T]) -> Iterator[T]:
    """The records of a kind that have wrong fields: for checks of what does not depend on these."""
    return (item for item in catalog.content.faulty if isinstance(item, kind))


def texts(catalog: Catalog, all_lines: bool = False) -> tuple[Text, ...]:
    """Bodies of pages, questions, terms and news, and those lines of a question's rubric that hold markup.

    With `all_lines`, every line of the rubric.
    """
    return catalog.once(("texts", all_lines), lambda: tuple(_texts(catalog, all_lines)))


def _texts(catalog: Catalog, all_lines: bool) -> Iterator[Text]:
    content = catalog.content
    bodies: tuple[Page | Question | Term | News, ...] = (
        *content.pages,
        *content.questions,
        *content.terms,
        *content.news,
        *content.faulty,
    )
    for item in bodies:
        yield Text(item.path, item.location.path, item.body_line, item.body)
    for question in (*content.questions, *faulty(catalog, Question)):
        lists = (
            ("key_points", question.key_points),
            ("weak_signals", question.weak_signals),
            ("follow_ups", [follow_up.ask for follow_up in question.follow_ups]),
            ("follow_ups", [follow_up.answer for follow_up in question.follow_ups]),
        )
        for field, lines in lists:
            for index, line in enumerate(lines):
                if (all_lines and line) or any(mark in line for mark in "<[{"):
                    place = question.at(field, index)
                    yield Text(question.path, place.path, place.line, line)


def prompts(catalog: Catalog) -> Iterator[Text]:
    """The prompts of questions: plain text, and what an interviewer says, so without facts."""
    for question in (*catalog.content.questions, *faulty(catalog, Question)):
        yield Text(question.path, question.location.path, question.at("prompt").line, question.prompt)
