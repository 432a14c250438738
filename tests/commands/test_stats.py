"""`python -m macros stats`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from macros.__main__ import main
from tests.support.guides import BASE, copy_site, guide, write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = copy_site("bread", tmp_path)
    scenario = BASE["docs/baking/sourdough/questions/poke-test.md"]
    return write(root, {"docs/scenarios/questions/which.md": scenario})


def numbers(root: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert main(["--root", str(root), "stats", "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_numbers_have_the_shape_that_is_promised(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert numbers(root, capsys) == {
        "categories": 1,
        "services": {
            "sourdough": {"pages": 1, "questions": 2, "terms": 1, "facts": 2, "examples": 1},
            "yeast": {"pages": 1, "questions": 0, "terms": 0, "facts": 0, "examples": 0},
        },
        "scenarios": {"questions": 1},
        "questions": {
            "total": 3,
            "by_level": {"junior": 2, "mid": 0, "senior": 1},
            "by_kind": {"concept": 2, "comparison": 0, "scenario": 0, "troubleshooting": 1, "design": 0},
            "without_source": 0,
        },
        "terms": {"total": 2, "unused": 0},
        "facts": {"total": 2, "verified": 1, "dated": 1},
        "examples": {"total": 1, "tested": 1},
    }


def test_the_table_shows_the_same_numbers(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(root), "stats"]) == 0
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines[:3] == [
        "service pages questions terms facts examples",
        "sourdough 1 2 1 2 1",
        "yeast 1 0 0 0 0",
    ]
    assert "questions 3 junior 2, mid 0, senior 1" in lines
    assert "facts 2, machine-checked 1, dated 1" in lines
    assert "terms 2, unused 0" in lines


def test_what_is_missing_is_counted_though_it_is_a_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "docs/baking/sourdough/questions/poke-test.md"
    text = BASE[name].replace('sources: [{title: Proofing, url: "https://example.org/proof"}]', "")
    term = "---\nterm: combi steamer\nchecked: 2026-01-02\n---\n\nAn oven with steam.\n"
    found = numbers(guide(tmp_path, {name: text, "docs/glossary/terms/steamer.md": term}), capsys)
    assert found["questions"]["without_source"] == 1
    assert found["terms"] == {"total": 2, "unused": 1}
