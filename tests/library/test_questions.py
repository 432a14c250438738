from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.catalog import Catalog
from macros.issues import MacroError
from macros.library.questions import question, question_index, question_link, questions
from macros.rendering.here import Here
from tests.support.guides import BASE, catalog, edited

HERE = Here("baking/sourdough/index.md")
GLOSSARY = Here("glossary/index.md")


def shown(markdown: str) -> list[str]:
    return re.findall(r'data-place="question" data-id="([^"]+)"', markdown)


def test_the_page_s_own_questions_are_the_default(bread: Catalog) -> None:
    assert shown(questions(bread, HERE)) == ["sourdough/poke-test", "sourdough/collapse"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"topic": "oven"}, ["sourdough/collapse"]),
        ({"level": "junior"}, ["sourdough/poke-test"]),
        ({"kind": ["concept", "troubleshooting"]}, ["sourdough/poke-test", "sourdough/collapse"]),
        ({"tag": "timing"}, ["sourdough/poke-test"]),
    ],
)
def test_filters_choose_the_cards(bread: Catalog, filters: dict[str, str], found: list[str]) -> None:
    assert shown(questions(bread, HERE, **filters)) == found


def test_each_card_has_a_heading_with_its_anchor_and_a_place_below(bread: Catalog) -> None:
    text = questions(bread, HERE, level="junior")
    heading, place, quiz = text.split("\n\n")
    assert re.fullmatch(
        r"### How do you know that a dough is proofed\? \{ #sourdough/poke-test \.question-prompt +\}",
        heading,
    )
    assert place.startswith('<div data-place="question" data-id="sourdough/poke-test"')
    assert quiz.startswith('<div data-place="quiz" data-id="sourdough/poke-test"')
    assert 'data-place="quiz"' not in questions(bread, GLOSSARY, service="sourdough")


def test_a_card_away_from_home_is_left_out_of_the_search_there(bread: Catalog) -> None:
    away = questions(bread, GLOSSARY, "sourdough")
    assert away.count("data-search-exclude }") == 2
    assert "data-search-exclude }" not in questions(bread, HERE)


def test_a_page_without_headings_shows_its_cards_one_level_higher(tmp_path: Path) -> None:
    plain = catalog(tmp_path)
    assert questions(plain, HERE).startswith("## How do you")
    files = edited("docs/baking/sourdough/index.md", "{{ questions() }}", "## Questions\n\n{{ questions() }}")
    assert questions(catalog(tmp_path, files), HERE).startswith("### How do you")


def test_groups_have_the_titles_of_their_topics(bread: Catalog) -> None:
    text = questions(bread, HERE, group="topic")
    assert re.findall(r"^## (.+) \{", text, re.MULTILINE) == ["The dough", "The oven"]


def test_several_cards_get_a_filter_bar_and_a_single_one_needs_none(bread: Catalog) -> None:
    bar = 'data-place="tools" data-id="sourdough/poke-test sourdough/collapse"'
    assert bar in questions(bread, HERE)
    assert 'data-place="tools"' not in questions(bread, HERE, level="junior")


def test_links_lead_to_the_cards_from_wherever_they_stand(bread: Catalog) -> None:
    assert questions(bread, HERE, show="links").startswith(
        "- [How do you know that a dough is proofed?](#sourdough/poke-test) "
    )
    assert "](../baking/sourdough/index.md#sourdough/collapse)" in questions(
        bread, GLOSSARY, "sourdough", show="links"
    )


def test_one_question_is_found_by_an_alias_and_shown_by_its_id(bread: Catalog) -> None:
    assert shown(question(bread, HERE, "sourdough/flat-loaf")) == ["sourdough/collapse"]


def test_a_question_is_linked_with_its_prompt(bread: Catalog) -> None:
    found = bread.question("sourdough/poke-test")
    assert question_link(bread, GLOSSARY, found) == (
        "[How do you know that a dough is proofed?](../baking/sourdough/index.md#sourdough/poke-test)"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"show": "table"}, "show is 'cards' or 'links', not 'table'"),
        ({"group": "level"}, "group is 'topic' or left out, not 'level'"),
        ({"level": "wizard"}, "there is no level 'wizard'"),
    ],
)
def test_what_does_not_exist_raises(bread: Catalog, arguments: dict[str, str], message: str) -> None:
    with pytest.raises(MacroError) as caught:
        questions(bread, HERE, **arguments)
    assert caught.value.message == message


def test_questions_of_a_folder_without_a_page_can_be_shown(tmp_path: Path) -> None:
    name = "docs/scenarios/questions/which.md"
    text = BASE["docs/baking/sourdough/questions/poke-test.md"]
    assert shown(questions(catalog(tmp_path, {name: text}), HERE, "scenarios", group="topic")) == [
        "scenarios/which"
    ]


def test_the_index_of_questions_is_a_place_to_be_filled(bread: Catalog) -> None:
    assert 'data-place="questions"' in question_index(bread, Here("questions.md"))
