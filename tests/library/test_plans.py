from __future__ import annotations

from pathlib import Path

import pytest

from macros.catalog import Catalog
from macros.issues import MacroError
from macros.library.plans import study_plan, study_plans
from macros.rendering.here import Here
from tests.support.guides import catalog

PLAN = """\
    ---
    title: One evening
    description: Bread by tomorrow.
    plan: {name: Evening, description: Quick., steps: [{title: Wait, note: Wait for the dough.}]}
    ---

    {{ study_plan() }}
    """


def test_a_plan_shows_its_steps_with_links_and_minutes_and_the_sum(bread: Catalog) -> None:
    text = study_plan(bread, Here("plans/first-loaf.md"))
    assert text.startswith(
        "**2 steps, about 1.5 hours**, 2 questions. "
        "[Practice this plan](../practice/index.md?plan=first-loaf)"
    )
    assert "## Know the dough { #know-the-dough" in text
    assert "- Read [Sourdough](../baking/sourdough/index.md), 1 minute\n" in text
    assert "(../practice/index.md?plan=first-loaf&step=mind-the-oven)" in text
    assert "](../baking/sourdough/index.md#sourdough/poke-test) *Junior*" in text
    assert "About 1.5 hours. Bake a loaf and look at its crumb." in text


def test_a_guide_without_the_app_has_plans_without_links_to_it(tmp_path: Path) -> None:
    text = study_plan(catalog(tmp_path, {"docs/plans/a.md": PLAN}), Here("plans/a.md"))
    assert [line for line in text.split("\n") if line] == [
        "**1 step, about 5 minutes**.",
        "## Wait { #wait data-search-exclude }",
        "About 5 minutes. Wait for the dough.",
    ]


def test_a_mock_interview_is_linked_as_the_app_understands_it_and_its_minutes_count(tmp_path: Path) -> None:
    plan = PLAN.replace("note: Wait for the dough.", "mock: {minutes: 45, level: [junior, mid]}")
    practice = {
        "docs/practice/index.md": "---\ntitle: Practice\ndescription: Cards.\n---\n\n{{ practice() }}\n"
    }
    here = Here("plans/a.md")
    address = "../practice/index.md?view=mock&minutes=45&levels=junior,mid"
    text = study_plan(catalog(tmp_path, {"docs/plans/a.md": plan, **practice}), here)
    assert f"- Take a [mock interview of 45 minutes]({address}), junior and mid level" in text
    (tmp_path / "docs/practice/index.md").unlink()
    text = study_plan(catalog(tmp_path, {"docs/plans/a.md": plan}), here)
    assert "About 45 minutes." in text
    assert "- Take a mock interview of 45 minutes, junior and mid level" in text


def test_the_list_of_plans_says_how_long_they_take(bread: Catalog) -> None:
    assert (
        study_plans(bread, Here("index.md"))
        == "- **[First loaf](plans/first-loaf.md)**, 1.5 hours, 2 questions. For who bakes tomorrow."
    )


def test_plans_stand_in_their_order(tmp_path: Path) -> None:
    files = {
        f"docs/plans/{name}.md": PLAN.replace("Quick.", f"Quick., order: {order}")
        for name, order in (("a", 2), ("b", 1))
    }
    assert list(catalog(tmp_path, files).plans) == ["b", "a"]


def test_without_plans_there_is_no_list(tmp_path: Path) -> None:
    with pytest.raises(MacroError, match="there are no study plans"):
        study_plans(catalog(tmp_path), Here("index.md"))


def test_a_page_without_a_plan_shows_none(bread: Catalog) -> None:
    for page in ("index.md", "more/first-loaf.md"):
        with pytest.raises(MacroError, match="holds no 'plan:'"):
            study_plan(bread, Here(page))
