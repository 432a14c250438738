from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.guides import BASE, issues

FACTS = BASE["docs/baking/sourdough/facts.yml"]


@pytest.mark.parametrize(
    ("folder", "section", "hint"),
    [("baking", "baking", ""), ("baking/sourdouhg", "sourdouhg", " (did you mean 'sourdough'?)")],
)
def test_a_fact_in_a_folder_that_is_no_service_is_a_finding(
    tmp_path: Path, folder: str, section: str, hint: str
) -> None:
    assert issues(tmp_path, {f"docs/{folder}/facts.yml": FACTS}) == [
        f"docs/{folder}/facts.yml:1: the fact '{section}/proof-max' is in a folder that is no service{hint}"
    ]
