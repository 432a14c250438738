"""Real builds of tiny guides: the same text on both sides, and work that grows as the guide does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.benchmark import work
from tests.benchmark.measure import run
from tests.benchmark.text import SIZES, StudyGuide, study_guide, words
from tests.benchmark.tools import MATERIAL, OURS


class Questions(HTMLParser):
    """The words of each question on a page, from its heading to the next one, by the last part of its id."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: dict[str, list[str]] = {}
        self.feed(html.partition("<article")[2].partition("</article>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "h2":
            self.words[(dict(attrs)["id"] or "").rpartition("/")[2]] = []

    def handle_data(self, data: str) -> None:
        if self.words:
            list(self.words.values())[-1].extend(words(data))


def not_in(text: list[str], wanted: list[str]) -> list[str]:
    """What is left of `wanted` once as many of its words as possible were found in `text`, in their order."""
    left = wanted[::-1]
    for word in text:
        if left and word == left[-1]:
            left.pop()
    return left[::-1]


def counted(guide: StudyGuide, root: Path) -> Counter[str]:
    """What a cold build of ours takes."""
    OURS.write(guide, root)
    command = OURS.build(root)
    result = subprocess.run(
        [sys.executable, work.__file__, root / "work.json"],
        cwd=root,
        env={**os.environ, **command.environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return Counter(json.loads((root / "work.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Counter[str]]:
    """Our build of the tiny guide, and what it took."""
    root = tmp_path_factory.mktemp("small") / "site"
    return root, counted(study_guide(SIZES["tiny"]), root)


def test_a_reader_of_ours_sees_all_that_is_typed_for_plain_material(
    small: tuple[Path, Counter[str]], tmp_path: Path
) -> None:
    guide = study_guide(SIZES["tiny"])
    MATERIAL.write(guide, tmp_path)
    measured = run(MATERIAL.build(tmp_path), tmp_path)
    assert measured.memory > 10
    for page in guide.pages:
        address = OURS.address(guide, page.questions[0])
        typed, ours = (
            Questions((root / "site" / address / "index.html").read_text(encoding="utf-8")).words
            for root in (tmp_path, small[0])
        )
        assert set(typed) == {question.id for question in page.questions}
        for question in page.questions:
            assert typed[question.id] == words(" ".join(question.texts()))
            assert not_in(ours[question.id], typed[question.id]) == []


def test_the_work_of_a_build_grows_as_the_guide_does(
    small: tuple[Path, Counter[str]], tmp_path: Path
) -> None:
    """Three times the questions: each text is converted once, and none is read more often than before."""
    guide = study_guide(3 * SIZES["tiny"])
    few, many = small[1], counted(guide, tmp_path / "many")
    texts = {name for name in many if name.endswith(".md")}
    assert len(texts) > len(guide.questions) + len(guide.terms)
    assert many["markdown"] == len(texts)
    assert 0 < many["template"] <= 3 * few["template"]
    for folder in ("/questions/", "/terms/", "/index.md"):
        most = [
            max(count for name, count in counts.items() if folder in f"/{name}") for counts in (few, many)
        ]
        assert most[1] <= most[0], folder
