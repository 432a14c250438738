"""What Git says of when files changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros import history
from macros.history import committed, last_changes
from tests.support.repositories import commit, git


@pytest.fixture
def root(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--initial-branch", "main")
    commit(tmp_path, {"docs/a.md": "1", "docs/é/b.md": "1", "other.md": "1"}, 1_700_000_000)
    commit(tmp_path, {"docs/a.md": "2"}, 1_700_000_100)
    return tmp_path


def test_each_file_has_the_time_of_its_last_commit(root: Path) -> None:
    assert last_changes(root) == {"docs/a.md": 1_700_000_100, "docs/é/b.md": 1_700_000_000}


def test_merged_work_changed_when_it_was_merged(root: Path) -> None:
    git(root, "checkout", "-b", "side")
    commit(root, {"docs/é/b.md": "2"}, 1_700_000_050)
    git(root, "checkout", "main")
    commit(root, {"docs/c.md": "1"}, 1_700_000_150)
    git(root, "merge", "--no-ff", "side", at=1_700_000_200)
    assert last_changes(root)["docs/é/b.md"] == 1_700_000_200


def test_what_is_not_committed_is_as_new_as_the_build(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    (root / "docs/a.md").write_text("3", encoding="utf-8")
    (root / "docs/new.md").write_text("1", encoding="utf-8")
    found = last_changes(root)
    assert (found["docs/a.md"], found["docs/new.md"]) == (1_800_000_000, 1_800_000_000)
    assert found["docs/é/b.md"] == 1_700_000_000


def test_without_a_repository_or_git_nothing_is_known(
    root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert last_changes(tmp_path_factory.mktemp("plain")) == {}
    monkeypatch.setenv("PATH", "")
    assert last_changes(root) == {}


def test_what_the_last_commit_holds_is_known_whatever_was_written_since(root: Path, tmp_path: Path) -> None:
    (root / "docs/a.md").write_text("3", encoding="utf-8")
    assert committed(root, "docs/a.md") == "2"
    assert committed(root, "docs/none.md") == ""
    assert committed(tmp_path / "docs", "a.md") == ""


def test_the_commit_that_is_checked_out_has_a_name(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    first = history.commit(root)
    assert re.fullmatch(rb"[0-9a-f]{40}\n?", first)
    commit(root, {"docs/a.md": "3"}, 1_700_000_200)
    assert history.commit(root) != first
    assert history.commit(tmp_path_factory.mktemp("none")) == b""
