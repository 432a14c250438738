"""A build leaves the files of a site that are as they should be, and nothing that it did not make."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from mkdocs import utils
from mkdocs.commands import build as engine
from mkdocs.structure import files as listing

from macros.content_files import State
from macros.quick_mkdocs import kept_files
from macros.quick_mkdocs.kept_files import KeptFiles, keep_files


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of an earlier build."""
    for name in ("index.html", "rye/index.html", "rye/old/index.html", "assets/crumb.png", ".well-known/key"):
        file = tmp_path / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, encoding="utf-8")
        os.utime(file, (1, 1))
    return tmp_path / "site"


def begun(site: Path) -> KeptFiles:
    kept = KeptFiles(site)
    kept.begin(str(site))
    return kept


def listed(site: Path) -> list[str]:
    return sorted(file.relative_to(site).as_posix() for file in site.rglob("*"))


def is_old(file: Path) -> bool:
    return file.stat().st_mtime == 1


def test_what_is_the_same_stays_and_what_differs_is_written(site: Path, tmp_path: Path) -> None:
    source = tmp_path / "crumb.png"
    source.write_text("assets/crumb.png", encoding="utf-8")
    kept = begun(site)
    kept.leave(b"index.html", str(site / "index.html"))
    kept.leave(b"rye bread", str(site / "rye/index.html"))
    kept.copy(str(source), str(site / "assets/crumb.png"))
    assert [is_old(site / name) for name in ("index.html", "rye/index.html", "assets/crumb.png")] == [
        True,
        False,
        True,
    ]
    assert (site / "rye/index.html").read_bytes() == b"rye bread"
    source.write_text("another crumb, as long"[: len("assets/crumb.png")], encoding="utf-8")
    kept.copy(str(source), str(site / "assets/crumb.png"))
    assert (site / "assets/crumb.png").read_text(encoding="utf-8") == "another crumb, a"


def test_what_was_not_made_goes_with_its_folder_and_hidden_files_stay(site: Path) -> None:
    kept = begun(site)
    kept.leave(b"index.html", str(site / "index.html"))
    kept.end([str(site / "index.html")])
    assert listed(site) == [".well-known", ".well-known/key", "index.html"]


def test_what_somebody_else_has_written_meanwhile_stays(site: Path) -> None:
    kept = begun(site)
    (site / "rye/index.html").write_text("rye/index.html", encoding="utf-8")  # the same, but written
    kept.end([])
    assert listed(site) == [".well-known", ".well-known/key", "rye", "rye/index.html"]


def test_what_a_plugin_has_written_into_the_site_is_its_own_source(site: Path) -> None:
    kept = begun(site)
    (site / "new.css").write_text("new", encoding="utf-8")
    with pytest.raises(shutil.SameFileError):  # which MkDocs expects
        kept.copy(str(site / "new.css"), str(site / "new.css"))
    assert (site / "new.css").read_text(encoding="utf-8") == "new"


def test_a_file_that_goes_while_a_build_begins_is_none(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(path: str) -> State:
        raise FileNotFoundError(path)

    monkeypatch.setattr(kept_files, "state_of", gone)
    kept = begun(site)
    monkeypatch.undo()
    kept.end([])
    assert "index.html" in listed(site)


def test_an_old_file_with_another_name_keeps_its_content(site: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup.html"
    os.link(site / "index.html", backup)
    begun(site).write(b"new", str(site / "index.html"))
    assert (site / "index.html").read_bytes() == b"new"
    assert backup.read_text(encoding="utf-8") == "index.html"


@pytest.mark.parametrize("name", ["index.html/index.html", "rye"], ids=["file to folder", "folder to file"])
def test_a_file_may_take_the_place_of_a_folder_and_a_folder_that_of_a_file(site: Path, name: str) -> None:
    kept = begun(site)
    kept.leave(b"new", str(site / name))
    kept.end([str(site / name)])
    assert (site / name).read_bytes() == b"new"
    assert [path for path in listed(site) if not path.startswith(".")] == (
        ["index.html", "index.html/index.html"] if "/" in name else ["rye"]
    )


def test_a_site_with_a_link_in_it_is_emptied_as_mkdocs_does(site: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "index.html").write_text("mine", encoding="utf-8")
    (site / "rye/elsewhere").symlink_to(outside)
    kept = begun(site)
    assert listed(site) == [".well-known", ".well-known/key"]
    kept.leave(b"new", str(site / "rye/elsewhere/index.html"))
    assert (outside / "index.html").read_text(encoding="utf-8") == "mine"


def test_another_build_of_the_same_process_empties_its_folder(site: Path, tmp_path: Path) -> None:
    KeptFiles(tmp_path / "another").begin(str(site))
    assert listed(site) == [".well-known", ".well-known/key"]
    kept = KeptFiles(site)
    kept.end([])
    (site / "index.html").write_text("old", encoding="utf-8")
    kept.begin(str(site))
    assert listed(site) == [".well-known", ".well-known/key"]


@pytest.mark.parametrize("hooks", [{}, {"a.py": 1}])
def test_with_a_plugin_or_hook_that_is_not_known_mkdocs_does_as_always(
    site: Path, monkeypatch: pytest.MonkeyPatch, hooks: dict[str, int]
) -> None:
    monkeypatch.setattr(engine, "utils", utils)
    monkeypatch.setattr(listing, "utils", utils)
    config = cast("Any", SimpleNamespace(site_dir=str(site), hooks=hooks, plugins={}))
    keep_files(config)
    assert (engine.utils is utils) == (listing.utils is utils) == bool(hooks)  # type: ignore[attr-defined]
    config.plugins = {"unknown": SimpleNamespace()}
    keep_files(config)
    assert engine.utils is listing.utils is utils  # type: ignore[attr-defined]
