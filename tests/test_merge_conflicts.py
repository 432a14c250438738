"""Marks of a merge are found, and nothing that only looks like one."""

from __future__ import annotations

import pytest

from macros.merge_conflicts import conflicts

CONFLICT = "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> branch\n"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (CONFLICT, [1]),
        (f"a\n{CONFLICT}b\n{CONFLICT}", [2, 8]),
        ("a\n<<<<<<< HEAD\nb", [2]),
        ("a\n>>>>>>> branch\n", [2]),
        ("<<<<<<<\na\n||||||| base\nb\n=======\nc\n>>>>>>>", [1]),
        ("A heading\n=======\n", []),
        ("a <<<<<<< b\n <<<<<<< b\n<<<<<<<<\n>>>>>> a\n>>>>>>>a\n", []),
    ],
)
def test_each_conflict_is_named_by_its_first_line(text: str, lines: list[int]) -> None:
    assert list(conflicts(text)) == lines
