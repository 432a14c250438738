from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.guides import edited, issues

PLAN = "docs/plans/evening.md"
QUESTION = "docs/baking/sourdough/questions/poke-test.md"
TEXT = """\
---
title: One evening
description: Bread by tomorrow.
plan:
  name: Evening
  description: For who bakes tomorrow.
  steps:
    - title: Dough
      read: [baking/sourdough/index.md]
      questions:
        - sourdough/poke-test
        - {category: baking, level: junior}
---

{{ study_plan() }}
"""


def plan(old: str = "", new: str = "") -> dict[str, str]:
    assert old in TEXT
    return {PLAN: TEXT.replace(old, new)}


def test_a_plan_that_leads_to_pages_and_questions_has_no_findings(tmp_path: Path) -> None:
    assert issues(tmp_path, plan()) == []


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        (
            "[baking/sourdough/index.md]",
            "\n        - baking/index.md\n        - baking/sourdouhg/index.md",
            "11: read: there is no page 'baking/sourdouhg/index.md' "
            "(did you mean 'baking/sourdough/index.md'?)",
        ),
        (
            "[baking/sourdough/index.md]",
            "[../x]",
            "9: read: there is no page '../x' (paths count from docs/ and end in .md)",
        ),
        (
            "sourdough/poke-test",
            "sourdough/poke-tset",
            "11: questions: there is no question 'sourdough/poke-tset' (did you mean 'sourdough/poke-test'?)",
        ),
        (
            "level: junior",
            "level: senior",
            "12: questions: no question meets all of these filters (drop one of them)",
        ),
        (
            "category: baking, level: junior",
            "level: senior",
            "12: questions: no question meets all of these filters (drop one of them)",
        ),
        (
            "category: baking",
            "category: bakign",
            "12: questions: there is no category 'bakign' (did you mean 'baking'?)",
        ),
        (
            "category: baking",
            "topic: douhg",
            "12: questions: there is no topic 'douhg' (did you mean 'dough'?)",
        ),
        (
            "level: junior",
            "levle: junior",
            "12: unknown field 'plan.steps.0.questions.1.levle' (did you mean 'level'?)",
        ),
        (
            "category: baking, level: junior",
            "question: sourdough/poke-test, level: junior",
            "12: plan.steps.0.questions.1: name a question, or at least one of category, service, topic, "
            "level, kind, tag",
        ),
        (
            "    - title: Dough",
            "    - {title: dough!, note: Wait.}\n    - title: Dough",
            "9: step 1 has the title 'Dough' already (give each step its own title)",
        ),
        ("title: Dough", 'title: "?!"', "8: the title '?!' has no letter or digit (name the step)"),
        (
            "    - title: Dough",
            "    - title: Nothing\n    - title: Dough",
            "8: the step 'Nothing' asks for nothing (add 'read', 'questions', 'mock' or a 'note')",
        ),
        (
            "title: Dough",
            "title: Dough | x",
            "8: plan.steps.title: this must be plain text (leave out HTML, links, macros, braces and bars)",
        ),
        (
            "category: baking",
            "category: cooking",
            "12: questions: no question of cooking meets all of these filters (drop one of them)",
        ),
    ],
)
def test_a_plan_that_leads_nowhere_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, finding: str
) -> None:
    cooking = "---\ntitle: Soup\ndescription: Soup.\ncategory: {name: Cooking, tagline: x}\n---\n"
    files = {**plan(old, new), "docs/cooking/index.md": cooking}
    assert f"{PLAN}:{finding}" in issues(tmp_path, files)


def test_a_renamed_question_is_reported_with_its_new_id(tmp_path: Path) -> None:
    files = {
        **plan("sourdough/poke-test", "sourdough/dent"),
        **edited(QUESTION, "minutes: 2", "minutes: 2\naliases: [sourdough/dent]"),
    }
    assert issues(tmp_path, files) == [
        f"{PLAN}:11: questions: 'sourdough/dent' was renamed to 'sourdough/poke-test' "
        "(write 'sourdough/poke-test')"
    ]


def test_a_question_that_cannot_be_read_is_no_fault_of_the_plan(tmp_path: Path) -> None:
    files = {**plan(), **edited(QUESTION, "minutes: 2", "minutes: two")}
    assert [line for line in issues(tmp_path, files) if line.startswith(PLAN)] == []


def test_two_plans_of_one_name_are_a_finding(tmp_path: Path) -> None:
    found = issues(tmp_path, {**plan(), "docs/more/evening.md": TEXT})
    assert (
        f"{PLAN}:4: the study plan 'evening' exists already at docs/more/evening.md:4 (give it another id)"
        in found
    )


@pytest.mark.parametrize("page", ["docs/index.md", "docs/plans/other.md"])
def test_a_page_without_a_plan_cannot_show_one(tmp_path: Path, page: str) -> None:
    text = "---\ntitle: A\ndescription: B.\n---\n\n{{ study_plan() }}\n"
    hint = "(see 'A study plan' in Pages and services)"
    finding = f"{page}:6: study_plan(): this page's front matter holds no 'plan:' {hint}"
    assert finding in issues(tmp_path, {**plan(), page: text})
