"""Faults of a record, in a contributor's words; tests of loading and of the settings have the cases."""

from __future__ import annotations

import pytest
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError, with_config
from typing_extensions import TypedDict

from macros.issues import Location
from macros.models import QuestionFields
from macros.validation import Path, faults, sound_part

STRICT = ConfigDict(strict=True, extra="forbid")


class Crumb(BaseModel):
    model_config = STRICT
    color: str = ""


@with_config(STRICT)
class Crust(TypedDict, total=False):
    crumb: Crumb | None
    sides: list[Crumb]


@pytest.mark.parametrize(
    ("record", "finding"),
    [
        ({"crumbs": {}}, "a:1: unknown field 'crumbs' (did you mean 'crumb'?)"),
        ({"crumb": {"colour": ""}}, "a:2: unknown field 'crumb.colour' (did you mean 'color'?)"),
        ({"sides": [{}, {"x": 1}]}, "a:3: unknown field 'sides.1.x' (known are color)"),
        ({"crumb": {"color": 1}}, "a:2: crumb.color: should be a text (put it in quotes)"),
        ({"crumb": {"color": ["red"]}}, "a:2: crumb.color: should be a text"),
        ({"sides": 1}, "a:1: sides: should be a list"),
    ],
)
def test_fields_are_known_in_models_and_in_typed_dictionaries(record: object, finding: str) -> None:
    def place(path: Path) -> Location:
        return Location("a", len(path))

    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Crust).validate_python(record)
    assert [str(issue) for issue in faults(caught.value, Crust, place, "b")] == [finding]


def test_the_sound_part_of_a_record_has_what_is_right_and_is_empty_elsewhere() -> None:
    written = {"prompt": "Why?", "level": "junor", "topics": ["dough"], "related": 3, "minuets": 2}
    found = sound_part(QuestionFields, written)
    assert isinstance(found, QuestionFields)
    assert (found.prompt, found.topics) == ("Why?", ("dough",))
    assert (found.level, found.key_points, found.related) == (None, (), ())


@pytest.mark.parametrize("written", [None, 3, [], {}, {"minuets": 2}])
def test_what_has_no_known_field_has_no_sound_part(written: object) -> None:
    assert sound_part(QuestionFields, written) is None
