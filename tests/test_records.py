"""Questions, facts and pages as they are read from good files; faults are in test_loading.py."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import dedent

from tests.support.guides import BASE, catalog, edited

QUESTION = "docs/baking/sourdough/questions/poke-test.md"
FACTS = "docs/baking/sourdough/facts.yml"


def test_a_question_knows_its_id_its_answer_and_the_lines_of_its_fields(tmp_path: Path) -> None:
    found = catalog(tmp_path).questions["sourdough/poke-test"]
    assert (found.section, found.path) == ("sourdough", "baking/sourdough/questions/poke-test.md")
    assert found.checked == date(2026, 1, 2)
    assert found.body.startswith("One does the poke test.")
    assert (found.body_line, found.at("level").line, found.at("sources", 0, "url").line) == (12, 3, 8)
    assert found.at("related", 3).line == 2


def test_lines_of_a_body_count_through_blank_lines_and_windows_line_ends(tmp_path: Path) -> None:
    text = dedent(BASE[QUESTION]).replace("---\n\nOne", "---\n\n\n\nOne").replace("\n", "\r\n")
    found = catalog(tmp_path, {QUESTION: text.encode()}).questions["sourdough/poke-test"]
    assert found.body_line == 14
    assert "\r" not in found.body


def test_a_fact_knows_its_full_id_and_the_lines_of_its_fields(tmp_path: Path) -> None:
    two = dedent(BASE[FACTS]) + dedent(BASE[FACTS]).replace("proof-max", "proof-min")
    found = catalog(tmp_path, {FACTS: two}).facts["sourdough/proof-min"]
    assert (found.section, found.location.line, found.at("checked").line) == ("sourdough", 8, 14)


def test_a_page_may_end_right_after_its_front_matter(tmp_path: Path) -> None:
    page = catalog(tmp_path, {"docs/more.md": "---\ntitle: A\ndescription: B.\n---"}).pages["more.md"]
    assert page.body == ""


def test_a_follow_up_is_a_text_or_a_text_with_a_question(tmp_path: Path) -> None:
    files = edited(
        QUESTION, "minutes: 2", "minutes: 2\nfollow_ups: [Why?, {ask: How?, question: sourdough/poke-test}]"
    )
    found = catalog(tmp_path, files).questions["sourdough/poke-test"]
    assert [(item.ask, item.question) for item in found.follow_ups] == [
        ("Why?", ""),
        ("How?", "sourdough/poke-test"),
    ]
