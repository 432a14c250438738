from __future__ import annotations

from pathlib import Path

from macros.checks.texts import texts
from tests.support.guides import catalog, edited

QUESTION = "docs/baking/sourdough/questions/poke-test.md"


def test_texts_are_the_bodies_of_pages_questions_and_terms(tmp_path: Path) -> None:
    assert [text.path for text in texts(catalog(tmp_path))] == [
        "baking/index.md",
        "baking/sourdough/index.md",
        "glossary/index.md",
        "index.md",
        "baking/sourdough/questions/poke-test.md",
        "glossary/terms/starter.md",
    ]


def test_a_line_of_a_text_is_a_line_of_its_file(tmp_path: Path) -> None:
    text = next(text for text in texts(catalog(tmp_path)) if text.path.endswith("poke-test.md"))
    lines = (tmp_path / QUESTION).read_text(encoding="utf-8").split("\n")
    number = text.markdown.split("\n").index("## In depth") + 1
    assert lines[text.at(number).line - 1] == "## In depth"
    assert str(text.issue(number, "a fault", "check", "a hint")) == f"{QUESTION}:14: a fault (a hint)"


def test_lines_of_the_rubric_with_markup_are_texts_with_their_own_place(tmp_path: Path) -> None:
    files = edited(
        QUESTION,
        "key_points: [The dent comes back slowly.]",
        "key_points:\n  - Plain.\n  - A [link](x.md).\n"
        "weak_signals: ['a < b']\nfollow_ups: ['{{ a }}', Why?]",
    )
    found = [(text.at(1).line, text.markdown) for text in texts(catalog(tmp_path, files))]
    assert found[-3:] == [(9, "A [link](x.md)."), (10, "a < b"), (11, "{{ a }}")]
