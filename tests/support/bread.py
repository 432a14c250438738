"""The mini site about bread with a dozen more questions: enough to practise with."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.guides import PROJECT, build, make_site, write
from tests.support.serving import served

LEVELS = ("junior", "mid", "senior")
KINDS = ("concept", "comparison", "scenario", "troubleshooting", "design")


def question(number: int) -> str:
    """A question file; all differ in words, level and kind."""
    return f"""\
        ---
        prompt: What is loaf number {number} about?
        level: {LEVELS[number % 3]}
        kind: {KINDS[number % 5]}
        topics: [{"oven" if number % 2 else "dough"}]
        minutes: {1 + number % 3}
        key_points: ["Loaf {number} has a crust.", "Loaf {number} has a crumb."]
        sources: [{{title: Loaves, url: "https://example.org/loaf"}}]
        checked: 2026-01-02
        ---

        Loaf number {number} is about patience.

        ## In depth

        It cools for {number + 30} minutes.
        """


@dataclass(frozen=True)
class Built:
    """A mini site about bread with a dozen more questions: served, and the copy that opens from disk."""

    http: str
    offline: Path

    def address(self, mode: str, page: str = "practice/") -> str:
        """The URL of a page in one of the two modes."""
        return f"{self.http}{page}" if mode == "http" else f"{self.offline.as_uri()}/{page}index.html"


def site_at(root: Path, url: str) -> None:
    """Copy the mini site to `root`, ready to be built for the address `url`."""
    shutil.copytree(PROJECT / "tests/sites/bread", root)
    nav = (root / "mkdocs.yml").read_text(encoding="utf-8").partition("nav:")[2]
    make_site(root, nav=f"nav:{nav}", config=f"site_url: {url}")


@contextmanager
def practice_site(root: Path) -> Iterator[Built]:
    """Both sites, built below `root`; served as long as the block runs."""
    shutil.copytree(PROJECT / "tests/sites/bread", root)
    write(root, {f"docs/baking/sourdough/questions/loaf-{n}.md": question(n) for n in range(12)})
    nav = "nav:" + (root / "mkdocs.yml").read_text(encoding="utf-8").partition("nav:")[2]
    with served(root / "site") as url:  # before it is there: the address stands in what is built
        make_site(root, nav=nav, config=f"site_url: {url}")
        offline = f"INHERIT: {PROJECT / 'mkdocs.offline.yml'}\nsite_name: Test\n{nav}"
        (root / "mkdocs.offline.yml").write_text(offline, encoding="utf-8")
        for arguments in ((), ("--config-file", "mkdocs.offline.yml", "--site-dir", "offline")):
            result = build(root, *arguments)
            assert result.returncode == 0, result.stdout + result.stderr
        yield Built(url, root / "offline")
