"""The list of all questions."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

from macros.guide import Guide, load_catalog
from macros.rendering.here import Here
from macros.rendering.question_index import question_index
from tests.support.guides import SCENARIOS, edited, guide, make_site

QUESTION = "docs/baking/sourdough/questions/poke-test.md"
STARTER = {
    "docs/glossary/terms/starter.md": """\
        ---
        term: starter
        aliases: [levain, wild yeast]
        checked: 2026-01-02
        ---

        Flour and water.
        """
}


def index(found: Guide, directory_urls: bool = True) -> str:
    return question_index(found.catalog, found.renderer, "all", Here("questions.md", directory_urls))


def opened(root: Path, files: dict[str, str]) -> Guide:
    return Guide(load_catalog(make_site(guide(root, files))))


def test_every_question_is_a_link_to_its_card(bread: Guide) -> None:
    for directory_urls, page in ((True, "../baking/sourdough/"), (False, "baking/sourdough/index.html")):
        links = re.findall(r'<a href="([^"]+)">', index(bread, directory_urls))
        assert links == [f"{page}#{name}" for name in bread.catalog.questions]


def test_a_row_says_level_kind_and_topics(bread: Guide) -> None:
    rows = re.findall(r"<li .*?</li>", index(bread))
    assert rows[0].startswith('<li data-kind="concept" data-topics="dough"><a ')
    assert rows[0].endswith('<small class="level-junior">Junior</small></li>')


def test_a_section_counts_its_questions_and_names_its_topics(bread: Guide) -> None:
    (found,) = re.findall(r'<details id="sourdough" data-topics="([^"]+)">(.*?)</summary>', index(bread))
    assert json.loads(unescape(found[0])) == {"dough": "The dough", "oven": "The oven"}
    assert found[1] == "<summary><span>Sourdough</span> 2 questions"


def test_sections_stand_under_their_category_and_those_without_one_under_their_own_title(
    tmp_path: Path,
) -> None:
    html = index(opened(tmp_path, SCENARIOS))
    assert re.findall(r"<h2>(.*?)</h2>|<summary><span>(.*?)</span>", html) == [
        ("Baking", ""), ("", "Sourdough"), ("Whole meals", ""), ("", "Whole meals"),
    ]  # fmt: skip
    assert re.findall(r'<optgroup label="(.*?)"><option value="(.*?)">', html) == [
        ("Baking", "sourdough"), ("Whole meals", "scenarios"),
    ]  # fmt: skip


def test_only_levels_and_kinds_that_occur_are_offered(tmp_path: Path) -> None:
    html = index(opened(tmp_path, {}))
    assert re.findall(r'type="checkbox" name="(\w+)" value="(\w+)"', html) == [
        ("level", "junior"), ("kind", "concept"),
    ]  # fmt: skip


def test_a_prompt_is_shown_as_markdown_makes_it(tmp_path: Path) -> None:
    html = index(opened(tmp_path, edited(QUESTION, "that a dough", "that `<a>` dough")))
    assert ">How do you know that <code>&lt;a&gt;</code> dough is proofed?</a>" in html


def test_a_name_stands_with_the_others_of_the_same_thing_where_a_title_says_one(tmp_path: Path) -> None:
    def names(prompt: str) -> list[list[str]]:
        files = edited(QUESTION, "a dough is proofed", prompt)
        html = index(opened(tmp_path / prompt, {**files, **STARTER}))
        (found,) = re.findall(r'data-names="([^"]+)"', html)
        return [one for one in json.loads(unescape(found)) if "levain" in one]

    assert names("a levain rises") == [["starter", "levain", "wild yeast"]]
    assert names("a Wild yeast sleeps") == [["starter", "levain", "wild yeast"]]
    assert names("a restarter works") == []
    assert names("wild dough and yeast rise") == []
