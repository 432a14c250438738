"""Questions: the answer and its depth."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.models import Question
from tests.support.guides import catalog, edited


def question(tmp_path: Path, old: str = "poke", new: str = "poke") -> Question:
    files = edited("docs/baking/sourdough/questions/poke-test.md", old, new)
    return catalog(tmp_path, files).questions["sourdough/poke-test"]


def test_the_spoken_answer_ends_where_the_depth_begins(tmp_path: Path) -> None:
    found = question(tmp_path)
    assert found.spoken == "One does the poke test."
    assert found.depth == 'The dough proofs up to {{ fact("sourdough/proof-max") }}.'


def test_an_answer_without_depth_is_all_spoken(tmp_path: Path) -> None:
    found = question(tmp_path, "## In depth\n\n", "")
    assert found.spoken.endswith('{{ fact("sourdough/proof-max") }}.')
    assert found.depth == ""


@pytest.mark.parametrize("heading", ["### In depth", "In depth"])
def test_only_the_heading_itself_divides_an_answer(tmp_path: Path, heading: str) -> None:
    found = question(tmp_path, "\n## In depth\n", f"\n{heading}\n")
    assert found.depth == ""
