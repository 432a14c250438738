"""The parts of the extra for MkDocs; whole sites are in tests/sites/test_fast.py."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from mkdocs.config.defaults import MkDocsConfig

from macros import mkdocs_fast
from macros.mkdocs_fast import (
    _Compiled,
    _knows,
    _Made,
    _recorded,
    _say,
    _Store,
    _Templates,
)

MADE = _Made(b"<p>bread", {"crust"}, {"index.md": {"a": "index.md#a"}})


def store(folder: Path, base: bytes = b"base", everything: bytes = b"all") -> _Store:
    return _Store(folder / "pages" / "site", base, everything)


def kept(folder: Path) -> _Store:
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
    none = _Store(None)
    none.ask("a.md", [b"text"])
    none.put("a.md", MADE)
    none.close({"a.md": "key"})
    assert none.get("a.md") is None


def test_a_damaged_template_is_compiled_anew(tmp_path: Path) -> None:
    import jinja2

    def text() -> str:
        loader = jinja2.DictLoader({"a": "{{ 1 + 1 }} loaves"})
        environment = jinja2.Environment(loader=loader, bytecode_cache=_Compiled(tmp_path))
        return environment.get_template("a").render()

    assert [text(), text()] == ["2 loaves", "2 loaves"]
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    assert text() == "2 loaves"


def test_of_the_theme_everything_is_listed_that_is_not_hidden(tmp_path: Path) -> None:
    files = ["base.html", "assets/a.js", ".icons/bread.svg", "assets/.hidden/b.js", "partials/a.html"]
    for base, names in (("ours", files[:2]), ("theirs", files)):
        for name in names:
            (tmp_path / base / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / base / name).touch()
    templates = _Templates([tmp_path / "ours", tmp_path / "theirs"])
    assert templates.list_templates() == ["assets/a.js", "base.html", "partials/a.html"]


@pytest.mark.parametrize(
    ("excluded", "listed"),
    [
        ("", ["a/b/questions/q.md", "a/index.md", "a/questions/p.png", "a/questions/q.md", "index.md"]),
        ("questions/", ["a/index.md", "index.md"]),
        ("/a/questions/", ["a/b/questions/q.md", "a/index.md", "index.md"]),
        ("questions/\n!/a/questions/p.png", ["a/index.md", "a/questions/p.png", "index.md"]),
        ("questions/\n!/a/", None),
        ("questions/\n!*.png", None),
        ("a/*", None),
    ],
)
def test_what_is_published_is_listed_as_mkdocs_does(
    tmp_path: Path, excluded: str, listed: list[str] | None
) -> None:
    for name in ("index.md", "a/index.md", "a/questions/q.md", "a/questions/p.png", "a/b/questions/q.md"):
        file = tmp_path / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    config = MkDocsConfig()
    config.load_dict({"site_name": "Bread", "docs_dir": str(tmp_path / "docs"), "exclude_docs": excluded})
    config.validate()
    ours, theirs = (
        sorted(file.src_uri for file in make(config) if file.inclusion.is_included())
        for make in (mkdocs_fast._list_published, mkdocs_fast._list)
    )
    assert ours == theirs
    assert listed is None or ours == listed


def test_no_file_is_listed_of_a_folder_of_which_none_is_published(tmp_path: Path) -> None:
    file = tmp_path / "docs/a/questions/q.md"
    file.parent.mkdir(parents=True)
    file.touch()
    config = MkDocsConfig()
    settings = {"site_name": "Bread", "docs_dir": str(tmp_path / "docs"), "exclude_docs": "questions/"}
    config.load_dict(settings)
    config.validate()
    assert list(mkdocs_fast._list_published(config)) == []
    assert len(mkdocs_fast._list(config)) == 1


def test_what_is_logged_is_said_afterwards(caplog: pytest.LogCaptureFixture) -> None:
    said: list[tuple[str, int, str]] = []
    with caplog.at_level(logging.INFO), _recorded(said):
        logging.getLogger("mkdocs.pages").warning("no %s", "crust")
    assert (caplog.messages, said) == ([], [("mkdocs.pages", logging.WARNING, "no crust")])
    _say(said)
    assert caplog.messages == ["no crust"]


def test_what_is_logged_before_a_failure_is_said_at_once(caplog: pytest.LogCaptureFixture) -> None:
    def bake() -> None:
        with _recorded([]):
            logging.getLogger("mkdocs").error("smoke")
            raise ValueError("burnt")

    with pytest.raises(ValueError, match="burnt"):
        bake()
    assert caplog.messages == ["smoke"]


def test_with_a_plugin_that_is_not_known_mkdocs_does_as_always() -> None:
    events: dict[str, list[Any]] = {event: [] for event in mkdocs_fast.PAGE_EVENTS}
    config = cast("Any", SimpleNamespace(hooks={}, plugins=SimpleNamespace(events=events)))
    assert _knows(config)
    assert not _knows(cast("Any", SimpleNamespace(hooks={"a.py": 1}, plugins=config.plugins)))
    events["page_content"].append(SimpleNamespace().__init__)
    assert not _knows(config)
    events["page_content"] = [lambda html, **_: html]  # a hook
    assert not _knows(config)


def test_another_engine_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mkdocs_fast, "_current", None)
    mkdocs_fast.enable({"site_dir": "site"})
    assert mkdocs_fast._current is None
