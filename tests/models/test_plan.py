"""Study plans: a step is known by its title, and a name may stand for a list of one."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from macros.library import MACROS
from macros.models import PageFields, PlanFields, Selection, Step


def test_a_step_is_known_by_its_title() -> None:
    assert Step(title="Day 1: the dough!").id == "day-1-the-dough"


def test_one_name_is_a_list_of_one() -> None:
    assert Selection.model_validate({"level": "mid", "service": "a"}).level == ("mid",)
    assert Step.model_validate({"title": "A", "questions": ["a/b"]}).questions == (Selection(question="a/b"),)


@pytest.mark.parametrize(
    "value",
    [{}, {"first": 3}, {"level": "expert"}, {"question": "a/b", "tag": "c"}, {"level": "mid", "first": 0}],
)
def test_a_selection_selects_something(value: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Selection.model_validate(value)


def test_a_plan_has_steps() -> None:
    with pytest.raises(ValidationError):
        PlanFields.model_validate({"name": "A", "description": "B", "steps": []})


def test_no_macro_has_the_name_of_a_field_of_a_page() -> None:
    """The engine lays a page's fields over the macros, and the call would find a field."""
    assert set(PageFields.model_fields) & set(MACROS) == set()
