"""Files appear whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from macros.exports.writing import write_whole


def test_a_file_is_written_with_its_folders_and_unix_line_ends(tmp_path: Path) -> None:
    file = write_whole(tmp_path / "a" / "b.txt", "Öfen\nund Brot\n")
    assert file.read_bytes() == "Öfen\nund Brot\n".encode()
    assert [path.name for path in file.parent.iterdir()] == ["b.txt"]


@pytest.mark.parametrize("step", ["write", "rename"])
def test_an_interrupted_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    file = write_whole(tmp_path / "a.txt", "old")

    def fail(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        if step == "write":
            patch.setattr(Path, "write_text", fail)
        else:
            patch.setattr(os, "replace", fail)
        with pytest.raises(OSError, match="the disk is full"):
            write_whole(file, "new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert file.read_text(encoding="utf-8") == "old"
