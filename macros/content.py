"""Everything that the content files hold, and what was wrong with the rest."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from dataclasses import dataclass, field

from macros.allowances import Allowance
from macros.issues import Issue
from macros.models import Diagram, Example, Fact, Icon, News, Page, Question, Term


@dataclass
class Content:
    """Everything that could be read, and everything that was wrong with the rest.

    `faulty` are records with wrong fields, which are empty or as by default: only what does not depend on
    these may be checked. `unread` holds paths and ids of what could not be read; one with a slash at its end
    stands for all below.
    `marks` stand for the bytes that became the records of a file, by its path from the repository's root, and
    `digest` for the bytes of every file below `docs/`, whatever it holds.
    """

    pages: list[Page] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    news: list[News] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)
    diagrams: list[Diagram] = field(default_factory=list)
    icons: list[Icon] = field(default_factory=list)
    faulty: list[Page | Question | Term | News] = field(default_factory=list)
    allowances: list[Allowance] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    marks: dict[str, bytes] = field(default_factory=dict)
    digest: bytes = b""

    @property
    def sourced(self) -> tuple[Question | Page | Term, ...]:
        """The records that name sources in a list; a fact has one."""
        return (*self.questions, *self.pages, *self.terms)

    def add(self, other: Content) -> None:
        """Take in what was read from another file."""
        for name in LISTS:
            getattr(self, name).extend(getattr(other, name))
        self.unread |= other.unread

    def only(self, files: Collection[str]) -> Content:
        """The records of some files, without what is wrong with them."""
        found = Content(marks={path: mark for path, mark in self.marks.items() if path in files})
        for name in LISTS:
            if name != "issues":
                setattr(found, name, [item for item in getattr(self, name) if item.location.path in files])
        return found


#: The fields of `Content` that hold what stands in files.
LISTS = tuple(item.name for item in dataclasses.fields(Content) if item.type.startswith("list"))
