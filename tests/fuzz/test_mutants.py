"""Bad input by the thousand: findings with a place or a guide that can be built, and nothing else.

`pytest tests/fuzz --mutants 20000` makes a longer run; `make fuzz` does so with a seed of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.mutations import SNIPPETS
from tests.fuzz.run import SECONDS
from tests.support.guides import PROJECT, build, copy_site

#: Halves, so that two processes share the work.
SEEDS = (1, 2)


@pytest.mark.parametrize("half", SEEDS)
def test_no_mutant_of_the_content_makes_a_traceback_a_hang_or_a_flood(
    half: int, pytestconfig: pytest.Config
) -> None:
    count = pytestconfig.getoption("mutants") // len(SEEDS)
    seed = half + len(SEEDS) * pytestconfig.getoption("mutants_seed")
    result = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.run", str(count), str(seed)],
        cwd=PROJECT, capture_output=True, text=True, check=False, timeout=max(600, count),
        env={**os.environ, "SOURCE_DATE_EPOCH": "1770000000"},
    )  # fmt: skip
    assert result.returncode == 0, result.stderr[-4000:]
    said = json.loads(result.stdout)
    outcomes = said["outcomes"]
    assert sum(outcomes.values()) >= count
    assert outcomes["findings"] > count / 10
    assert outcomes["built"] > count / 50
    assert said["slowest_seconds"] < SECONDS
    assert said["peak_mib"] < 1024


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("docs/baking/sourdough/facts.yml", SNIPPETS[0]),
        ("docs/index.md", "{{ ''.__class__.__mro__ }}"),
    ],
)
def test_a_build_that_fails_leaves_the_site_as_it_was(file: str, text: str, tmp_path: Path) -> None:
    root = copy_site_with_a_site(tmp_path)
    before = {path: path.read_bytes() for path in (root / "site").rglob("*") if path.is_file()}
    with (root / file).open("a", encoding="utf-8") as out:
        out.write(f"\n{text}\n")
    result = build(root)
    assert result.returncode == 1
    assert f"{file}:" in result.stdout + result.stderr
    assert "Traceback" not in result.stdout + result.stderr
    assert {path: path.read_bytes() for path in (root / "site").rglob("*") if path.is_file()} == before


def copy_site_with_a_site(root: Path) -> Path:
    copy_site("bread", root)
    (root / "site").mkdir()
    (root / "site/index.html").write_text("the site as it was\n", encoding="utf-8")
    return root
