"""A page is taken from the store only for the very things that it was made of."""

from __future__ import annotations

import os
from pathlib import Path

from macros.quick_mkdocs.page_store import MadePage, PageStore

MADE = MadePage(b"<p>bread", {"crust"}, {"index.md": {"a": "index.md#a"}})


def store(folder: Path, base: bytes = b"base", everything: bytes = b"all") -> PageStore:
    return PageStore(folder / "pages" / "site", base, everything)


def kept(folder: Path) -> PageStore:
    """A store that has just kept a page."""
    first = store(folder)
    first.ask("a.md", [b"text"])
    assert first.get("a.md") is None
    first.put("a.md", MADE)
    first.close({"a.md": first.key_of("a.md")})
    return first


def test_a_page_is_kept_for_all_that_it_is_made_of(tmp_path: Path) -> None:
    kept(tmp_path)
    for base, text, found in (
        (b"base", b"text", MADE),
        (b"base", b"other", None),
        (b"other", b"text", None),
    ):
        again = store(tmp_path, base)
        again.ask("a.md", [text])
        assert again.get("a.md") == found
    unsure = store(tmp_path)
    unsure.ask("a.md", None)
    unsure.put("a.md", MADE)
    assert (unsure.key_of("a.md"), unsure.get("a.md")) == ("", None)


def test_when_nothing_has_changed_nobody_asks_what_a_page_is_made_of(tmp_path: Path) -> None:
    kept(tmp_path)
    assert store(tmp_path).unchanged("a.md") == MADE
    assert store(tmp_path).unchanged("b.md") is None
    assert store(tmp_path, everything=b"more").unchanged("a.md") is None


def test_pages_and_sites_that_are_gone_are_forgotten(tmp_path: Path) -> None:
    first = kept(tmp_path)
    (tmp_path / "pages/site/.a.1.part").write_bytes(b"another build is writing this")
    for number in range(4):
        (tmp_path / f"pages/old-{number}").mkdir()
        os.utime(tmp_path / f"pages/old-{number}", (number, number))
    first.close({"b.md": "none"})
    assert sorted(file.name for file in (tmp_path / "pages/site").iterdir()) == [".a.1.part", "index"]
    assert sorted(site.name for site in (tmp_path / "pages").iterdir()) == ["old-2", "old-3", "site"]


def test_without_a_folder_nothing_is_kept() -> None:
    none = PageStore(None)
    none.ask("a.md", [b"text"])
    none.put("a.md", MADE)
    none.close({"a.md": "key"})
    assert none.get("a.md") is None
