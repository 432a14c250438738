from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.guides import SCENARIOS, edited, issues

QUESTION = "docs/baking/sourdough/questions/poke-test.md"
TERM = "docs/glossary/terms/starter.md"
CONFIG = """\
extra:
  guide:
    lengths:
      {prompt: [4, 12], spoken: [4, 20], depth: [4, 20], key_points: [1, 2], reply: [2, 4],
       definition: [20, 80]}
"""
NOT_SPOKEN = (
    "nobody can say a list, a table or code aloud (say it in sentences, or move it below '## In depth')"
)


def findings(tmp_path: Path, name: str, old: str, new: str) -> list[str]:
    return issues(tmp_path, {**edited(name, old, new), "mkdocs.yml": CONFIG})


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("How do you know that a dough is proofed?", "Is it proofed?", "2: warning: the prompt has 3 words"),
        ("is proofed?", "is proofed in a very cold and dark room?", "2: warning: the prompt has 16 words"),
        ("One does the poke test.", "Poke it.", "12: warning: the answer before '## In depth' has 2 words"),
        (
            "One does the poke test.",
            "word " * 20 + "{{ f }}",
            "12: warning: the answer before '## In depth' has 21 words",
        ),
        (
            'The dough proofs up to {{ fact("sourdough/proof-max") }}.',
            "So long.",
            "14: warning: the depth has 2 words",
        ),
        ("[The dent comes back slowly.]", "[a, b, c]", "7: warning: the rubric has 3 points"),
    ],
)
def test_a_part_that_is_too_short_or_too_long_is_a_finding(
    tmp_path: Path, old: str, new: str, finding: str
) -> None:
    found = findings(tmp_path, QUESTION, old, new)
    assert any(line.startswith(f"{QUESTION}:{finding} (") for line in found), found


def test_a_definition_must_fit_a_tooltip(tmp_path: Path) -> None:
    (finding,) = findings(
        tmp_path, TERM, "Flour and water", "Flour and a good measure of pure and of lukewarm water"
    )
    assert finding.startswith(
        f"{TERM}:6: warning: the definition has 81 characters (20 to 80 is what readers can use; cut"
    )


@pytest.mark.parametrize(
    "line",
    ["- a list of words", "| a | table |", "1. a numbered list", "### a heading of it", "> a quotation, too"],
)
def test_what_nobody_can_say_is_a_finding_where_it_begins(tmp_path: Path, line: str) -> None:
    answer = f"One does the poke test.\n\n{line}\n{line}"
    assert findings(tmp_path, QUESTION, "One does the poke test.", answer) == [
        f"{QUESTION}:14: warning: {NOT_SPOKEN}"
    ]


def test_lengths_within_the_limits_are_none(tmp_path: Path) -> None:
    assert findings(tmp_path, QUESTION, "minutes: 2", "minutes: 3") == []


@pytest.mark.parametrize(
    ("follow_up", "finding"),
    [
        ("Why?", "nothing answers this follow-up (write {ask, answer}, or {ask, question} with the id of"),
        ("{ask: Why?, answer: Heat.}", "the answer to this follow-up has 1 word (2 to 4 is what"),
        ("{ask: Why?, answer: So it is with all.}", "the answer to this follow-up has 5 words (2 to 4"),
    ],
)
def test_a_follow_up_that_nothing_answers_or_at_length_is_a_finding(
    tmp_path: Path, follow_up: str, finding: str
) -> None:
    more = f"minutes: 2\nfollow_ups:\n  - {{ask: How?, answer: By heat alone.}}\n  - {follow_up}"
    (found,) = findings(tmp_path, QUESTION, "minutes: 2", more)
    assert found.startswith(f"{QUESTION}:9: warning: {finding}")


def test_a_follow_up_that_leads_to_a_question_needs_no_answer(tmp_path: Path) -> None:
    more = "minutes: 2\nfollow_ups: [{ask: How?, question: scenarios/supper}]"
    files = {**edited(QUESTION, "minutes: 2", more), **SCENARIOS, "mkdocs.yml": CONFIG}
    assert not [line for line in issues(tmp_path, files) if "follow-up" in line or "follow_ups" in line]


def test_a_guide_without_limits_has_none(tmp_path: Path) -> None:
    assert issues(tmp_path, edited(QUESTION, "One does the poke test.", "- Poke.")) == []


def test_one_of_a_kind_is_counted_in_the_singular(tmp_path: Path) -> None:
    files = {"mkdocs.yml": "extra: {guide: {lengths: {key_points: [2, 3]}}}\n"}
    assert issues(tmp_path, files) == [
        f"{QUESTION}:7: warning: the rubric has 1 point "
        "(2 to 3 is what readers can use; say why, and when not)"
    ]
