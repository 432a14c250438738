from __future__ import annotations

from pathlib import Path

import pytest

from macros.checks import descriptions, run_checks
from macros.guide import load_catalog
from tests.support.guides import edited, found, guide, make_site

HOME = "docs/index.md"


def findings(root: Path, files: dict[str, str], lengths: str = "null") -> list[str]:
    made = make_site(guide(root, files), config=f"extra: {{guide: {{lengths: {lengths}}}}}")
    return [
        str(issue).removeprefix(f"{HOME}:3: warning: ")
        for issue in run_checks(load_catalog(made))
        if issue.check == descriptions.ID and issue.location.path == HOME
    ]


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (49, ["the description has 49 characters (50 to 160 is what a search engine can use; "
              "say what the page answers, and for whom)"]),
        (50, []),
        (160, []),
        (161, ["the description has 161 characters (50 to 160 is what a search engine can use; "
               "the rest would be cut)"]),
    ],
)  # fmt: skip
def test_a_description_is_as_long_as_a_search_engine_shows(
    tmp_path: Path, count: int, said: list[str]
) -> None:
    files = edited(HOME, "A guide for bakers.", "x" * count)
    assert findings(tmp_path, files, "{description: [50, 160]}") == said


def test_a_guide_that_sets_no_length_takes_any(tmp_path: Path) -> None:
    assert findings(tmp_path, edited(HOME, "A guide for bakers.", "x" * 500)) == []


def test_the_same_description_on_two_pages_is_a_finding(tmp_path: Path) -> None:
    files = edited(HOME, "A guide for bakers.", "Flour becomes bread.")
    assert [str(issue) for issue in found(tmp_path, files)] == [
        f"{HOME}:3: warning: docs/baking/index.md has this description, too "
        "(say what is different about this page)"
    ]
