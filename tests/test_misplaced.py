"""What kind of record it is, is told by its fields; tests of loading have the findings."""

from __future__ import annotations

import pytest
from pydantic import BaseModel

from macros.misplaced import misplaced
from macros.models import FactFields, NewsFields, PageFields, QuestionFields, TermFields


@pytest.mark.parametrize(
    ("model", "fields", "tells"),
    [
        (PageFields, {"prompt": "Why?", "level": "mid"}, "prompt"),
        (QuestionFields, {"title": "A", "description": "B"}, "description"),
        (QuestionFields, {"promt": "Why?", "level": "mid"}, None),
        (PageFields, {"title": "A", "description": "B", "term": "c"}, None),
        (TermFields, {"date": "2026-01-02"}, "date"),
        (NewsFields, {}, None),
        (FactFields, {"prompt": "Why?"}, None),
    ],
)
def test_a_record_of_another_kind_is_told_by_its_own_field(
    model: type[BaseModel], fields: dict[str, str], tells: str | None
) -> None:
    found = misplaced(model, fields)
    assert (found and found[0]) == tells
