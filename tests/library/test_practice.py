"""The page of the practice app, and what ordinary pages pay for it."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
import yaml

from macros.guide import Guide
from macros.rendering.cards import practice_app
from macros.rendering.here import Here
from tests.support.guides import BASE, PROJECT, catalog, issues

PAGE = """\
---
title: Practice
description: Bakers practise.
---

"""
QUESTION = "docs/baking/sourdough/questions/poke-test.md"


def app(root: Path, files: dict[str, str], page: str = "practice/index.md") -> str:
    found = Guide(catalog(root, {f"docs/{page}": PAGE + "{{ practice() }}\n", **files}))
    return practice_app(found.catalog, found.renderer, "practice", Here(page))


def test_one_page_holds_the_app(tmp_path: Path) -> None:
    assert issues(tmp_path, {"docs/practice/index.md": PAGE + "{{ practice() }}\n"}) == []


@pytest.mark.parametrize(
    ("files", "finding"),
    [
        (
            {"docs/a.md": PAGE + "{{ practice() }}\n", "docs/b.md": PAGE + "{{ practice() }}\n"},
            "docs/b.md:6: practice(): the app stands on a.md already (link to that page)",
        ),
        (
            {"docs/a.md": PAGE + "{{ practice() }}\n\n{{ practice() }}\n"},
            "docs/a.md:6: practice(): the app can stand on a page once (leave one call)",
        ),
        (
            {QUESTION: dedent(BASE[QUESTION]).replace("One does", "{{ practice() }} One does")},
            f"{QUESTION}:12: practice() belongs on a page (link to that page instead)",
        ),
        (
            {"docs/a.md": PAGE + '{{ practice("all") }}\n'},
            "docs/a.md:6: practice(): too many positional arguments (it takes nothing)",
        ),
    ],
)
def test_other_calls_are_refused(tmp_path: Path, files: dict[str, str], finding: str) -> None:
    assert finding in issues(tmp_path, files)


def test_without_scripts_the_page_says_so_and_lists_the_question_sets(tmp_path: Path) -> None:
    second = dedent(BASE[QUESTION]).replace("poke test", "poke test again")
    html = app(tmp_path, {"docs/baking/sourdough/questions/again.md": second})
    before, _, inside = html.partition('<div id="practice"')
    assert "<noscript>" in before
    assert "JavaScript" in before
    assert '<a href="../baking/sourdough/">Sourdough</a>: 2 questions' in inside.partition("</div>")[0]


def test_a_set_links_to_the_page_that_shows_most_of_it(tmp_path: Path) -> None:
    body = dedent(BASE[QUESTION])
    files = {
        "docs/baking/sourdough/index.md": dedent(BASE["docs/baking/sourdough/index.md"]).replace(
            "{{ questions() }}", '{{ questions(topic="oven") }}'
        ),
        "docs/baking/sourdough/more.md": PAGE + '{{ questions(topic="dough") }}\n',
        "docs/baking/sourdough/questions/again.md": body.replace("poke test", "poke test again"),
        "docs/baking/sourdough/questions/heat.md": body.replace("[dough]", "[oven]"),
    }
    assert '<a href="../baking/sourdough/more/">Sourdough</a>: 3 questions' in app(tmp_path, files)


def test_addresses_are_relative_to_the_page(tmp_path: Path) -> None:
    html = app(tmp_path, {}, "train/hard/practice.md")
    assert 'data-cards="../../../assets/generated/cards.' in html
    assert '<script src="../../../assets/javascripts/practice.js"></script>' in html
    assert '<link rel="stylesheet" href="../../../assets/stylesheets/practice.css">' in html


def test_no_watched_folder_holds_what_a_build_writes() -> None:
    """Or the preview would build again for what a build wrote."""
    text = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    watched = yaml.safe_load("watch:" + text.partition("\nwatch:")[2].partition("\n\n")[0])["watch"]
    generated = Path("overrides/assets/generated")
    assert watched
    assert not any(generated.is_relative_to(folder) for folder in watched)
    assert all((PROJECT / folder).exists() for folder in watched)
