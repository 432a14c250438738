"""`python -m macros pack`."""

from __future__ import annotations

import errno
import json
import os
import zipfile
from pathlib import Path

import pytest

from macros.__main__ import main
from macros.commands import pack as command
from tests.support.guides import guide, write


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1770000000")  # 2 February 2026


def pack(root: Path, file: Path) -> int:
    return main(["--root", str(root), "pack", str(root / "site"), str(file)])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(
        guide(tmp_path / "guide"), {"site/index.html": "Bread", "site/a/b.txt": "b", "site/a/a.txt": "a"}
    )


def test_every_file_is_packed_below_the_name_of_the_archive(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "bread.zip"
    assert pack(root, file) == 0
    with zipfile.ZipFile(file) as archive:
        assert archive.namelist() == ["bread/a/a.txt", "bread/a/b.txt", "bread/index.html"]
        assert archive.read("bread/index.html") == b"Bread"
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 2, 2, 0, 0, 0)}
    assert capsys.readouterr().out == f"{file} ({file.stat().st_size:,} bytes)\n"


def test_the_same_content_gives_the_same_bytes_whenever_it_was_written(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.zip"
    pack(root, file)
    first = file.read_bytes()
    for packed in (root / "site").rglob("*"):
        os.utime(packed, (1, 1))
    pack(root, file)
    assert file.read_bytes() == first


def test_the_archive_replaces_an_older_one_and_leaves_nothing_beside_it(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.zip"
    file.write_bytes(b"old")
    pack(root, file)
    assert zipfile.is_zipfile(file)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["x.zip"]


def test_an_archive_beside_the_exports_is_offered_with_them_once(root: Path, tmp_path: Path) -> None:
    file = root / "dist/bread.zip"
    listed = root / "dist/downloads.json"
    write(root, {"dist/downloads.json": '[{"file": "old.zip"}, {"file": "guide.epub"}]'})
    assert [pack(root, file), pack(root, file)] == [0, 0]
    packed, *others = json.loads(listed.read_text(encoding="utf-8"))
    assert packed["file"] == "bread.zip"
    assert packed["bytes"] == file.stat().st_size
    assert packed["holds"] == "4 pages, 1 questions, 1 terms"
    assert others == [{"file": "guide.epub"}]


def test_an_archive_in_the_packed_folder_does_not_hold_itself(root: Path) -> None:
    file = root / "site/bread.zip"
    pack(root, file)
    first = file.read_bytes()
    pack(root, file)
    assert file.read_bytes() == first


@pytest.mark.parametrize("name", ["nowhere", "mkdocs.yml", "empty"])
def test_packing_nothing_is_refused_and_leaves_the_old_archive(
    root: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(root, {"mkdocs.yml": "site_name: Bread\n"})
    (root / "empty").mkdir()
    file = tmp_path / "x.zip"
    file.write_bytes(b"old")
    assert main(["--root", str(root), "pack", str(root / name), str(file)]) == 2
    captured = capsys.readouterr()
    assert captured.err == f"{root / name} is no folder with files: there is nothing to pack\n"
    assert captured.out == ""
    assert file.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("name", "said"), [("docs", "Is a directory"), ("docs/index.md/x.zip", "docs/index.md: File exists")]
)
def test_an_archive_that_cannot_be_written_is_said_in_one_line(
    root: Path, name: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pack(root, root / name) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert len(captured.err.splitlines()) == 1
    assert captured.out == ""
    assert [path.name for path in root.iterdir() if path.suffix == ".part"] == []


def test_a_failure_without_a_file_is_said_in_its_own_words(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(command, "write_zip", full)
    assert pack(root, tmp_path / "x.zip") == 2
    said = f"cannot write {tmp_path / 'x.zip'} ([Errno {errno.ENOSPC}] No space left on device)\n"
    assert capsys.readouterr().err == said
    assert not (tmp_path / "x.zip").exists()
