"""Which files and days a page depends on."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from macros.catalog import Catalog
from macros.provenance import last_changed, question_days, question_files
from tests.support.guides import BASE, catalog

FOLDER = "docs/baking/sourdough"
SERVICE = "baking/sourdough/index.md"
QUESTION = f"{FOLDER}/questions/poke-test.md"
OLD, NEW = 1_760_000_000, 1_770_000_000  # 9 October 2025, 2 February 2026


@pytest.fixture
def guide(tmp_path: Path) -> Catalog:
    files = {
        f"{FOLDER}/more.md": (
            "---\ntitle: More\ndescription: More.\nchecked: 2026-01-01\n"
            'sources: [{title: More, url: "https://example.org/more"}]\n---\n\n'
            '{{ facts() }} {{ example("baking/sourdough/examples/bake.py") }}\n'
            '{{ diagram("baking/sourdough/diagrams/rise") }}\n\n[poke](questions/poke-test.md)\n'
        ),
        f"{FOLDER}/examples/bake.py": "print()\n",
        "docs/facts.md": "---\ntitle: Facts\ndescription: All.\n---\n\n{{ fact_index() }}\n",
        "docs/changes.md": "---\ntitle: Changes\ndescription: All.\n---\n\n{{ changes() }}\n",
        "docs/news/index.md": "---\ntitle: News\ndescription: News.\n---\n\n{{ news() }}\n",
        "docs/news/2026-01-09-rye.md": "---\ntitle: Rye\ndate: 2026-01-09\n---\n\nRye.\n",
        QUESTION: dedent(BASE[QUESTION]).replace(
            "checked: 2026-01-02", "checked: 2026-01-02\nchanged: {since: 2026-01-05, what: More.}"
        ),
    }
    return catalog(tmp_path, files)


@pytest.mark.parametrize(
    ("file", "pages"),
    [
        (QUESTION, {SERVICE}),
        (f"{FOLDER}/facts.yml", {SERVICE, "baking/sourdough/more.md", "facts.md"}),
        (f"{FOLDER}/examples/bake.py", {"baking/sourdough/more.md"}),
        (f"{FOLDER}/diagrams/rise.svg", {"baking/sourdough/more.md"}),
        ("docs/glossary/terms/starter.md", {"glossary/index.md"}),
        ("docs/news/2026-01-09-rye.md", {"news/index.md"}),
        ("docs/index.md", {"index.md"}),
    ],
)
def test_a_page_is_as_new_as_the_newest_file_that_it_shows(
    guide: Catalog, file: str, pages: set[str]
) -> None:
    changes = dict.fromkeys((page.location.path for page in guide.pages.values()), OLD) | {file: NEW}
    days = last_changed(guide, changes)
    assert {page for page, day in days.items() if day == date(2026, 2, 2)} == pages
    assert {day for page, day in days.items() if page not in pages} == {date(2025, 10, 9)}


def test_without_git_the_days_of_the_statements_count(guide: Catalog) -> None:
    assert last_changed(guide, {}) == {
        SERVICE: date(2026, 1, 5),
        "baking/sourdough/more.md": date(2026, 1, 2),
        "facts.md": date(2026, 1, 2),
        "glossary/index.md": date(2026, 1, 2),
        "news/index.md": date(2026, 1, 9),
    }


def test_a_file_that_git_does_not_know_says_nothing(guide: Catalog) -> None:
    assert last_changed(guide, {"docs/elsewhere.md": NEW}) == {}


def test_an_answer_is_made_of_its_file_and_of_its_facts(guide: Catalog) -> None:
    question = guide.question("sourdough/poke-test")
    assert question_files(guide, question) == [QUESTION, f"{FOLDER}/facts.yml"]
    assert question_days(guide, question) == [date(2026, 1, 2), date(2026, 1, 5), date(2026, 1, 2)]
