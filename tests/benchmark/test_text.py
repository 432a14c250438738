"""The made-up guide: the same everywhere, and like a real one in what a generator has to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.checks import run_checks
from macros.guide import load_catalog
from tests.benchmark.text import Page, StudyGuide, plain, study_guide, words
from tests.benchmark.tools import OURS, TOOLS, Tool

TYPED = [tool for tool in TOOLS.values() if not tool.name.startswith(OURS.name)]


@pytest.fixture(scope="module")
def guide() -> StudyGuide:
    return study_guide(3)


def answer(page: Page) -> Iterator[int]:
    for question in page.questions:
        texts = [*map(plain, (*question.spoken, *question.depth)), *question.items]
        yield sum(len(words(text)) for text in texts)


def test_the_same_size_is_the_same_text(guide: StudyGuide) -> None:
    assert study_guide(3) == guide
    assert [len(page.questions) for page in guide.pages] == [20, 20, 20]
    assert len(guide.terms) == 6


def test_a_question_is_as_the_pages_say(guide: StudyGuide) -> None:
    lengths = [count for page in guide.pages for count in answer(page)]
    assert 90 < sum(lengths) / len(lengths) < 130
    for number, question in enumerate(guide.pages[0].questions):
        assert bool(question.code) == (number % 4 == 0)
        linked = {piece.term for text in (*question.spoken, *question.depth) for piece in text if piece.term}
        assert len(linked) == 2


def test_no_other_text_holds_the_sentence_that_is_edited(guide: StudyGuide) -> None:
    everything = "\n".join(text for question in guide.questions for text in question.texts())
    assert [q.id for q in guide.questions if everything.count(q.opening) != 1] == []


def without_markup(text: str) -> str:
    """A typed page as one reads it: no front matter, marks or addresses."""
    text = text.partition("\n---\n")[2]
    text = re.sub(r"\]\([^)]*\)|\{ ?#[^}]*\}|</?(?:details|summary)>|```\w*|\?\?\? question", " ", text)
    return re.sub(r"\{\{<.*?details(?: summary=)?(.*?)>\}\}", r"\1", text)


@pytest.mark.parametrize("tool", TYPED, ids=lambda tool: tool.name)
def test_a_typed_page_holds_the_words_of_the_guide_and_no_others(
    tool: Tool, guide: StudyGuide, tmp_path: Path
) -> None:
    tool.write(guide, tmp_path)
    for page in guide.pages:
        expected = [page.intro, *(text for question in page.questions for text in question.texts())]
        file = tmp_path / tool.source(guide, page.questions[0])
        assert words(without_markup(file.read_text(encoding="utf-8"))) == words(" ".join(expected))


def test_a_question_file_of_ours_holds_what_somebody_wrote(guide: StudyGuide, tmp_path: Path) -> None:
    OURS.write(guide, tmp_path)
    for question in guide.questions:
        text = (tmp_path / OURS.source(guide, question)).read_text(encoding="utf-8")
        assert [part for part in question.authored() if part not in text] == []
        body = text.partition("\n---\n")[2].replace("```{.python .illustrative}", "")
        said = [
            *map(plain, question.spoken),
            "In depth",
            *map(plain, question.depth),
            *question.items,
            question.code,
        ]
        assert words(body) == words(" ".join(said))


def test_the_checks_find_nothing_in_it(guide: StudyGuide, tmp_path: Path) -> None:
    OURS.write(guide, tmp_path)
    catalog = load_catalog(tmp_path)
    assert len(catalog.questions) == 60
    assert [str(issue) for issue in run_checks(catalog)] == []


def test_every_format_defines_the_same_terms(guide: StudyGuide, tmp_path: Path) -> None:
    for tool in TOOLS.values():
        tool.write(guide, tmp_path / tool.name)
        files = [file for file in (tmp_path / tool.name).rglob("*.md") if "glossary" in file.as_posix()]
        text = "\n".join(file.read_text(encoding="utf-8") for file in files)
        assert [term.id for term in guide.terms if text.count(term.definition) != 1] == [], tool.name
