"""The cache of what was read: it costs or saves time, and never changes a result."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros import file_cache, loading
from macros import guide as guide_module
from macros.file_cache import FileCache
from macros.guide import load_catalog, open_guide
from macros.loading import Content, load_content
from tests.support.guides import BASE, edited, guide, write

QUESTION = "docs/baking/sourdough/questions/poke-test.md"


def made(file: Path, data: bytes, new: str = "new") -> str:
    """What a cache in `file` gives for `data`: what it knows, or `new`."""
    cache = FileCache(file)
    value = cache.get("a", data, lambda: new)
    cache.save()
    return value


def test_a_value_is_kept_for_the_same_bytes_only(tmp_path: Path) -> None:
    assert made(tmp_path / "x/cache", b"1", "one") == "one"
    assert made(tmp_path / "x/cache", b"1") == "one"
    assert made(tmp_path / "x/cache", b"2") == "new"
    assert [file.name for file in (tmp_path / "x").iterdir()] == ["cache"]


def test_what_nobody_asked_for_goes(tmp_path: Path) -> None:
    made(tmp_path / "cache", b"1", "one")
    FileCache(tmp_path / "cache").save()
    assert made(tmp_path / "cache", b"1") == "new"


@pytest.mark.parametrize("at", [0, 40, -1])
def test_a_damaged_cache_is_as_none(tmp_path: Path, at: int) -> None:
    made(tmp_path / "cache", b"1", "one")
    data = bytearray((tmp_path / "cache").read_bytes())
    data[at] ^= 1
    (tmp_path / "cache").write_bytes(data)
    assert made(tmp_path / "cache", b"1") == "new"


def test_a_cache_of_other_code_is_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path / "cache", b"1", "one")
    monkeypatch.setattr(file_cache, "code", lambda: b"other code")
    assert made(tmp_path / "cache", b"1") == "new"


def test_the_code_is_that_of_every_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_cache, "__file__", str(tmp_path / "file_cache.py"))
    codes = set()
    for name, text in (("a.py", "1"), ("a.py", "2"), ("b/c.py", "2")):
        write(tmp_path, {name: text})
        file_cache.code.cache_clear()
        codes.add(file_cache.code())
    file_cache.code.cache_clear()
    assert len(codes) == 3


def test_a_package_of_another_version_makes_all_of_it_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = set()
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in ("oven-1.0.dist-info", "oven-1.1.dist-info"):
        (tmp_path / name).mkdir()
        file_cache.code.cache_clear()
        codes.add(file_cache.code())
        (tmp_path / name).rmdir()
    file_cache.code.cache_clear()
    assert len(codes) == 2


def test_nothing_is_kept_where_that_is_not_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDE_CACHE", "off")
    monkeypatch.setattr(guide_module, "_opened", {})
    open_guide(guide(tmp_path))
    assert not (tmp_path / ".cache").exists()


def test_where_nothing_may_be_written_there_is_no_cache(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    assert made(tmp_path / "taken/cache", b"1", "one") == "one"
    assert made(tmp_path / "taken/cache", b"1") == "new"


def test_only_what_has_changed_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = guide(tmp_path, dict(BASE))
    read: list[str] = []
    once = loading._read

    def reading(file: loading._File, data: bytes, content: Content) -> str | None:
        if file.absolute.suffix in {".md", ".yml"}:
            read.append(file.path)
        return once(file, data, content)

    monkeypatch.setattr(loading, "_read", reading)
    first = load_content(root, FileCache(root / ".cache/content"))
    assert QUESTION in read
    read.clear()
    write(root, edited(QUESTION, "minutes: 2", "minutes: 3"))
    second = load_content(root, FileCache(root / ".cache/content"))
    assert read == [QUESTION]
    assert second == load_content(root)
    assert second != first


def test_a_fault_is_found_again_although_its_file_is_not_read_again(tmp_path: Path) -> None:
    root = guide(tmp_path, edited(QUESTION, "minutes: 2", "minuts: 2"))
    said = [[str(issue) for issue in load_catalog(root, cached=True).content.issues] for _ in range(2)]
    assert said[0] == said[1] != []
    assert (root / ".cache/content.pickle").is_file()
