"""What a browser needs to install the site."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from macros.exports import web_manifest
from macros.guide import Guide, load_catalog
from macros.issues import ContentError
from tests.support.guides import PROJECT, guide

FILE = "assets/generated/manifest.webmanifest"


def test_it_is_relative_so_that_it_holds_wherever_the_site_lies(tmp_path: Path) -> None:
    web_manifest.ship(Guide(load_catalog(guide(tmp_path))), tmp_path / "site")
    data = json.loads((tmp_path / "overrides" / FILE).read_text(encoding="utf-8"))
    assert (data["name"], data["description"], data["lang"]) == ("Bread", "A guide for bakers.", "en")
    assert (data["start_url"], data["scope"]) == ("../../", "../../")
    for icon in data["icons"]:
        assert (PROJECT / "overrides" / FILE).parent.joinpath(icon["src"]).resolve().is_file()
    assert (tmp_path / "site" / FILE).read_bytes() == (tmp_path / "overrides" / FILE).read_bytes()


def test_a_build_that_changes_nothing_writes_nothing(tmp_path: Path) -> None:
    opened = Guide(load_catalog(guide(tmp_path)))
    web_manifest.ship(opened)
    before = (tmp_path / "overrides" / FILE).stat()
    web_manifest.ship(opened)
    assert (tmp_path / "overrides" / FILE).stat() == before


def test_it_is_not_written_out_of_the_repository(tmp_path: Path) -> None:
    opened = Guide(load_catalog(guide(tmp_path / "guide")))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "guide" / "overrides").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ContentError, match="leads out of the repository"):
        web_manifest.ship(opened)
    assert list((tmp_path / "elsewhere").iterdir()) == []
