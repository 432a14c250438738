"""The cache of what was read: it costs or saves time, and never changes a result."""

from __future__ import annotations

import pickle
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from macros import file_cache, loading
from macros import guide as guide_module
from macros.checks import html_safety, run_checks
from macros.content import Content
from macros.file_cache import FileCache
from macros.guide import load_catalog, open_guide
from macros.loading import load_content
from macros.reading import ContentFile
from tests.support.guides import BASE, edited, guide, make_site, write

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


def test_a_text_counts_as_its_bytes_however_odd() -> None:
    cache = FileCache()

    def asked(data: str, made: int) -> int:
        return cache.of_each("values", {"a": b"1"}, data, lambda keys: dict.fromkeys(keys, made))["a"]

    assert [asked("\ud800", 1), asked("\ud800", 2), asked("é", 3)] == [1, 1, 3]
    cache.save()  # nowhere


def test_a_value_can_be_held_on_to_without_being_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path / "cache", b"1", "one")
    cache = FileCache(tmp_path / "cache")
    unpacked: list[object] = []
    monkeypatch.setattr(pickle, "loads", unpacked.append)
    assert [cache.holds_on_to(*asked) for asked in (("a", b"1"), ("a", b"2"), ("b", b"1"))] == [
        True,
        False,
        False,
    ]
    cache.get("new", b"1", lambda: "new")
    cache.save()
    assert unpacked == []
    monkeypatch.undo()
    assert made(tmp_path / "cache", b"1") == "one"


def test_what_a_copy_of_the_process_asked_for_and_made_is_kept_too(tmp_path: Path) -> None:
    first = FileCache(tmp_path / "cache")
    for name in ("old", "dropped"):
        first.get(name, b"1", lambda: "known")
    first.save()
    parent, copy = FileCache(tmp_path / "cache"), FileCache(tmp_path / "cache")
    copy.get("old", b"1", lambda: "made again")
    copy.get("new", b"2", lambda: "made")
    parent.take_over(copy.account())
    parent.save()
    last = FileCache(tmp_path / "cache")
    assert [last.get(name, data, lambda: "") for name, data in (("old", b"1"), ("new", b"2"))] == [
        "known",
        "made",
    ]
    assert last.get("dropped", b"1", lambda: "made again") == "made again"


def test_of_many_small_values_those_are_made_again_whose_mark_has_changed(tmp_path: Path) -> None:
    def asked(marks: dict[str, bytes], data: bytes = b"same") -> tuple[dict[str, str], list[str]]:
        made: list[str] = []

        def make(keys: Collection[str]) -> dict[str, str]:
            made.extend(keys)
            return {key: f"{key}{marks[key].decode()}" for key in keys}

        cache = FileCache(tmp_path / "cache")
        values = cache.of_each("values", marks, data, make)
        cache.save()
        return values, made

    assert asked({"a": b"1", "b": b"1"}) == ({"a": "a1", "b": "b1"}, ["a", "b"])
    assert asked({"a": b"1", "b": b"1"}) == ({"a": "a1", "b": "b1"}, [])
    assert asked({"a": b"1", "b": b"2", "c": b"1"}) == ({"a": "a1", "b": "b2", "c": "c1"}, ["b", "c"])
    assert asked({"c": b"1"}) == ({"c": "c1"}, [])
    assert asked({"a": b"1", "c": b"1"}) == ({"a": "a1", "c": "c1"}, ["a"])
    assert asked({"c": b"1"}, b"other")[1] == ["c"]


def test_a_value_that_has_not_changed_is_written_as_it_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = FileCache(tmp_path / "cache")
    for name in ("a", "b"):
        cache.get(name, b"1", name.lower)
    cache.save()
    cache = FileCache(tmp_path / "cache")
    pickled: list[object] = []
    once = pickle.dumps

    def dumps(value: object, protocol: int) -> bytes:
        pickled.append(value)
        return once(value, protocol)

    monkeypatch.setattr(pickle, "dumps", dumps)
    cache.get("a", b"1", lambda: "a")
    cache.get("b", b"2", lambda: "new")
    cache.save()
    assert pickled[:-1] == ["new"]  # the last is the whole, of which each value is a row of bytes
    assert FileCache(tmp_path / "cache").get("a", b"1", lambda: "made again") == "a"


def test_of_many_values_only_what_has_changed_is_written(tmp_path: Path) -> None:
    file, changes = tmp_path / "cache.pickle", tmp_path / "cache-changes.pickle"

    def made(**marks: bytes) -> list[str]:
        """Names whose value the last run had not kept."""
        cache, found = FileCache(file), []
        for name, mark in marks.items():
            cache.get(name, mark, lambda name=name: found.append(name))  # type: ignore[misc]
        cache.save()
        return found

    many = {f"n{number}": b"1" for number in range(20)}
    assert made(**many) == [*many]
    whole = file.read_bytes()
    assert made(**many, more=b"1") == ["more"]
    assert made(**{**many, "n3": b"2"}, more=b"1") == ["n3"]
    assert made(**{**many, "n3": b"2"}) == []
    assert made(**{**many, "n3": b"2"}, more=b"1") == ["more"]  # it was gone
    assert file.read_bytes() == whole
    changes.write_bytes(changes.read_bytes()[:-1])  # damaged: what it said is made again
    assert made(**{**many, "n3": b"2"}) == ["n3"]
    other = many | dict.fromkeys(("n1", "n2", "n3", "n4"), b"2")
    assert made(**other) == ["n1", "n2", "n4"]
    assert file.read_bytes() != whole
    assert not changes.exists()
    assert made(**other) == []


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
    once = loading.text_of

    def reading(file: ContentFile, data: bytes, content: Content) -> str | None:
        if file.suffix in {".md", ".yml"}:
            read.append(file.path)
        return once(file, data, content)

    monkeypatch.setattr(loading, "text_of", reading)
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


def test_a_check_reads_only_the_texts_that_have_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_site(guide(tmp_path, dict(BASE)))
    run_checks(load_catalog(root, cached=True), two_processes=True)
    read: list[str] = []

    def reading(markdown: str) -> Iterator[tuple[int, str, str]]:
        read.append(markdown)
        return iter(())

    monkeypatch.setattr(html_safety, "faults", reading)
    write(root, edited(QUESTION, "One does the poke test.", "One does the <b>poke</b> test."))
    run_checks(load_catalog(root, cached=True))
    assert [("<b>" in text) for text in read] == [True]


def test_with_what_is_kept_a_check_finds_what_it_finds_without(tmp_path: Path) -> None:
    root = make_site(guide(tmp_path, dict(BASE)))
    steps: list[dict[str, str]] = [
        {},
        edited(
            QUESTION, "One does the poke test.", "In order to <b>bake</b>, wait up to 5 minutes: it is a tin."
        ),
        {"docs/glossary/terms/tin.md": "---\nterm: tin\n---\n\nA form for bread, made of metal.\n"},
        edited("docs/glossary/terms/starter.md", "term: starter", "term: leaven"),
        edited("docs/baking/sourdough/index.md", "A starter", "[A leaven](nowhere.md) {{ term('starter') }}"),
    ]
    seen = []
    for files in steps:
        write(root, files)
        found = run_checks(load_catalog(root, cached=True), two_processes=True)
        assert found == run_checks(load_catalog(root))
        seen.append([str(issue) for issue in found])
    assert len(set(map(str, seen))) > 2
