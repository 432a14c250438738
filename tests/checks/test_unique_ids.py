from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from tests.support.guides import BASE, edited, issues

SERVICE = "docs/baking/sourdough/index.md"
QUESTION = "docs/baking/sourdough/questions/poke-test.md"
FACTS = "docs/baking/sourdough/facts.yml"
TERM = "docs/glossary/terms/starter.md"
HINT = "(give it another id)"


def test_a_fact_given_twice_is_a_finding(tmp_path: Path) -> None:
    assert issues(tmp_path, {FACTS: dedent(BASE[FACTS]) * 2}) == [
        f"{FACTS}:8: the fact 'sourdough/proof-max' exists already at {FACTS}:1 {HINT}"
    ]


def test_an_alias_that_is_an_id_is_a_finding(tmp_path: Path) -> None:
    files = edited(
        QUESTION, "minutes: 2", "minutes: 2\naliases:\n  - sourdough/dent\n  - sourdough/poke-test"
    )
    assert issues(tmp_path, files) == [
        f"{QUESTION}:9: the question 'sourdough/poke-test' exists already at {QUESTION}:1 {HINT}"
    ]


def test_an_alias_of_two_questions_is_a_finding(tmp_path: Path) -> None:
    text = dedent(BASE[QUESTION]).replace("minutes: 2", "minutes: 2\naliases: [sourdough/dent]")
    other = QUESTION.replace("poke-test", "zzz")
    files = {QUESTION: text, other: text.replace("How do you know that a dough is proofed", "Is it proofed")}
    assert issues(tmp_path, files) == [
        f"{other}:7: the question 'sourdough/dent' exists already at {QUESTION}:7 {HINT}"
    ]


def test_two_folders_of_one_name_are_a_finding(tmp_path: Path) -> None:
    other = dedent(BASE[SERVICE]).replace("{{ questions() }}", "")
    other = other.replace("title: Sourdough", "title: Rye").replace("by a starter.", "by rye.")
    assert issues(tmp_path, {"docs/rye/sourdough/index.md": other}) == [
        "docs/rye/sourdough/index.md:1: the service or category 'sourdough' exists already at "
        f"{SERVICE}:1 {HINT}"
    ]


def test_a_question_in_two_folders_of_one_name_is_a_finding(tmp_path: Path) -> None:
    other = "docs/rye/sourdough/questions/poke-test.md"
    found = issues(tmp_path, {other: BASE[QUESTION]})
    assert f"{other}:1: the question 'sourdough/poke-test' exists already at {QUESTION}:1 {HINT}" in found


def test_a_term_given_twice_is_a_finding(tmp_path: Path) -> None:
    other = "docs/rye/glossary/terms/starter.md"
    found = issues(tmp_path, {other: BASE[TERM]})
    assert f"{other}:1: the term 'starter' exists already at {TERM}:1 {HINT}" in found
