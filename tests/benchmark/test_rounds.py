"""The order of builds, what a cold build finds, and what becomes of an edit. The tool here is some Python."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.benchmark import rounds
from tests.benchmark.figures import COLD, EDITED, UNCHANGED, Key
from tests.benchmark.rounds import Site, different, measure
from tests.benchmark.text import Question, StudyGuide, study_guide
from tests.benchmark.tools.base import Command

GUIDE = study_guide(1)
#: Copies the source into the site, and notes in the log whether there was a cache.
COPY = """
import pathlib, shutil
cache, out = pathlib.Path("cache"), pathlib.Path("out")
text = pathlib.Path("text.md").read_text()
with open("../log", "a") as log:
    print(pathlib.Path.cwd().name, cache.exists(), "revision" in text, file=log)
(out / "page").mkdir(parents=True, exist_ok=True)
for name in ("page/index.html", "search.json"):
    if name not in STALE or not cache.exists():
        (out / name).write_text(text)
cache.mkdir(exist_ok=True)
"""


class Copy:
    """Stands in for a generator; it writes no file again that is `stale`, once it has a cache."""

    output = "out"
    served = False
    caches: tuple[str, ...] = ("out", "cache")

    def __init__(self, name: str, incremental: bool = True, stale: str = "") -> None:
        self.name = self.label = name
        self.incremental = incremental
        self._code = COPY.replace("STALE", repr(stale))

    def missing(self) -> str:
        return ""

    def version(self) -> str:
        return "1"

    def write(self, guide: StudyGuide, root: Path) -> None:
        root.mkdir(parents=True)
        texts = (text for question in guide.questions for text in question.texts())
        (root / "text.md").write_text("\n".join(texts), encoding="utf-8")

    def source(self, guide: StudyGuide, question: Question) -> str:
        return "text.md"

    def address(self, guide: StudyGuide, question: Question) -> str:
        return "page/"

    def build(self, root: Path) -> Command:
        return Command((sys.executable, "-S", "-c", self._code))

    def serve(self, root: Path, port: int) -> Command:
        return Command((sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(port)))


def say(_: str) -> None:
    """Nothing."""


def test_all_tools_build_in_turn_and_only_cold_builds_find_no_cache(tmp_path: Path) -> None:
    sites = [
        Site.written(tool, GUIDE, tmp_path / tool.name) for tool in (Copy("a", incremental=False), Copy("b"))
    ]
    text = sites[1].source.read_text(encoding="utf-8")
    measured = measure("tiny", sites, (COLD, UNCHANGED, EDITED), 2, say)
    turn = ["a False False", "b False False", "b True False", "b True True"]
    assert (tmp_path / "log").read_text(encoding="utf-8").splitlines() == turn * 2
    assert {(key.tool, key.variant): len(found) for key, found in measured.runs.items()} == {
        ("a", COLD): 2,
        ("b", COLD): 2,
        ("b", UNCHANGED): 2,
        ("b", EDITED): 2,
    }
    assert sites[1].source.read_text(encoding="utf-8") == text
    # What the first round left lies beside the sites: to remove it would slow the second.
    left = [len(list(aside.iterdir())) for aside in sorted(tmp_path.glob("*-before-*"))]
    assert left == [2, 2]


@pytest.mark.parametrize("stale", ["", "search.json"])
def test_what_our_rebuild_makes_other_than_a_cold_build_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stale: str
) -> None:
    ours = Copy("ours", stale=stale)
    monkeypatch.setattr(rounds, "OURS", ours)
    site = Site.written(ours, GUIDE, tmp_path / "ours")
    measured = measure("tiny", [site], (COLD, UNCHANGED, EDITED), 1, say)
    assert measured.differing == {UNCHANGED: [], EDITED: [stale] if stale else []}
    assert (
        len(measured.runs[Key("tiny", "ours", COLD)]) == 1
    )  # the build that it is held against is not timed


def test_a_rebuild_that_does_not_show_the_edit_is_none(tmp_path: Path) -> None:
    site = Site.written(Copy("a", stale="page/index.html"), GUIDE, tmp_path / "a")
    measured = measure("tiny", [site], (COLD, EDITED), 1, say)
    assert measured.failed == ["a"]
    assert {key.variant for key in measured.runs} == {COLD}


def test_a_tool_that_fails_is_left_out_and_the_others_go_on(tmp_path: Path) -> None:
    broken, sound = Copy("broken"), Copy("sound")
    sites = [Site.written(tool, GUIDE, tmp_path / tool.name) for tool in (broken, sound)]
    broken._code = "raise SystemExit('no oven')"
    said: list[str] = []
    measured = measure("tiny", sites, (COLD,), 2, said.append)
    assert measured.failed == ["broken"]
    assert {key.tool: len(found) for key, found in measured.runs.items()} == {"sound": 2}
    assert [line for line in said if "is left out" in line and "no oven" in line] != []


def test_an_edit_is_undone_when_something_fails(tmp_path: Path) -> None:
    site = Site.written(Copy("a"), GUIDE, tmp_path / "a")
    text = site.source.read_text(encoding="utf-8")

    def stopped() -> None:
        with site.edits() as edit:
            edit(2)
            assert site.opening(2) in site.source.read_text(encoding="utf-8")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert site.source.read_text(encoding="utf-8") == text


def test_files_that_are_gone_or_new_differ() -> None:
    assert different({"a": "1", "b": "1", "c": "1"}, {"b": "2", "c": "1", "d": "1"}) == ["a", "b", "d"]
