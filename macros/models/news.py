"""News: what became different for readers, one entry a file."""

from __future__ import annotations

from pydantic import Field

from macros.models.base import Day, Placed, Record, Text


class NewsFields(Record):
    """Front matter of a news entry."""

    title: Text = Field(description="What is new, in a few words.")
    date: Day = Field(description="The day on which readers got it.")


class News(NewsFields, Placed):
    """An entry with its identity, the name of its file: `<date>-<slug>`.

    `body` is a few sentences of Markdown and starts at `body_line`.
    """

    id: str
    body: str
    body_line: int
