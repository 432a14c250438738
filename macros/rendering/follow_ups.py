"""What is asked after a question, one row for each follow-up: for cards, decks, books and the app."""

from __future__ import annotations

from typing import NamedTuple

from macros.catalog import Catalog
from macros.models import Question
from macros.rendering.answers import RenderedQuestion


class FollowUpRow(NamedTuple):
    """A follow-up and its reply as HTML with neutral links, and the question that answers it.

    The reply is empty, or there is no such question, where the other one says enough.
    """

    ask: str
    reply: str
    other: Question | None


def follow_ups(catalog: Catalog, question: Question, parts: RenderedQuestion) -> list[FollowUpRow]:
    """The follow-ups of a question that was rendered to `parts`, in their order."""
    rows = zip(parts.follow_ups, parts.replies, question.follow_ups, strict=True)
    return [
        FollowUpRow(ask, reply, catalog.question(item.question) if item.question else None)
        for ask, reply, item in rows
    ]
