"""Diagrams are drawn from their sources by a script that no build runs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from macros.diagrams import read_diagram
from tests.support.guides import PROJECT

SCRIPT = "web/diagrams/draw.py"
SOURCE = "flowchart LR\n  accTitle: Rise\n  accDescr: Dough rises.\n  A[Dough] --> B[Bread]\n"


def draw(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, root / SCRIPT], capture_output=True, text=True, timeout=120, check=False
    )


def test_every_picture_is_as_new_as_its_source() -> None:
    done = draw(PROJECT)
    assert (done.stdout, done.stderr, done.returncode) == ("0 drawn, 0 failed\n", "", 0)


@pytest.mark.browser
def test_a_picture_is_drawn_that_the_site_takes(tmp_path: Path) -> None:
    source, broken = (tmp_path / f"docs/baking/diagrams/{name}.mmd" for name in ("rise", "torn"))
    (tmp_path / SCRIPT).parent.mkdir(parents=True)
    source.parent.mkdir(parents=True)
    shutil.copy(PROJECT / SCRIPT, tmp_path / SCRIPT)
    (tmp_path / "macros").symlink_to(PROJECT / "macros")
    (tmp_path / "web/node_modules").symlink_to(PROJECT / "web/node_modules")
    source.write_text(SOURCE, encoding="utf-8")
    broken.write_text("flowchart LR\n  A --\n", encoding="utf-8")
    done = draw(tmp_path)
    assert done.returncode == 1
    assert done.stdout == "1 drawn, 1 failed\n"
    assert done.stderr.startswith("docs/baking/diagrams/torn.mmd:1: Mermaid cannot draw this: ")
    svg, issues = read_diagram(source.with_suffix(".svg").read_bytes(), "rise.svg")
    assert not issues
    assert "Dough rises." in svg
    broken.unlink()
    assert draw(tmp_path).stdout == "0 drawn, 0 failed\n"
