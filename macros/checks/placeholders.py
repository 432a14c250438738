"""What `python -m macros new` wrote for an author to replace is no content: a reader must not get it.

The texts stand here alone. The templates of new files get them from here, so the two cannot part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel

from macros.catalog import Catalog
from macros.issues import Issue, Location
from macros.models import Fact, News, Page, Question, Term

ID = "placeholders"


class Placeholder(NamedTuple):
    """One line or one field that a template leaves to the author, and what is to stand there instead."""

    text: str
    instead: str


_SOURCE = "give a page that you opened and that supports this"
#: By the names that the templates know.
PLACEHOLDERS: Mapping[str, Placeholder] = {
    "key_point": Placeholder(
        "What a good answer must say.", "write the points of the answer, one sentence an item"
    ),
    "weak_signal": Placeholder(
        "What somebody says who has only read about it.", "write such a sentence, or leave the field out"
    ),
    "follow_up": Placeholder(
        "What an interviewer asks next.", "write a question that follows, or leave the field out"
    ),
    "reply": Placeholder(
        "What one would say to that, in one to three sentences.",
        "answer it, or name the question that does",
    ),
    "spoken": Placeholder(
        "Say the answer here as you would say it aloud in 60 to 90 seconds, in prose that answers first and "
        "then says why.",
        "write the answer",
    ),
    "spoken_length": Placeholder(
        "Aim at 100 to 180 words; the check refuses fewer than 85 and more than 200.", "leave the line out"
    ),
    "depth": Placeholder("Trade-offs, failure modes, numbers.", "write what an interviewer gets who asks on"),
    "depth_facts": Placeholder(
        "Numbers that the provider could change are facts: write fact() with the id in double braces.",
        "leave the line out",
    ),
    "source_title": Placeholder("Title of the page that you opened", _SOURCE),
    "source_url": Placeholder("https://example.org/the-page", _SOURCE),
    "definition": Placeholder(
        "One or two plain sentences. They become the tooltip.", "write what the term means"
    ),
    "fact_name": Placeholder("What the number limits", "write the label of the fact in tables"),
    "news": Placeholder(
        "What a reader can do now, in two or three sentences, with a [link](../index.md) to it.",
        "write that",
    ),
    "description": Placeholder(
        "One sentence for search engines, 50 to 160 characters.", "write what the page answers, and for whom"
    ),
    "tagline": Placeholder("One line on what it is.", "write what the service is"),
    "documentation": Placeholder(
        "https://example.org/its-documentation", "give the address of its own documentation"
    ),
    "pricing": Placeholder("What one pays for", "write it in a few words"),
    "scaling": Placeholder("The unit of scaling", "write it in a few words"),
    "durability": Placeholder("What survives", "write it in a few words"),
    "overview": Placeholder("What it is, and the mental model.", "write that"),
    "when": Placeholder("The workloads that it suits, and why.", "write them, or leave the heading out"),
    "when_not": Placeholder(
        "What it does badly, and what one takes instead.", "write that, or leave the heading out"
    ),
    "how": Placeholder("One real example, step by step.", "write it, or leave the heading out"),
    "gotchas": Placeholder(
        "What surprises somebody who knows the technology next door.", "write that, or leave the heading out"
    ),
}
#: The texts alone, for the templates.
TEXTS: Mapping[str, str] = {name: placeholder.text for name, placeholder in PLACEHOLDERS.items()}
_INSTEAD = {placeholder.text: placeholder.instead for placeholder in PLACEHOLDERS.values()}
#: What is no field of the author's, and the text, which is read by lines.
_OTHERS = {"location", "lines", "body"}


def check(catalog: Catalog) -> Iterator[Issue]:
    """Fields and lines of texts that are what a template left to the author."""
    content = catalog.content
    records: tuple[Page | Question | Term | News | Fact, ...] = (
        *content.pages, *content.questions, *content.terms, *content.news, *content.facts, *content.faulty,
    )  # fmt: skip
    for record in records:
        for name, value in record:
            if value and name not in _OTHERS:
                for path, text in _texts(value, (name,)):
                    if text in _INSTEAD:
                        yield _issue(text, record.at(*path))
        if not isinstance(record, Fact):
            for number, line in enumerate(record.body.split("\n"), record.body_line):
                if line in _INSTEAD:
                    yield _issue(line, Location(record.location.path, number))


def _texts(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """(path, text) of every text in a value of a record."""
    if isinstance(value, str):
        yield path, value
        return
    parts: Any = ()
    if isinstance(value, BaseModel):
        parts = value
    elif isinstance(value, Mapping):
        parts = value.items()
    elif isinstance(value, tuple | list):
        parts = enumerate(value)
    for name, part in parts:
        yield from _texts(part, (*path, name))


def _issue(text: str, place: Location) -> Issue:
    message = f"this is still the text of the template: '{text}'"
    return Issue(place, message, ID, _INSTEAD[text], "warning")  # so a preview shows what is there already
