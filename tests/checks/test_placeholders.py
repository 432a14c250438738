"""What `new` leaves to the author is found until it is replaced, all of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.__main__ import main
from macros.checks import placeholders, run_checks
from macros.guide import load_catalog
from macros.issues import Issue
from macros.rendering import templating
from tests.support.guides import SCENARIOS, edited, guide, issues

NEW = {
    "question": ["question", "sourdough", "What is it like?", "--id", "x"],
    "term": ["term", "crumb"],
    "fact": ["fact", "sourdough", "oven-max"],
    "service": ["service", "baking", "Yeast"],
    "news": ["news", "Rye"],
}
NEWS = "---\ntitle: News\ndescription: News.\n---\n\n{{ news() }}\n"


def written(root: Path, kind: str) -> list[Issue]:
    """The findings of this check in a guide to which a file was added and not filled in."""
    guide(root, {**SCENARIOS, "docs/news/index.md": NEWS})
    assert main(["--root", str(root), "new", *NEW[kind]]) == 0
    return [issue for issue in run_checks(load_catalog(root)) if issue.check == placeholders.ID]


def templates(kind: str = "*") -> list[Path]:
    folder = Path(templating.__file__).parent / "templates"
    return sorted(folder.glob(f"new-{kind}.*.jinja"))


@pytest.mark.parametrize("kind", NEW)
def test_each_text_that_a_template_leaves_to_the_author_is_found_on_its_line(
    tmp_path: Path, kind: str
) -> None:
    (template,) = templates(kind)
    names = re.findall(r"\{\{ todo\.(\w+) \}\}", template.read_text(encoding="utf-8"))
    found = written(tmp_path, kind)
    assert names
    assert sorted(issue.message for issue in found) == sorted(
        f"this is still the text of the template: '{placeholders.TEXTS[name]}'" for name in names
    )
    for issue in found:
        line = (tmp_path / issue.location.path).read_text("utf-8").splitlines()[issue.location.line - 1]
        assert issue.message.split("'", 1)[1][:-1] in line
        assert issue.hint
        assert issue.level == "warning"


@pytest.mark.parametrize("template", templates(), ids=lambda file: file.name)
def test_a_template_has_no_sentence_of_its_own(template: Path) -> None:
    """Beside comments and headings it holds what a program reads: a text for people belongs to the check."""
    for line in template.read_text(encoding="utf-8").splitlines():
        own = re.sub(r'\{\{ ".*" \}\}|\{\{.*?\}\}|#.*', "", line).strip(" -")
        assert len(re.sub(r"^\w+:", "", own).split()) < 2, line


def test_every_text_is_in_a_template() -> None:
    text = "".join(file.read_text(encoding="utf-8") for file in templates())
    assert set(re.findall(r"todo\.(\w+)", text)) == set(placeholders.PLACEHOLDERS)


def test_nothing_of_it_is_in_a_guide_that_was_written(tmp_path: Path) -> None:
    assert issues(tmp_path) == []


def test_one_of_several_is_found_where_it_stands(tmp_path: Path) -> None:
    question = "docs/baking/sourdough/questions/poke-test.md"
    more = "key_points:\n  - One presses the dough.\n  - What a good answer must say."
    assert issues(tmp_path, edited(question, "key_points: [The dent comes back slowly.]", more)) == [
        f"{question}:9: warning: this is still the text of the template: 'What a good answer must say.' "
        "(write the points of the answer, one sentence an item)"
    ]


def test_a_text_that_only_holds_such_words_is_fine(tmp_path: Path) -> None:
    page = "docs/baking/sourdough/index.md"
    assert issues(tmp_path, edited(page, "fed daily.", "fed daily. What survives is the yeast.")) == []
