from __future__ import annotations

from pathlib import Path

from macros.checks.vanished_ids import FILE
from tests.support.guides import edited, issues

QUESTION = "docs/baking/sourdough/questions/poke-test.md"
HINT = "(add 'aliases: [...]' to the question that took its place, or put '- ' before the id here)"


def test_an_id_that_is_gone_is_a_finding(tmp_path: Path) -> None:
    assert issues(tmp_path, {FILE: "# Ids.\nsourdough/dent\n\nsourdough/poke-test\n"}) == [
        f"{FILE}:2: the question 'sourdough/dent' is gone, and no other has it as an alias {HINT}"
    ]


def test_an_alias_keeps_an_id(tmp_path: Path) -> None:
    files = edited(QUESTION, "minutes: 2", "minutes: 2\naliases: [sourdough/dent]")
    assert issues(tmp_path, files | {FILE: "sourdough/dent\n"}) == []


def test_an_id_can_be_withdrawn(tmp_path: Path) -> None:
    assert issues(tmp_path, {FILE: "- sourdough/dent\n"}) == []


def test_a_withdrawn_id_that_exists_is_a_finding(tmp_path: Path) -> None:
    assert issues(tmp_path, {FILE: "- sourdough/poke-test\n"}) == [
        f"{FILE}:1: 'sourdough/poke-test' is withdrawn, yet it exists (take the '-' away)"
    ]


def test_a_question_that_cannot_be_read_is_not_gone(tmp_path: Path) -> None:
    files = edited(QUESTION, "level: junior", "level: junor") | {FILE: "sourdough/poke-test\n"}
    assert [line.split(":")[0] for line in issues(tmp_path, files)] == [QUESTION]


def test_new_questions_need_not_be_listed(tmp_path: Path) -> None:
    assert issues(tmp_path, {FILE: "\n"}) == []


def test_marks_of_a_merge_are_no_ids(tmp_path: Path) -> None:
    text = "<<<<<<< HEAD\nsourdough/poke-test\n=======\nsourdough/dent\n>>>>>>> branch\n"
    assert [line.split(" (")[0] for line in issues(tmp_path, {FILE: text})] == [
        f"{FILE}:1: this line is the mark of a merge conflict",
        f"{FILE}:4: the question 'sourdough/dent' is gone, and no other has it as an alias",
    ]
