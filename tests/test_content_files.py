"""Which files below `docs/` are content, and whether one has changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from macros.content_files import files_below, states
from tests.support.guides import guide, write


def names(folder: Path) -> list[str]:
    return [os.path.relpath(entry.path, folder) for entry in files_below(str(folder))]


def test_files_are_sorted_and_what_no_engine_publishes_is_left_out(tmp_path: Path) -> None:
    kept = ["a.md", "b/c.md", "b/examples/loaf.py", "z.md"]
    hidden = [".draft.md", ".git/config", "b/.cache/page.html"]
    write(tmp_path, dict.fromkeys([*reversed(kept), *hidden], ""))
    assert names(tmp_path) == kept


@pytest.mark.parametrize("folder", ["examples", "a/examples", "a/examples/b"])
def test_what_running_an_example_leaves_is_no_content(tmp_path: Path, folder: str) -> None:
    write(tmp_path, {f"{folder}/__pycache__/loaf.pyc": "", f"{folder}/loaf.py": ""})
    assert names(tmp_path) == [f"{folder}/loaf.py"]


@pytest.mark.parametrize("folder", ["__pycache__", "a/__pycache__", "a/__pycache__/examples"])
def test_a_folder_of_that_name_elsewhere_is_published_and_so_it_is_read(tmp_path: Path, folder: str) -> None:
    write(tmp_path, {f"{folder}/page.html": ""})
    assert names(tmp_path) == [f"{folder}/page.html"]


def test_a_link_to_a_folder_counts_as_a_file_and_no_folder_as_none(tmp_path: Path) -> None:
    write(tmp_path, {"elsewhere/a.md": ""})
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/link").symlink_to(tmp_path / "elsewhere")
    assert names(tmp_path / "docs") == ["link"]
    assert names(tmp_path / "missing") == []


def test_a_change_of_any_file_or_of_the_configuration_is_seen(tmp_path: Path) -> None:
    root = guide(tmp_path, {"mkdocs.yml": "site_name: Bread\n"})
    before = states(root)
    assert states(root) == before
    for name in ("mkdocs.yml", "docs/index.md"):
        write(root, {name: "other"})
        assert len(states(root) - before) == 1
        before = states(root)
    (root / "docs/index.md").unlink()
    assert len(states(root)) == len(before) - 1
