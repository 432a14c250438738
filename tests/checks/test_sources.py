from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.guides import edited, issues

SERVICE = "docs/baking/sourdough/index.md"
QUESTION = "docs/baking/sourdough/questions/poke-test.md"
HINT = "(add sources: with title and url of a page that you opened)"
BARE = "---\ntitle: A\ndescription: B.\n---\n\nText.\n"


def test_an_answer_without_a_source_is_a_finding(tmp_path: Path) -> None:
    source = 'sources: [{title: Proofing, url: "https://example.org/proof"}]\n'
    assert issues(tmp_path, edited(QUESTION, source, "")) == [
        f"{QUESTION}:1: the answer has no source {HINT}"
    ]


@pytest.mark.parametrize(
    ("removed", "finding"),
    [
        (
            'sources: [{title: Starters, url: "https://example.org/sourdough"}]\n',
            f"the page has no source {HINT}",
        ),
        ("checked: 2026-01-02\n", "the page has no checked date (add checked: YYYY-MM-DD)"),
    ],
)
def test_a_page_about_a_service_needs_a_source_and_a_date(tmp_path: Path, removed: str, finding: str) -> None:
    assert issues(tmp_path, edited(SERVICE, removed, "")) == [f"{SERVICE}:1: {finding}"]


@pytest.mark.parametrize(
    "name", ["docs/more.md", "docs/baking/more.md", "docs/baking/sourdough/questions.md"]
)
def test_other_pages_need_none(tmp_path: Path, name: str) -> None:
    assert issues(tmp_path, {name: BARE}) == []


def test_a_source_that_is_named_twice_is_a_finding(tmp_path: Path) -> None:
    source = 'sources: [{title: Proofing, url: "https://example.org/proof"}]\n'
    more = "".join(f'  - {{title: {title}, url: "https://example.org/{title}"}}\n' for title in "aba")
    assert issues(tmp_path, edited(QUESTION, source, f"sources:\n{more}")) == [
        f"{QUESTION}:11: the source 'https://example.org/a' is named twice, first in line 9 "
        "(keep one of the two)"
    ]
