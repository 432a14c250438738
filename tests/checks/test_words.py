from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.guides import edited, issues

PAGE = "docs/baking/sourdough/index.md"
QUESTION = "docs/baking/sourdough/questions/poke-test.md"
AVOID = '{leaven: starter, robust: "- say what it survives", in order to: to}'
CONFIG = {"mkdocs.yml": f"extra: {{guide: {{avoid: {AVOID}}}}}\n"}
DASH = "a long dash joins what could be two sentences (write a full stop or a comma)"


def findings(tmp_path: Path, text: str) -> list[str]:
    files = edited(PAGE, "A starter is fed daily.", f"A starter is fed daily.\n\n{text}")
    return [line.removeprefix(f"{PAGE}:") for line in issues(tmp_path, files | CONFIG)]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Feed the leaven.", "17: warning: 'leaven' is not used here (write 'starter')"),
        ("**Leaven** lives.", "17: warning: 'Leaven' is not used here (write 'starter')"),
        ("A robust dough.", "17: warning: 'robust' is not used here (say what it survives)"),
        ("Knead it in\norder to relax.", "17: warning: 'in order to' is not used here (write 'to')"),
        ("Done ✅ now.", "17: warning: the emoji '✅' is decoration (say it in words)"),
        (
            "Done :white_check_mark: now.",
            "17: warning: the emoji ':white_check_mark:' is decoration (say it in words)",
        ),
        ("It rises — and falls.", f"17: warning: {DASH}"),
    ],
)
def test_what_the_guide_avoids_is_a_finding(tmp_path: Path, text: str, finding: str) -> None:
    assert findings(tmp_path, text) == [finding]


@pytest.mark.parametrize(
    "text",
    [
        "Leavened bread.",
        'The word "leaven" is old.',
        "`leaven`",
        "```text\nleaven ✅ —\n```",
        "A → B ≈ C: D–E",
        "| — |",
    ],
)
def test_other_words_code_and_quotations_are_none(tmp_path: Path, text: str) -> None:
    assert findings(tmp_path, text) == []


@pytest.mark.parametrize(
    ("line", "edit"),
    [
        (7, ("[The dent comes back slowly.]", "[A robust dent.]")),
        (2, ("prompt: ", "prompt: In a robust way, ")),
    ],
)
def test_prompt_and_lines_of_the_rubric_are_read_too(
    tmp_path: Path, line: int, edit: tuple[str, str]
) -> None:
    assert issues(tmp_path, edited(QUESTION, *edit) | CONFIG) == [
        f"{QUESTION}:{line}: warning: 'robust' is not used here (say what it survives)"
    ]


def test_a_guide_without_a_list_avoids_only_decoration(tmp_path: Path) -> None:
    assert issues(tmp_path, edited(PAGE, "A starter", "Robust leaven. A starter")) == []
