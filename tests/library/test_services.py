from __future__ import annotations

from pathlib import Path

import pytest

from macros.catalog import Catalog
from macros.issues import MacroError
from macros.library.services import compare, services
from macros.rendering.here import Here
from tests.support.guides import catalog

HOME = Here("index.md")


def rows(markdown: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in markdown.split("\n")]


def test_the_table_of_services_counts_their_questions(bread: Catalog) -> None:
    table = services(bread, HOME)
    assert "| [Sourdough](baking/sourdough/index.md)<br>2 questions | Bread raised by a starter. |" in table
    assert "| [Baker's yeast](baking/yeast/index.md) |" in table


def test_one_question_is_counted_in_the_singular(tmp_path: Path) -> None:
    assert "<br>1 question |" in services(catalog(tmp_path), HOME)


def test_a_category_shows_its_own_services(tmp_path: Path) -> None:
    other = "---\ntitle: Soup\ndescription: Soup.\ncategory: {name: Cooking, tagline: x}\n---\n"
    guide = catalog(tmp_path, {"docs/cooking/index.md": other})
    assert "Sourdough" in services(guide, Here("baking/index.md"))
    assert "Sourdough" not in services(guide, Here("cooking/index.md"))
    assert "Sourdough" in services(guide, Here("cooking/index.md"), "baking")
    assert "Sourdough" in services(guide, HOME)


def test_an_unknown_category_raises_with_a_proposal(bread: Catalog) -> None:
    with pytest.raises(MacroError) as caught:
        services(bread, HOME, "bakign")
    assert str(caught.value) == "there is no category 'bakign'"
    assert caught.value.hint == "did you mean 'baking'?"


def test_services_stand_side_by_side_in_the_order_that_is_asked_for(bread: Catalog) -> None:
    table = compare(bread, HOME, "yeast", "sourdough").split("\n")
    assert (
        table[0].rstrip() == "| | [Yeast](baking/yeast/index.md) | [Sourdough](baking/sourdough/index.md) |"
    )
    assert "| Durability | Hours | Days |" in table
    assert {line.count("|") for line in table} == {4}


def test_limits_are_facts_with_their_names(bread: Catalog) -> None:
    last = compare(bread, HOME, "sourdough", "yeast").split("\n")[-1]
    assert last.startswith("| Limits that matter | Longest proof: [two days](https://example.org/proof ")


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ((), "compare needs two services or more"),
        (("sourdough",), "compare needs two services or more"),
        (("sourdough", "rye"), "there is no service 'rye'"),
    ],
)
def test_what_cannot_be_compared_raises(bread: Catalog, names: tuple[str, ...], message: str) -> None:
    with pytest.raises(MacroError) as caught:
        compare(bread, HOME, *names)
    assert caught.value.message == message
