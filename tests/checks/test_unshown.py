from __future__ import annotations

from pathlib import Path

import pytest

from macros.attachments import diagram_digest
from tests.support.guides import edited, issues

SERVICE = "docs/baking/sourdough/index.md"
QUESTION = "docs/baking/sourdough/questions/poke-test.md"
SOURCE = "flowchart LR\n  accTitle: Rise\n  accDescr: Dough rises.\n  A --> B\n"
FOLDER = "docs/baking/sourdough"
FILES = {
    f"{FOLDER}/diagrams/rise.mmd": SOURCE,
    f"{FOLDER}/diagrams/rise.svg": f'<svg data-source="{diagram_digest(SOURCE)}"></svg>',
    f"{FOLDER}/examples/bake.py": "print(48)\n",
    "tests/examples/sourdough/test_bake.py": "",
}
DIAGRAM = 'diagram("baking/sourdough/diagrams/rise")'
EXAMPLE = 'example("baking/sourdough/examples/bake.py")'


def test_a_question_that_no_page_shows_is_a_finding(tmp_path: Path) -> None:
    assert issues(tmp_path, edited(SERVICE, "{{ questions() }}", "")) == [
        f"{QUESTION}:1: no page shows the question 'sourdough/poke-test' "
        '(put {{ questions() }} on a page of its folder, or {{ question("sourdough/poke-test") }} on any)'
    ]


def test_a_diagram_and_an_example_that_no_page_shows_are_findings(tmp_path: Path) -> None:
    assert issues(tmp_path, FILES) == [
        f"{FOLDER}/diagrams/rise.mmd:1: no page shows this diagram (put {{{{ {DIAGRAM} }}}} on a page)",
        f"{FOLDER}/examples/bake.py:1: no page shows this example (put {{{{ {EXAMPLE} }}}} on a page)",
    ]


@pytest.mark.parametrize("style", ["position", "name"])
def test_a_call_on_a_page_shows_them(tmp_path: Path, style: str) -> None:
    calls = f"{{{{ {DIAGRAM} }}}}\n\n{{{{ {EXAMPLE} }}}}"
    if style == "name":
        calls = calls.replace('("', '(path="')
    page = edited(SERVICE, "A starter is fed daily.", f"A starter.\n\n{calls}")
    assert issues(tmp_path, {**FILES, **page}) == []


def test_a_term_whose_uses_no_page_lists_is_a_finding_where_others_have_one(tmp_path: Path) -> None:
    text = "---\ntitle: Uses of {0}\ndescription: Uses of {0}.\n---\n\n{{{{ {1} }}}}\n"
    letter = {"docs/glossary/uses/c.md": text.format("C", 'term_uses("c")')}
    assert issues(tmp_path / "letter", letter) == [
        "docs/glossary/terms/starter.md:1: no page says where the term 'starter' is used "
        '(put {{ term_uses("s") }} on a page, or {{ term_uses() }} for all letters without one)'
    ]
    rest = {"docs/glossary/uses/index.md": text.format("others", "term_uses()")}
    assert issues(tmp_path / "rest", letter | rest) == []
