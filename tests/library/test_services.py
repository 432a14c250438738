from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from macros.catalog import Catalog
from macros.issues import MacroError
from macros.library.services import compare, prerequisites, services
from macros.rendering.here import Here
from tests.support.guides import BASE, catalog

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


def chain(root: Path) -> Catalog:
    """Services a to e: b and c build on a, d on b and c; nothing is said about e, nor about sourdough."""
    page = """\
        ---
        title: {0}
        description: {0}.
        service:
          name: {0}
          short: {0}
          tagline: x
          documentation: https://example.org/x
          at_a_glance: {{pricing: x, scaling: x, scope: x, durability: x}}
          before: {1}
        ---
        """
    order = {"a": "[]", "b": "[a]", "c": "[a]", "d": "[b, c]", "e": "[]"}
    return catalog(
        root, {f"docs/baking/{name}/index.md": page.format(name, before) for name, before in order.items()}
    )


def test_services_stand_in_stages_each_after_what_it_builds_on(tmp_path: Path) -> None:
    assert [line.strip() for line in prerequisites(chain(tmp_path), HOME).split("\n") if line.strip()] == [
        "1. Nothing comes before these:",
        "- [a](baking/a/index.md)",
        "1. Then:",
        "- [b](baking/b/index.md), after a",
        "- [c](baking/c/index.md), after a",
        "1. Then:",
        "- [d](baking/d/index.md), after b and c",
    ]


def test_of_one_service_only_what_leads_to_it_is_shown(tmp_path: Path) -> None:
    text = prerequisites(chain(tmp_path), HOME, "b")
    assert "[a]" in text
    assert "[b]" in text
    assert "[c]" not in text


@pytest.mark.parametrize(
    ("service", "message"),
    [
        ("e", "nothing is to be read before 'e'"),
        ("a", "nothing is to be read before 'a'"),
        ("z", "there is no service 'z'"),
    ],
)
def test_a_service_without_prerequisites_shows_none(tmp_path: Path, service: str, message: str) -> None:
    with pytest.raises(MacroError) as caught:
        prerequisites(chain(tmp_path), HOME, service)
    assert caught.value.message == message


def test_a_guide_without_an_order_shows_none(tmp_path: Path) -> None:
    with pytest.raises(MacroError, match="nothing is to be read before any service"):
        prerequisites(catalog(tmp_path), HOME)


def test_a_circle_has_no_stages(tmp_path: Path) -> None:
    text = dedent(BASE["docs/baking/sourdough/index.md"])
    files = {"docs/baking/sourdough/index.md": text.replace("  topics:", "  before: [sourdough]\n  topics:")}
    with pytest.raises(MacroError, match="lead in a circle"):
        prerequisites(catalog(tmp_path, files), HOME)
