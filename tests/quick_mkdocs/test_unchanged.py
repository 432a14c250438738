"""A site is left as it is only while nothing that it is made of, and nothing of itself, has changed."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config import load_config

from macros import file_cache
from macros.content_files import states
from macros.paths import GENERATED
from macros.quick_mkdocs import unchanged
from macros.quick_mkdocs.unchanged import watch
from tests.support.guides import build, guide, make_site, write

QUESTION = "docs/baking/sourdough/questions/poke-test.md"


@dataclass
class House:
    """A repository, built by hand: `build` says whether there was something to do."""

    root: Path
    monkeypatch: pytest.MonkeyPatch
    settings: dict[str, Any]

    def begin(self) -> Callable[[], None]:
        config = load_config(str(self.root / "mkdocs.yml"), **self.settings)
        return watch(config, self.root, states(self.root))

    def build(self, warn: bool = False) -> bool:
        try:
            ended = self.begin()
        except SystemExit:
            return False
        if warn:
            logging.getLogger("mkdocs.structure").warning("a dead link")
        write(self.root, {"site/index.html": "bread", f"overrides/{GENERATED}/cards.js": "cards"})
        ended()
        return True


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """A small guide that was built a moment ago, by a command, as if its files were old."""
    root = guide(tmp_path, {"overrides/main.html": "<main>", "tests/examples/test_a.py": "assert True"})
    (root / "mkdocs.yml").write_text("site_name: Bread\ntheme: {name: material, custom_dir: overrides}\n")
    monkeypatch.setattr(unchanged, "_commanded", lambda: True)
    monkeypatch.setattr(unchanged, "CLOCK", -time.time_ns())
    found = House(root, monkeypatch, {"plugins": []})
    assert found.build()
    return found


def rewritten(path: str) -> Callable[[House], None]:
    """The same bytes, written again with the times of before: still another state of the file."""

    def write_again(house: House) -> None:
        file = house.root / path
        times = file.stat().st_atime_ns, file.stat().st_mtime_ns
        data = file.read_bytes()
        file.unlink()
        file.write_bytes(data)
        os.utime(file, ns=times)

    return write_again


CHANGES: dict[str, Callable[[House], object]] = {
    "a question": rewritten(QUESTION),
    "the theme": rewritten("overrides/main.html"),
    "the configuration": rewritten("mkdocs.yml"),
    "a test of an example": rewritten("tests/examples/test_a.py"),
    "a new file": lambda house: write(house.root, {"docs/baking/new.txt": "new"}),
    "a file that is gone": lambda house: (house.root / QUESTION).unlink(),
    "an option": lambda house: house.settings.update(strict=True),
    "a variable": lambda house: house.monkeypatch.setenv("GUIDE_REPORT_EMAIL", "a@example.org"),
    "the build's day": lambda house: house.monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000"),
    "what is shown": lambda house: logging.getLogger("mkdocs").setLevel(logging.ERROR),
    "the code": lambda house: house.monkeypatch.setattr(file_cache, "code", lambda: b"other"),
    "a page of the site": rewritten("site/index.html"),
    "a file in the site": lambda house: write(house.root, {"site/more.html": "more"}),
    "a page that is gone": lambda house: (house.root / "site/index.html").unlink(),
    "the mark": lambda house: (house.root / ".cache/built").write_bytes(b"damaged"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_site_is_built_again_after_a_change_of(house: House, what: str) -> None:
    assert not house.build()
    level = logging.getLogger("mkdocs").level
    try:
        CHANGES[what](house)
        assert house.build()
        assert not house.build()
    finally:
        logging.getLogger("mkdocs").setLevel(level)


def test_what_builds_write_and_what_nobody_reads_is_no_change(house: House) -> None:
    write(
        house.root,
        {
            f"overrides/{GENERATED}/cards.js": "other cards",
            ".cache/answers": "kept",
            "web/node_modules/a.js": "a package",
            "tests/__pycache__/a.pyc": "compiled",
        },
    )
    assert not house.build()


def test_what_has_something_to_say_is_built_each_time(house: House) -> None:
    write(house.root, {QUESTION: "other"})
    assert house.build(warn=True)
    assert house.build(warn=True)
    assert house.build()
    assert not house.build()
    assert not any(isinstance(one, unchanged._Warnings) for one in logging.getLogger("mkdocs").handlers)


def test_a_file_that_has_just_changed_may_change_again_unseen(house: House) -> None:
    house.monkeypatch.setattr(unchanged, "CLOCK", 2 * 10**9)
    write(house.root, {QUESTION: "other"})
    assert house.build()
    assert house.build()


def test_what_cannot_be_told_is_built_each_time(house: House) -> None:
    def link(root: Path) -> None:
        (root / "overrides/partials").symlink_to(root / "docs")

    def plugin(root: Path) -> None:
        house.settings["plugins"] = ["search"]

    def hook(root: Path) -> None:
        write(root, {"hook.py": ""})
        house.settings["hooks"] = ["hook.py"]

    def command(root: Path) -> None:
        house.monkeypatch.undo()

    def nothing_kept(root: Path) -> None:
        house.monkeypatch.setenv("GUIDE_CACHE", "off")

    for change in (link, plugin, hook, nothing_kept, command):
        change(house.root)
        assert house.build(), change
        assert house.build(), change
        if change is link:
            (house.root / "overrides/partials").unlink()


def test_the_command_says_that_there_was_nothing_to_do(tmp_path: Path) -> None:
    root = make_site(guide(tmp_path))
    time.sleep(unchanged.CLOCK / 10**9 + 0.1)
    nothing = f"Nothing has changed since {root / 'site'} was built"

    def said(*arguments: str, **environment: str) -> str:
        result = build(root, *arguments, SOURCE_DATE_EPOCH="1770000000", GUIDE_CACHE="", **environment)
        return result.stdout + result.stderr

    assert "Documentation built" in said()
    page = root / "site/index.html"
    built = page.stat().st_mtime_ns
    found = said(PYTHONPROFILEIMPORTTIME="1")
    assert nothing in found
    assert "macros.content_files" in found
    assert "macros.catalog" not in found  # nor what else takes long to load
    assert page.stat().st_mtime_ns == built
    assert "A 'dirty' build" in said("--dirty")
