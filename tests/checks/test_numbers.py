from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from macros.checks import numbers
from macros.issues import Edit, Location
from tests.support.guides import BASE, edited, found

PAGE = "docs/baking/sourdough/index.md"
QUESTION = "docs/baking/sourdough/questions/poke-test.md"
GLOSSARY = "docs/glossary/index.md"
OWN = "make it a fact and call fact(); if the number is your own, say so in the sentence, or allow it"
FACT = 'write {{ fact("sourdough/proof-max") }}'


def findings(tmp_path: Path, text: str, name: str = PAGE) -> list[str]:
    end = {
        PAGE: "A starter is fed daily.",
        QUESTION: "One does the poke test.",
        GLOSSARY: "{{ glossary() }}",
    }[name]
    files = edited(name, end, f"{end}\n\n{text}")
    return [str(issue).split(": ", 1)[1] for issue in found(tmp_path, files) if issue.check == numbers.ID]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("An oven takes up to 3 items.", "3 items"),
        ("The tin holds at most 1,500 MB of dough.", "1,500 MB"),
        ("The limit is 12 connections.", "12 connections"),
        ("It waits 30 seconds by default.", "30 seconds"),
        ("It defaults to ten minutes.", "ten minutes"),
        ("There is a 15-minute limit on proofing.", "15-minute"),
        ("It may proof no longer than\ntwo days.", "two days"),
        ("- Its [maximum size](../index.md) is 256 KB.", "256 KB"),
        ("It keeps a quota of 5 rules.", "5 rules"),
    ],
)
def test_a_number_that_is_called_a_limit_or_a_default_is_a_finding(
    tmp_path: Path, text: str, amount: str
) -> None:
    assert findings(tmp_path, text) == [f"warning: '{amount}' is called a limit or a default ({OWN})"]


@pytest.mark.parametrize("text", ["Dough proofs for 48 hours.", "It waits 48\nhours then."])
def test_a_fact_of_the_same_service_that_is_written_out_is_a_finding(tmp_path: Path, text: str) -> None:
    (finding,) = findings(tmp_path, text)
    assert finding == f"warning: '48 hours' is the fact 'sourdough/proof-max' ({FACT})"


def test_a_limit_that_a_fact_holds_names_the_fact(tmp_path: Path) -> None:
    (finding,) = findings(tmp_path, "It may proof up to 48 hours.", GLOSSARY)
    assert finding == f"warning: '48 hours' is called a limit or a default ({FACT})"


FACTS = "docs/baking/sourdough/facts.yml"
SECOND = """\
- id: rest-max
  name: Longest rest
  kind: limit
  value: 48
  unit: hours
  source: {title: Proofing, url: "https://example.org/proof"}
  checked: 2026-01-02
"""


def fixes(tmp_path: Path, text: str, facts: dict[str, str]) -> list[Edit | None]:
    files = edited(PAGE, "A starter is fed daily.", f"A starter is fed daily.\n\n{text}")
    return [issue.fix for issue in found(tmp_path, files | facts) if issue.check == numbers.ID]


def test_a_number_is_replaced_where_exactly_one_fact_reads_like_that(tmp_path: Path) -> None:
    edit = Edit(Location(PAGE, 17), "48 hours", '{{ fact("sourdough/proof-max") }}')
    assert fixes(tmp_path, "It may proof up to 48 hours.", {}) == [edit]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("It may proof up to 48 hours.", {FACTS: dedent(BASE[FACTS]) + SECOND}),  # which of the two is meant?
        ("It may proof up to 48 hours.", edited(FACTS, "unit: hours", "unit: hours\n  display: two days")),
        ("There is a 48-hour limit.", {}),
        ("It may proof up to 48\nhours.", {}),  # no line has it
    ],
)
def test_what_would_read_otherwise_or_means_one_of_several_is_left_to_people(
    tmp_path: Path, text: str, facts: dict[str, str]
) -> None:
    assert fixes(tmp_path, text, facts) == [None]


def test_lines_of_the_rubric_are_read_too(tmp_path: Path) -> None:
    files = edited(QUESTION, "[The dent comes back slowly.]", "[It proofs up to 48 hours.]")
    (finding,) = [str(issue) for issue in found(tmp_path, files)]
    assert finding.startswith(f"{QUESTION}:7: warning: '48 hours' is called a limit or a default")


@pytest.mark.parametrize(
    "text",
    [
        "Suppose that a dough proofs for 48 hours.",
        "An invented baker waits 48 hours.",
        "Set 48 hours and look again.",
        "With 48 hours of proof the crumb is open.",
        "2 × 24 = 48 hours of work.",
        "What happens after 48 hours?",
        "| Proof | 48 hours |\n| --- | --- |",
        "It rises for 47 hours.",
        "`up to 48 hours`",
        "```text\nup to 48 hours\n```",
        'It proofs up to {{ fact("sourdough/proof-max") }} and 3 minutes more.',
        "The limit is what the oven takes. Then 3 minutes pass.",
        "Split it into at most two pieces.",
        "Wait for at least 10 minutes.",
        "It takes up to 48 loaves.",
        "There are two versions of it.",
        "Keep a minimum of 100 percent, and a limit of 5%.",
        "So I limit its ceiling to 3 items.",
        "The 48-hour average is what counts.",
    ],
)
def test_an_example_of_ones_own_is_none(tmp_path: Path, text: str) -> None:
    assert findings(tmp_path, text) == []


def test_a_fact_of_another_service_is_only_meant_where_the_text_says_limit(tmp_path: Path) -> None:
    assert findings(tmp_path, "Dough proofs for 48 hours.", GLOSSARY) == []


def test_the_pages_for_contributors_may_show_numbers(tmp_path: Path) -> None:
    page = "---\ntitle: How\ndescription: How to.\n---\n\nUp to 48 hours.\n"
    assert found(tmp_path, {"docs/contributing/how.md": page}) == []
