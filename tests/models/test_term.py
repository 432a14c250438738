"""Terms: the definition that becomes a tooltip."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.models.term import initial
from tests.support.guides import catalog, edited

LINE = "Flour and water in which wild yeast lives.\n"


@pytest.mark.parametrize(
    ("body", "definition"),
    [
        (LINE, LINE.strip()),
        ("Flour and water\nin which  yeast lives.\n", "Flour and water in which yeast lives."),
        (f"{LINE}\nMore of it.\n", LINE.strip()),
        ("\n", ""),
    ],
)
def test_the_definition_is_the_first_paragraph_on_one_line(
    tmp_path: Path, body: str, definition: str
) -> None:
    files = edited("docs/glossary/terms/starter.md", LINE, body)
    assert catalog(tmp_path, files).terms["starter"].definition == definition


@pytest.mark.parametrize(
    ("word", "letter"),
    [("starter", "S"), ("Bassinage", "B"), ("épi", "É"), ("0-type flour", "0–9"), (".lev", "0–9")],
)
def test_a_term_stands_under_its_first_letter(word: str, letter: str) -> None:
    assert initial(word) == letter
