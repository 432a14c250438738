"""What is kept, and two processes, change nothing: byte for byte, a site is that of a build without them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from tests.support.guides import PROJECT, build, copy_site
from tests.support.sites import Site

DAY = "1770000000"
PAGE, QUESTION, TERM, FACTS, EXAMPLE = (
    f"docs/{name}"
    for name in (
        "baking/yeast/index.md",
        "baking/sourdough/questions/collapse.md",
        "glossary/terms/proofing.md",
        "baking/sourdough/facts.yml",
        "baking/sourdough/examples/bake.py",
    )
)
LOAF, PICTURE = "docs/baking/loaf.md", "docs/assets/images/loaf.png"
NAVIGATION = "      - baking/yeast/index.md\n"


@dataclass(frozen=True)
class Twins:
    """One guide twice: `fast` builds with all that there is, `plain` with MkDocs alone, page after page."""

    fast: Path
    plain: Path

    def edit(self, name: str, old: str, new: str) -> None:
        for root in (self.fast, self.plain):
            text = (root / name).read_text(encoding="utf-8")
            assert old in text
            (root / name).write_text(text.replace(old, new), encoding="utf-8")

    def add(self) -> None:
        """A page, a picture on it, and its place in the navigation."""
        for root in (self.fast, self.plain):
            text = "---\ntitle: Loaf\ndescription: One.\n---\n\n![A loaf](../assets/images/loaf.png)\n"
            (root / LOAF).write_text(text, encoding="utf-8")
            (root / PICTURE).parent.mkdir(parents=True, exist_ok=True)
            Image.new("RGB", (2, 2)).save(root / PICTURE)
        self.edit("mkdocs.yml", NAVIGATION, f"{NAVIGATION}      - baking/loaf.md\n")

    def take_away(self) -> None:
        """What `add` has added."""
        for root in (self.fast, self.plain):
            (root / LOAF).unlink()
            (root / PICTURE).unlink()
        self.edit("mkdocs.yml", "      - baking/loaf.md\n", "")

    def sites(self, day: str = DAY) -> tuple[dict[str, bytes], dict[str, bytes]]:
        """Both built sites."""
        return made(self.fast, day), made(self.plain, day, GUIDE_CACHE="off", GUIDE_PROCESSES="1")

    def kept(self) -> set[str]:
        """The names of the pages in the cache; another content has another name."""
        return {file.name for file in self.fast.glob(".cache/pages/*/*") if file.name != "index"}


def made(root: Path, day: str = DAY, **environment: str) -> dict[str, bytes]:
    result = build(root, SOURCE_DATE_EPOCH=day, **environment)
    assert result.returncode == 0, result.stdout + result.stderr
    return Site(root).files()


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Twins:
    folder = tmp_path_factory.mktemp("fast")
    shutil.copytree(
        PROJECT / "macros",
        folder / "plain/macros",
        ignore=shutil.ignore_patterns("quick_mkdocs", "__pycache__"),
    )
    return Twins(copy_site("bread", folder / "fast"), copy_site("bread", folder / "plain"))


def different(first: dict[str, bytes], second: dict[str, bytes]) -> list[str]:
    return [name for name in first.keys() | second.keys() if first.get(name) != second.get(name)]


def test_a_site_is_the_same_however_it_is_built(twins: Twins) -> None:
    """And wherever: the twins lie in two folders.

    The tests of this file build one after the other, each on what the one before has kept.
    """
    cold, plain = twins.sites()
    assert different(cold, plain) == []
    kept = twins.kept()
    assert len(kept) == sum(name.endswith(".html") for name in cold) - 1  # all but 404.html
    assert different(made(twins.fast), plain) == []
    assert twins.kept() == kept


def test_after_an_edited_question_only_the_pages_that_show_it_are_made_anew(twins: Twins) -> None:
    before = twins.kept()
    twins.edit(QUESTION, "checked:", "tags: [crust]\nchecked:")
    twins.edit(QUESTION, "## In depth", "It is no loss.\n\n## In depth")
    fast, plain = twins.sites()
    assert different(fast, plain) == []
    # its service's page, and the app's, which names the file with all cards
    assert len(before - twins.kept()) == 2


EDITS: dict[str, Callable[[Twins], None]] = {
    "a term": lambda twins: twins.edit(TERM, "The rest in which", "The long rest in which"),
    "a fact and an example": lambda twins: (
        twins.edit(FACTS, "value: 100", "value: 101"),
        twins.edit(EXAMPLE, 'print("bake")', 'print("bake it")'),
    )[0],
    "a new page and its picture": Twins.add,
    "none of both anymore": Twins.take_away,
    "a page": lambda twins: twins.edit(PAGE, "title: ", "title: The "),
    "the theme and the configuration": lambda twins: (
        twins.edit("overrides/main.html", "{% block content %}", "{% block content %}<hr>"),
        twins.edit("mkdocs.yml", "copyright: Nobody's", "copyright: Everybody's"),
    )[0],
}


@pytest.mark.parametrize("what", EDITS)
def test_nothing_stale_is_shown(twins: Twins, what: str) -> None:
    EDITS[what](twins)
    fast, plain = twins.sites()
    assert different(fast, plain) == []


def test_a_day_that_makes_answers_old_is_seen(twins: Twins) -> None:
    fast, plain = twins.sites(day="2000000000")
    assert different(fast, plain) == []
    assert b'<span class="chip stale">' in fast["baking/sourdough/index.html"]


def test_a_damaged_cache_is_built_anew(twins: Twins) -> None:
    good = made(twins.fast)
    files = [file for file in twins.fast.glob(".cache/**/*") if file.is_file()]
    assert len(files) > 8
    for file in files:
        data = bytearray(file.read_bytes())
        data[-1] ^= 1
        file.write_bytes(data)
    assert different(made(twins.fast), good) == []
    for file in files:
        file.write_bytes(b"")
    assert different(made(twins.fast), good) == []


def test_two_builds_at_once_do_not_disturb_each_other(twins: Twins) -> None:
    good = made(twins.fast)
    shutil.rmtree(twins.fast / ".cache")
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", f"at-once-{number}"],
            cwd=twins.fast,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": DAY},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        for number in range(2)
    ]
    for process in running:
        said = process.communicate(timeout=900)[0]
        assert process.returncode == 0, said.decode()
    for number in range(2):
        folder = twins.fast / f"at-once-{number}"
        files = {
            file.relative_to(folder).as_posix(): file.read_bytes()
            for file in folder.rglob("*")
            if file.is_file()
        }
        assert different(files, good) == []
    assert different(made(twins.fast), good) == []
