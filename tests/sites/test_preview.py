"""While the site is served: what is shown of a changed page at once is what a whole build makes of it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.guides import copy_site
from tests.support.serving import free_port

QUESTION, TERM, NEWS, PAGE, FACTS = (
    f"docs/{name}"
    for name in (
        "baking/sourdough/questions/collapse.md",
        "glossary/terms/proofing.md",
        "news/2026-01-02-bread.md",
        "baking/yeast/index.md",
        "baking/sourdough/facts.yml",
    )
)
SHOWN = ("baking/sourdough/", "glossary/", "news/", "baking/yeast/")
#: The second when such a build begins; the server answers no request until it is done.
EARLY, WHOLE = "the rest follows", "Building documentation..."
PATIENCE = 120.0


@dataclass
class Server:
    """A guide that MkDocs serves."""

    root: Path
    log: Path
    url: str

    def edit(self, name: str, old: str, new: str) -> None:
        """Save a change, whole, as editors do."""
        file = self.root / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        draft = self.root / "draft"
        draft.write_text(text.replace(old, new), encoding="utf-8")
        draft.replace(file)

    def said(self, what: str) -> int:
        """How many lines of the log hold that."""
        return self.log.read_text(encoding="utf-8").count(what)

    def waits_for(self, what: str, times: int) -> None:
        """Until the log has said something so many times."""
        deadline = time.monotonic() + PATIENCE
        while self.said(what) < times:
            assert time.monotonic() < deadline, self.log.read_text(encoding="utf-8")
            time.sleep(0.05)

    def page(self, name: str) -> str:
        """A page without what the server adds, which names the moment of the build."""
        with urllib.request.urlopen(self.url + name, timeout=PATIENCE) as answer:
            return re.sub(r"livereload\(\d+, \d+\);", "", answer.read().decode())


@contextmanager
def serving(root: Path) -> Iterator[Server]:
    port, log = free_port(), root / "log"
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
            cwd=root,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            stdout=output,
            stderr=output,
        )
        try:
            server = Server(root, log, f"http://127.0.0.1:{port}/")
            server.waits_for("Serving on", 1)
            yield server
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:  # seen once; how a server ends is not what is tested here
                process.kill()
                process.wait()


def test_what_a_build_does_not_look_for_is_said_while_the_site_is_served(tmp_path: Path) -> None:
    root = copy_site("bread", tmp_path)
    term = "---\nterm: combi steamer\nchecked: 2026-01-02\n---\n\nAn oven with steam.\n"
    (root / "docs/glossary/terms/combi-steamer.md").write_text(term, encoding="utf-8")
    warning = "combi-steamer.md:1: warning: the term 'combi steamer' is used nowhere"
    with serving(root) as server:
        assert server.said(warning) == 1
        server.edit(FACTS, "value: 100", "value: 101")
        server.waits_for(warning, 2)


def test_a_changed_page_is_shown_early_and_as_it_will_be(tmp_path: Path) -> None:
    with serving(copy_site("bread", tmp_path)) as server:
        server.edit(QUESTION, "Heat comes second.", "Heat comes third, the {{ term('proofing') }} first.")
        server.edit(TERM, "a dough rises.", "a dough rises.\n\nSome call it the last rise.")
        server.edit(NEWS, "---\n\n", "---\n\nOld news. ")
        server.edit(PAGE, "takes an hour.", "takes two hours.")
        server.waits_for(EARLY, 1)
        early = {name: server.page(name) for name in SHOWN}
        for name, text in zip(SHOWN, ("comes third", "the last rise", "Old news", "two hours"), strict=True):
            assert text in early[name]
        assert server.said(WHOLE) == 1  # nothing but those pages was built

        server.waits_for(WHOLE, 2)
        assert {name: server.page(name) for name in SHOWN} == early

        # What other pages may show is left to a whole build, and what is wrong, too.
        server.edit(FACTS, "value: 100", "value: 101")
        server.waits_for(WHOLE, 3)
        assert "<title>Yeast" in server.page(SHOWN[3])  # now the build is done, and cannot read the next edit
        server.edit(PAGE, "title: Yeast", "title: Packaged yeast")
        server.waits_for(WHOLE, 4)
        assert "<title>Packaged yeast" in server.page(SHOWN[3])
        server.edit(QUESTION, "comes third", 'comes {{ fact("sourdough/none") }}')
        server.waits_for("nothing was built", 1)
        assert server.said("collapse.md:") >= 1
        server.edit(QUESTION, 'comes {{ fact("sourdough/none") }}', "comes late")
        server.waits_for(WHOLE, 5)
        assert "comes late" in server.page(SHOWN[0])
        assert server.said(EARLY) == 1  # no change after the first four could be shown early
