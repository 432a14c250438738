from __future__ import annotations

from pathlib import Path

import pytest

from macros.__main__ import main
from tests.support.guides import edited, guide, issues

FACTS = "docs/baking/sourdough/facts.yml"
QUESTION = "docs/baking/sourdough/questions/poke-test.md"
SERVICE = "docs/baking/sourdough/index.md"
HINT = "(take the page's own title, in all places the same)"
USUAL = "warning: the source 'https://example.org/proof' is called"


def named(title: str) -> dict[str, str]:
    """The page names the source of the fact and of the question, and calls it `title`."""
    source = '{title: Starters, url: "https://example.org/sourdough"}'
    return edited(SERVICE, source, f'{{title: {title}, url: "https://example.org/proof"}}')


def test_a_title_that_others_do_not_use_is_a_finding(tmp_path: Path) -> None:
    assert issues(tmp_path, named("On proofing")) == [f"{SERVICE}:11: {USUAL} 'Proofing' elsewhere {HINT}"]


def test_of_titles_used_as_often_the_longest_counts(tmp_path: Path) -> None:
    assert issues(tmp_path, edited(QUESTION, "title: Proofing", "title: Proofing bread")) == [
        f"{FACTS}:6: {USUAL} 'Proofing bread' elsewhere {HINT}"
    ]


def test_one_title_in_all_places_is_none(tmp_path: Path) -> None:
    assert issues(tmp_path, named("Proofing")) == []


@pytest.mark.parametrize("title", ["On proofing", "Proofing (Bread and more)"])
def test_a_plain_title_is_mended(tmp_path: Path, title: str) -> None:
    root = guide(tmp_path, named(title))
    assert main(["--root", str(root), "check", "--fix"]) == 0
    assert "title: Proofing, url" in (root / SERVICE).read_text(encoding="utf-8")


def test_a_title_that_yaml_may_read_otherwise_is_left(tmp_path: Path) -> None:
    root = guide(tmp_path, named("'Proofing: slow'"))
    main(["--root", str(root), "check", "--fix"])
    assert "'Proofing: slow'" in (root / SERVICE).read_text(encoding="utf-8")
