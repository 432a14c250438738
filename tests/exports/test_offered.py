"""What was exported, on the site."""

from __future__ import annotations

import fcntl
import os
import re
from pathlib import Path

import pytest

from macros.exports import downloads, offered
from macros.guide import Guide, load_catalog
from macros.issues import ContentError
from macros.library.downloads import FOLDER
from macros.library.downloads import downloads as macro
from macros.rendering.here import Here
from tests.support.guides import build, guide


def test_the_next_build_ships_what_was_exported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = "---\ntitle: Downloads\ndescription: Take it away.\n---\n\n{{ downloads() }}\n"
    root = guide(tmp_path, {"docs/downloads.md": page})
    project = Path(__file__).parents[2]
    for name in (
        "macros",
        "overrides/main.html",
        "overrides/partials",
        "overrides/.icons",
        "overrides/assets/stylesheets",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).symlink_to(project / name)
    scripts = "overrides/assets/javascripts"
    (root / scripts).symlink_to(project / scripts)
    config = f"INHERIT: {project / 'mkdocs.yml'}\nsite_name: Bread\nnav: null\n"
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    monkeypatch.setattr(downloads, "FORMATS", {name: downloads.FORMATS[name] for name in ("anki", "llms")})
    shipped = root / "overrides" / FOLDER
    shipped.mkdir(parents=True)
    (shipped / "of-the-last-time.pdf").write_bytes(b"old")
    downloads.export(Guide(load_catalog(root)), root / "dist")
    result = build(root)
    assert result.returncode == 0, result.stdout + result.stderr
    html = (root / "site/downloads/index.html").read_text(encoding="utf-8")
    links = re.findall(r'href="(\.\./assets/generated/downloads/[^"]+)"', html)
    assert [link.rsplit("/", 1)[1] for link in links] == ["guide.apkg", "llms.txt", "llms-full.txt"]
    assert all((root / "site/downloads" / link).is_file() for link in links)
    assert (root / "site" / FOLDER / "llms/baking/index.md.txt").is_file()
    assert not (root / "site" / FOLDER / "of-the-last-time.pdf").exists()


@pytest.fixture
def exported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Guide:
    """A guide whose tables were written."""
    monkeypatch.setattr(downloads, "FORMATS", {"csv": downloads.FORMATS["csv"]})
    found = Guide(load_catalog(guide(tmp_path)))
    downloads.export(found, tmp_path / "dist")
    return found


def test_what_is_shipped_already_is_not_written_again(tmp_path: Path, exported: Guide) -> None:
    """Or a preview that watches the theme's files would build again for what a build wrote."""
    offered.ship(exported)
    file = tmp_path / "overrides" / FOLDER / "terms.csv"
    before = file.stat()
    offered.ship(exported, tmp_path / "site")
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert (tmp_path / "site" / FOLDER / "terms.csv").read_bytes() == file.read_bytes()


def test_a_copy_to_take_away_carries_none_of_them(tmp_path: Path, exported: Guide) -> None:
    offered.ship(exported)
    offered.ship(exported, offered=False)
    assert [file for file in (tmp_path / "overrides" / FOLDER).rglob("*") if file.is_file()] == []
    assert "](" not in macro(exported.catalog, Here("downloads.md"))
    assert (tmp_path / "dist/terms.csv").is_file()


def test_files_that_another_build_offers_stay_until_it_is_done(tmp_path: Path, exported: Guide) -> None:
    folder = tmp_path / "overrides" / FOLDER
    folder.mkdir(parents=True)
    (folder / "of-the-last-time.csv").touch()
    other = os.open(folder, os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_SH)
    offered.ship(exported)
    with pytest.raises(ContentError, match=r"^overrides/assets/generated/downloads:1: a build that offers"):
        offered.ship(exported, offered=False)
    assert {"of-the-last-time.csv", "terms.csv"} <= {file.name for file in folder.iterdir()}
    os.close(other)
    offered.ship(exported, offered=False)
    assert list(folder.iterdir()) == []
