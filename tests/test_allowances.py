"""Exceptions to the checks: how they are written, what they cover, and that a useless one is a finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.allowances import read_allowances
from tests.support.guides import BASE, catalog, edited, guide, issues

TERM = "docs/glossary/terms/steamer.md"
QUESTION = "docs/baking/sourdough/questions/poke-test.md"
PAGE = "docs/baking/sourdough/index.md"
LIMIT = "The oven takes at most 3 items."
UNUSED = "there is nothing here that 'numbers' would say: the exception is not needed"


def on_page(tmp_path: Path, text: str) -> list[str]:
    return issues(tmp_path, edited(PAGE, "A starter is fed daily.", f"A starter is fed daily.\n\n{text}"))


def test_without_an_exception_the_line_is_a_finding(tmp_path: Path) -> None:
    (finding,) = on_page(tmp_path, LIMIT)
    assert finding.startswith(f"{PAGE}:17: warning: '3 items' is called a limit or a default")


@pytest.mark.parametrize(
    "text",
    [
        f"{LIMIT} <!-- check: allow numbers: my oven -->",
        f"<!-- check: allow numbers: my oven -->\n{LIMIT}",
        f"<!-- check: allow numbers: my oven -->\n\n{LIMIT}",
    ],
)
def test_an_exception_holds_for_its_line_or_for_the_next(tmp_path: Path, text: str) -> None:
    assert on_page(tmp_path, text) == []


def test_an_exception_holds_for_one_line_only(tmp_path: Path) -> None:
    (finding,) = on_page(tmp_path, f"{LIMIT} <!-- check: allow numbers: my oven -->\n{LIMIT}")
    assert finding.startswith(f"{PAGE}:18:")


def test_an_exception_in_front_matter_is_a_comment_of_yaml(tmp_path: Path) -> None:
    files = edited(
        QUESTION,
        "[The dent comes back slowly.]",
        "\n  - At most 3 items fit.  # check: allow numbers: my oven",
    )
    assert issues(tmp_path, files) == []


def test_an_exception_at_the_top_holds_for_the_file_as_a_whole(tmp_path: Path) -> None:
    allow = "# check: allow unused-terms: the next page needs it"
    term = f"---\n{allow}\nterm: combi steamer\nchecked: 2026-01-02\n---\n\nAn oven.\n"
    assert issues(tmp_path, {TERM: term}) == []


def test_an_exception_that_is_not_needed_is_a_finding(tmp_path: Path) -> None:
    text = "Nothing here. <!-- check: allow numbers: my oven -->"
    assert on_page(tmp_path, text) == [f"{PAGE}:17: {UNUSED} (take the comment out)"]


def test_no_exception_is_called_useless_while_a_file_cannot_be_read(tmp_path: Path) -> None:
    files = {
        **edited(PAGE, "A starter", "Plain. <!-- check: allow numbers: my oven -->\nA starter"),
        **edited(QUESTION, "level: junior", "level: junor"),
    }
    assert all("exception" not in finding for finding in issues(tmp_path, files))


@pytest.mark.parametrize(
    ("comment", "finding"),
    [
        ("allow links: gone", "the check 'links' allows no exception (mend it)"),
        ("allow html-safety: I know", "the check 'html-safety' allows no exception (mend it)"),
        ("allow format: mine", "the check 'format' allows no exception (mend it)"),
        ("allow yaml: mine", "the check 'yaml' allows no exception (mend it)"),
        ("allow nubmers: mine", "there is no check 'nubmers' (did you mean 'numbers'?)"),
        (
            "allow numbers",
            "this exception is not understood (write 'check: allow <id of the check>: <reason>' in it)",
        ),
        (
            "allow numbers:",
            "this exception is not understood (write 'check: allow <id of the check>: <reason>' in it)",
        ),
        (
            "ignore",
            "this exception is not understood (write 'check: allow <id of the check>: <reason>' in it)",
        ),
    ],
)
def test_an_exception_names_a_check_that_allows_one_and_a_reason(
    tmp_path: Path, comment: str, finding: str
) -> None:
    assert f"{PAGE}:17: {finding}" in on_page(tmp_path, f"{LIMIT} <!-- check: {comment} -->")


def test_a_comment_inside_of_a_paragraph_is_refused_for_it_would_break_it(tmp_path: Path) -> None:
    found = on_page(tmp_path, f"Bread.\n<!-- check: allow numbers: my oven -->\n{LIMIT}")
    assert f"{PAGE}:18: this exception would break a paragraph in two" in found[0]


def test_an_exception_shown_as_code_is_none(tmp_path: Path) -> None:
    text = "`<!-- check: allow numbers: my oven -->`\n\n```text\n<!-- check: allow numbers: my oven -->\n```"
    assert on_page(tmp_path, text) == []


def test_comments_do_not_reach_answers_and_tooltips(tmp_path: Path) -> None:
    comment = " <!-- check: allow words: a quotation -->"
    files = {
        **edited(QUESTION, "One does the poke test.", f"One does the poke test.{comment}"),
        **edited("docs/glossary/terms/starter.md", "lives.", f"lives.{comment}"),
    }
    found = catalog(tmp_path, files)
    assert found.questions["sourdough/poke-test"].spoken == "One does the poke test."
    assert found.terms["starter"].definition.endswith("lives.")


def test_reading_exceptions_keeps_every_other_line() -> None:
    text = "---\na: 1\n---\n\nOne. <!-- check: allow numbers: x -->\n\n<!-- check: allow words: y -->\nTwo.\n"
    found, faults, rest = read_allowances(text, "docs/a.md")
    assert [(item.check, item.reason, sorted(item.covers)) for item in found] == [
        ("numbers", "x", [5]),
        ("words", "y", [8]),
    ]
    assert faults == []
    assert rest == "---\na: 1\n---\n\nOne.\n\n\nTwo.\n"


def test_a_text_without_exceptions_is_given_back_as_it_is(tmp_path: Path) -> None:
    text = BASE[PAGE]
    assert read_allowances(text, PAGE) == ([], [], text)
    assert catalog(guide(tmp_path)).content.allowances == []
