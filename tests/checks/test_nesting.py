from __future__ import annotations

from pathlib import Path

import pytest

from macros.checks import nesting
from tests.support.guides import edited, found

PAGE = "docs/baking/sourdough/index.md"


def findings(tmp_path: Path, text: str) -> list[str]:
    files = edited(PAGE, "A starter is fed daily.", f"A starter is fed daily.\n\n{text}")
    return [str(issue) for issue in found(tmp_path, files) if issue.check == nesting.ID]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("1. " * 5000 + "a", 17, "lists or quotes are nested too deeply here (take a few away)"),
        ("Fine.\n\n" + "> " * 20 + "a", 19, "lists or quotes are nested too deeply here (take a few away)"),
        ("- " * 13 + "a", 17, "lists or quotes are nested too deeply here (take a few away)"),
        ("Fine.\n\n" + "[" * 50, 19, "this paragraph has too many open brackets"),
        ("Fine.\n\n" + "![a\n" * 50, 19, "this paragraph has too many open brackets"),
        ("Fine.\n\n" + "words and words\n" * 2000, 19, "this paragraph is too long"),
    ],
)
def test_what_no_converter_should_be_given_is_refused(
    tmp_path: Path, text: str, line: int, what: str
) -> None:
    (finding,) = findings(tmp_path, text)
    assert finding.startswith(f"{PAGE}:{line}: {what}")


@pytest.mark.parametrize(
    "text",
    [
        "- a\n    - b\n        - c\n            - d",
        "> > quoted twice",
        "- - - - - - - - - - - - - - - -",
        "* * * * * * * * * * * * * * * *",
        "[a](index.md) and [b](index.md) " * 60,
        "- [ ] a task\n" * 60,
        "```text\n" + "[" * 60 + "\n```",
        "words and words\n\n" * 2000,
    ],
)
def test_what_a_person_writes_is_none(tmp_path: Path, text: str) -> None:
    assert findings(tmp_path, text) == []
