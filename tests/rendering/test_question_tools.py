"""The bar above the cards of a page."""

from __future__ import annotations

import re
from pathlib import Path

from macros.guide import Guide, load_catalog
from macros.rendering.here import Here
from macros.rendering.question_tools import question_tools
from tests.support.guides import BASE, guide

HERE = Here("baking/sourdough/index.md")
QUESTION = "docs/baking/sourdough/questions/poke-test.md"


def offered(found: Guide, name: str) -> list[str]:
    """The values of one filter in the bar for every question of the guide."""
    bar = question_tools(found.catalog, found.renderer, " ".join(found.catalog.questions), HERE)
    return re.findall(rf'name="{name}" value="([^"]+)"', bar)


def test_the_bar_offers_what_occurs(bread: Guide) -> None:
    assert offered(bread, "level") == ["junior", "senior"]
    assert offered(bread, "kind") == ["concept", "troubleshooting"]
    assert offered(bread, "topic") == ["dough", "oven"]


def test_a_filter_with_one_choice_is_not_offered(tmp_path: Path) -> None:
    other = {QUESTION.replace("poke", "other"): BASE[QUESTION].replace("concept", "design")}
    found = Guide(load_catalog(guide(tmp_path, other)))
    assert offered(found, "kind") == ["concept", "design"]
    assert offered(found, "level") == []
