"""A record in the folder of another kind: one finding says where it belongs, not one for each field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel

from macros.models import NewsFields, PageFields, QuestionFields, TermFields


class _Kind(NamedTuple):
    """A kind of record in a file of its own: the field that no other kind has, what it is, where it lies."""

    field: str
    name: str
    place: str


_KINDS: Mapping[type[BaseModel], _Kind] = {
    QuestionFields: _Kind("prompt", "a question", "docs/<folder>/questions/<id>.md"),
    TermFields: _Kind("term", "a term", "docs/glossary/terms/<id>.md"),
    NewsFields: _Kind("date", "an entry of the news", "docs/news/<day>-<words>.md"),
    PageFields: _Kind("description", "a page", "docs/<folder>/<name>.md"),
}


def misplaced(model: type[BaseModel], fields: Mapping[Any, Any]) -> tuple[str, str, str] | None:
    """(field that tells, what is wrong, where it belongs) of a record of another kind than `model`."""
    own = _KINDS.get(model)
    if own is None or own.field in fields:
        return None
    meant = next((kind for kind in _KINDS.values() if kind.field in fields), None)
    if meant is None:
        return None
    return meant.field, f"this is {meant.name}, and {own.name} is expected here", f"move it to {meant.place}"
