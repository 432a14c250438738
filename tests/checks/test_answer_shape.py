from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from tests.support.guides import BASE, edited, issues

QUESTION = "docs/baking/sourdough/questions/poke-test.md"
TERM = "docs/glossary/terms/starter.md"
LINE = "Flour and water in which wild yeast lives.\n"
EMPTY = "12: the answer is empty (after the front matter, write what one says in 60-90 seconds)"
MORE = "(add the trade-offs, failure modes and numbers below that heading)"


@pytest.mark.parametrize(
    ("body", "finding"),
    [
        ("\n", EMPTY),
        ("\n## In depth\n\nMore.\n", EMPTY),
        ("\n\n## In depth\n", EMPTY.replace("12", "13")),
        ("\nShort.\n", f"12: the answer has no '## In depth' {MORE}"),
        (
            "\nShort.\n\n## In Depth\n\nMore.\n",
            "12: the answer has no '## In depth' (write '## In depth', not '## In Depth')",
        ),
        (
            "\nShort.\n\n### In-depth:\n\nMore.\n",
            "12: the answer has no '## In depth' (write '## In depth', not '### In-depth:')",
        ),
        ("\nShort.\n\n## In depth\n\n", f"12: '## In depth' is empty {MORE}"),
    ],
)
def test_an_answer_without_one_of_its_parts_is_a_finding(tmp_path: Path, body: str, finding: str) -> None:
    front = dedent(BASE[QUESTION]).rsplit("---\n", 1)[0]
    assert issues(tmp_path, {QUESTION: f"{front}---\n{body}"}) == [f"{QUESTION}:{finding}"]


def test_a_term_without_a_definition_is_a_finding(tmp_path: Path) -> None:
    assert issues(tmp_path, edited(TERM, LINE, "")) == [
        f"{TERM}:6: the definition is empty (one or two plain sentences)"
    ]


@pytest.mark.parametrize(
    "definition",
    ["Flour and `water`.\n", "Flour and [water](../index.md).\n", '{{ fact("sourdough/proof-max") }}\n'],
)
def test_a_definition_with_markup_cannot_be_a_tooltip(tmp_path: Path, definition: str) -> None:
    assert issues(tmp_path, edited(TERM, LINE, definition)) == [
        f"{TERM}:6: the first paragraph becomes a tooltip and must be plain text "
        "(no links, code or macros before the first blank line)"
    ]


def test_markup_below_the_first_paragraph_of_a_term_is_fine(tmp_path: Path) -> None:
    assert issues(tmp_path, edited(TERM, LINE, f"{LINE}\nIt holds `water`.\n")) == []
