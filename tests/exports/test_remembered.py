"""What a build found out is there for the next one of the same guide, and for no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.exports.remembered import Remembered
from macros.guide import Guide, load_catalog
from tests.support.guides import guide, make_site


def at(root: Path, mark: bytes) -> Remembered:
    return Remembered(Guide(load_catalog(make_site(guide(root))), mark=mark))


def test_a_guide_in_the_same_state_is_told(tmp_path: Path) -> None:
    first = at(tmp_path, b"one")
    assert first.get("cards") == ""
    first.note("cards", "cards.1.js")
    assert first.get("cards") == "cards.1.js"
    assert at(tmp_path, b"one").get("cards") == ""
    first.save()
    assert at(tmp_path, b"one").get("cards") == "cards.1.js"


def test_a_guide_in_another_state_is_not_told(tmp_path: Path) -> None:
    first = at(tmp_path, b"one")
    first.note("cards", "cards.1.js")
    first.save()
    assert at(tmp_path, b"two").get("cards") == ""


@pytest.mark.parametrize("mark", [b"", b"one"])
def test_without_a_mark_or_a_cache_nothing_is_kept(
    tmp_path: Path, mark: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    if mark:
        monkeypatch.setenv("GUIDE_CACHE", "off")
    first = at(tmp_path, mark)
    first.note("cards", "cards.1.js")
    first.save()
    assert not (tmp_path / ".cache").exists()
    assert at(tmp_path, mark).get("cards") == ""
