from __future__ import annotations

from pathlib import Path

import pytest

from macros.catalog import Catalog
from macros.issues import MacroError
from macros.library.news import news
from macros.rendering.here import Here
from tests.support.guides import catalog, issues

PAGE = "---\ntitle: News\ndescription: News.\n---\n\n{{ news() }}\n"


def entry(day: str) -> str:
    return f"---\ntitle: What came on {day}\ndate: {day}\n---\n\nBread.\n"


DAYS = ("2026-01-03", "2026-02-01", "2025-12-24")
FILES = {"docs/news/index.md": PAGE, **{f"docs/news/{day}-bread.md": entry(day) for day in DAYS}}


@pytest.fixture
def guide(tmp_path: Path) -> Catalog:
    return catalog(tmp_path, FILES)


def test_the_page_of_news_has_a_heading_and_a_place_for_each_entry_the_latest_first(guide: Catalog) -> None:
    lines = [line for line in news(guide, Here("news/index.md")).split("\n") if line]
    assert lines[::2] == [
        f"## What came on {day} {{ #{day}-bread }}" for day in ("2026-02-01", "2026-01-03", "2025-12-24")
    ]
    assert lines[1].startswith('<div data-place="news" data-id="2026-02-01-bread" ')


def test_elsewhere_so_many_are_linked_and_then_all_of_them(guide: Catalog) -> None:
    assert news(guide, Here("baking/index.md"), 2).split("\n") == [
        "- 1 February 2026: [What came on 2026-02-01](../news/index.md#2026-02-01-bread)",
        "- 3 January 2026: [What came on 2026-01-03](../news/index.md#2026-01-03-bread)",
        "",
        "[All news](../news/index.md)",
    ]
    assert "All news" not in news(guide, Here("index.md"), 3)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("news()", "news(): all entries stand on news/index.md (say how many: news(3))"),
        ("news(0)", "news(): limit is 1 or more, not 0"),
        ('news("3")', "news(): limit is a number, not '3' (leave out the quotes)"),
        ("news(limit=true)", "news(): limit is a number, not True (leave out the quotes)"),
    ],
)
def test_a_wrong_call_is_a_finding(tmp_path: Path, call: str, said: str) -> None:
    home = f"---\ntitle: Bread\ndescription: A guide.\n---\n\n{{{{ {call} }}}}\n"
    assert issues(tmp_path, {**FILES, "docs/index.md": home}) == [f"docs/index.md:6: {said}"]


def test_a_guide_without_a_page_of_news_has_none_to_show(tmp_path: Path) -> None:
    with pytest.raises(MacroError, match=r"there is no page news/index\.md"):
        news(catalog(tmp_path), Here("index.md"), 3)
