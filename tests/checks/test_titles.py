from __future__ import annotations

from pathlib import Path

from tests.support.guides import edited, issues


def test_two_pages_of_one_title_are_a_finding_at_the_second(tmp_path: Path) -> None:
    assert issues(tmp_path, edited("docs/glossary/index.md", "title: Glossary", "title: baking")) == [
        "docs/glossary/index.md:2: warning: docs/baking/index.md has the title 'baking', too "
        "(name the subject in it; the navigation in mkdocs.yml may use a shorter one)"
    ]


def test_titles_of_their_own_are_none(tmp_path: Path) -> None:
    assert issues(tmp_path) == []
