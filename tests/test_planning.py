"""What a study plan leads to, and how long it takes."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from macros.catalog import Catalog
from macros.models import Selection, Step
from macros.planning import (
    in_hours,
    pages_of,
    plan_minutes,
    question_minutes,
    questions_of,
    reading_minutes,
    select,
    step_minutes,
)
from tests.support.guides import BASE, catalog

QUESTION = "docs/baking/sourdough/questions/poke-test.md"


def made(root: Path) -> Catalog:
    """The base guide with a junior, a mid and a senior question, and a plan."""
    text = dedent(BASE[QUESTION])
    return catalog(
        root,
        {
            "docs/baking/sourdough/questions/mid.md": text.replace("junior", "mid").replace("poke", "other"),
            "docs/baking/sourdough/questions/senior.md": text.replace("junior", "senior").replace(
                "poke", "third"
            ),
            "docs/baking/rye/index.md": dedent(BASE["docs/baking/sourdough/index.md"]).replace(
                "Sourdough", "Rye"
            ),
            "docs/baking/rye/questions/crumb.md": text.replace("poke", "crumb").replace("junior", "senior"),
            "docs/plans/evening.md": """\
                ---
                title: One evening
                description: Bread by tomorrow.
                plan:
                  name: Evening
                  description: For who bakes tomorrow.
                  steps:
                    - title: Dough
                      read: [baking/sourdough/index.md]
                      questions: [sourdough/senior, {level: [junior, senior]}]
                    - {title: Oven, note: Bake., extra_minutes: 45}
                ---

                {{ study_plan() }}
                """,
        },
    )


def ids(*questions: object) -> list[str]:
    return [question.id for question in questions]  # type: ignore[attr-defined]


def test_questions_come_in_the_order_of_the_steps_and_each_once(tmp_path: Path) -> None:
    found = made(tmp_path)
    (plan,) = found.plans.values()
    assert (plan.id, plan.page) == ("evening", "plans/evening.md")
    assert ids(*questions_of(found, plan.steps)) == ["sourdough/senior", "rye/crumb", "sourdough/poke-test"]
    assert [page.path for page in pages_of(found, plan.steps[0])] == ["baking/sourdough/index.md"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (
            {"category": "baking", "service": "sourdough"},
            ["sourdough/poke-test", "sourdough/mid", "sourdough/senior"],
        ),
        ({"category": "baking", "service": ["sourdough"], "level": "mid"}, ["sourdough/mid"]),
        ({"service": "sourdough", "level": ["mid", "senior"], "first": 1}, ["sourdough/mid"]),
        ({"topic": "dough", "kind": "concept", "first": 2}, ["rye/crumb", "sourdough/poke-test"]),
        ({"category": "baking", "each": 2}, ["rye/crumb", "sourdough/poke-test", "sourdough/mid"]),
        ({"category": "baking", "each": 2, "first": 2}, ["rye/crumb", "sourdough/poke-test"]),
        ({"question": "sourdough/senior"}, ["sourdough/senior"]),
    ],
)
def test_a_selection_is_every_question_that_meets_its_filters(
    tmp_path: Path, filters: dict[str, object], expected: list[str]
) -> None:
    assert ids(*select(made(tmp_path), Selection.model_validate(filters))) == expected


def test_what_is_not_there_is_left_out(tmp_path: Path) -> None:
    step = Step(title="x", read=("no.md",), questions=(Selection(question="no/no"),), note="Rest.")
    found = made(tmp_path)
    assert (pages_of(found, step), questions_of(found, [step]), step_minutes(found, step)) == ((), (), 0)


def test_a_step_takes_reading_answering_and_what_its_author_adds(tmp_path: Path) -> None:
    found = made(tmp_path)
    (plan,) = found.plans.values()
    assert [question_minutes(question) for question in questions_of(found, plan.steps)] == [3, 3, 3]
    assert [step_minutes(found, step) for step in plan.steps] == [10, 45]
    assert plan_minutes(found, plan) == 55


def test_reading_takes_a_minute_for_150_words_and_never_none() -> None:
    assert [reading_minutes(count) for count in (0, 1, 150, 151, 1500)] == [1, 1, 1, 2, 10]


def test_time_is_said_as_exactly_as_an_estimate_is() -> None:
    times = [in_hours(minutes) for minutes in (1, 12, 58, 89, 90, 100, 120, 449, 600)]
    assert times == [
        "5 minutes",
        "10 minutes",
        "60 minutes",
        "90 minutes",
        "1.5 hours",
        "1.5 hours",
        "2 hours",
        "7.5 hours",
        "10 hours",
    ]
