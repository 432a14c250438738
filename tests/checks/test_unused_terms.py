from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.guides import edited, found

TERM = "docs/glossary/terms/steamer.md"
TEXT = "---\nterm: combi steamer\nchecked: 2026-01-02\n---\n\nAn oven with steam.\n"


@pytest.mark.parametrize(
    ("files", "where"),
    [
        ({}, "nothing refers to it"),
        (
            edited("docs/glossary/terms/starter.md", "term: starter", "term: starter\nsee_also: [steamer]"),
            "only other terms refer to it",
        ),
    ],
)
def test_a_term_that_is_used_nowhere_is_a_warning(tmp_path: Path, files: dict[str, str], where: str) -> None:
    (issue,) = found(tmp_path, {TERM: TEXT, **files})
    assert issue.level == "warning"
    assert str(issue) == (
        f"{TERM}:1: warning: the term 'combi steamer' is used nowhere; {where} "
        "(remove it, or add the alias under which pages use it)"
    )


def test_a_plural_is_a_use(tmp_path: Path) -> None:
    page = edited("docs/baking/sourdough/index.md", "A starter", "Combi steamers and a starter")
    assert found(tmp_path, {TERM: TEXT, **page}) == []
