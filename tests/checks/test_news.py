from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.guides import issues

PAGE = "docs/news/index.md"
ENTRY = "docs/news/2026-01-03-rye.md"
FILES = {
    PAGE: """\
        ---
        title: What's new
        description: News for bakers.
        ---

        {{ news() }}
        """,
    ENTRY: """\
        ---
        title: Rye
        date: 2026-01-03
        ---

        Now with [rye](../baking/sourdough/index.md).
        """,
}


def test_an_entry_on_its_page_is_no_finding(tmp_path: Path) -> None:
    assert issues(tmp_path, FILES) == []


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        (
            "2026-01-03\n",
            "2026-01-04\n",
            ":3: date: 2026-01-04 is not in the file's name (name it '2026-01-04-rye.md')",
        ),
        (
            "Now with [rye](../baking/sourdough/index.md).",
            "",
            ":1: the entry says nothing (write what a reader can do now)",
        ),
        (
            "Now with",
            "# Rye\n        Now with",
            ":6: an entry has no headings of its own (write paragraphs, or two entries)",
        ),
        (
            "../baking/sourdough/index.md",
            "../baking/none.md",
            ":6: the link '../baking/none.md' leads to no page",
        ),
        ("title: Rye", "title: <b>Rye</b>", ":2: title: this must be plain text"),
        ("Now with", "<script>", ":6: the tag <script> is not allowed"),
        ("title: Rye", "titel: Rye", ":2: unknown field 'titel'"),
        ("2026-01-03\n", "3 January\n", ":3: date: should be a date as YYYY-MM-DD"),
        ("Now with", "{{ news(1) }} {{ fact('none') }}", ":6: fact(): there is no fact 'none'"),
    ],
)
def test_what_is_wrong_with_an_entry_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, finding: str
) -> None:
    text = FILES[ENTRY]
    assert old in text
    found = issues(tmp_path, {**FILES, ENTRY: text.replace(old, new)})
    assert any(line.startswith(f"{ENTRY}{finding}") for line in found), found


def test_an_entry_from_the_future_is_a_finding(tmp_path: Path) -> None:
    name = "docs/news/2099-01-03-rye.md"
    files = {PAGE: FILES[PAGE], name: FILES[ENTRY].replace("2026-", "2099-")}
    assert issues(tmp_path, files) == [
        f"{name}:3: date: 2099-01-03 is in the future (write the day on which readers get it)"
    ]


@pytest.mark.parametrize("page", [None, FILES[PAGE].replace("news()", "news(3)")])
def test_news_that_no_page_shows_in_full_are_a_finding(tmp_path: Path, page: str | None) -> None:
    files = {ENTRY: FILES[ENTRY]} if page is None else {**FILES, PAGE: page}
    assert issues(tmp_path, files) == [
        f"{ENTRY}:1: docs/news/index.md does not show the news "
        "(write docs/news/index.md with {{ news() }} on it)"
    ]


def test_a_page_that_cannot_be_read_may_show_them(tmp_path: Path) -> None:
    assert issues(tmp_path, {**FILES, PAGE: "no front matter\n"}) == [
        f"{PAGE}:1: no front matter (begin with '---', the fields, and '---' again)"
    ]


def test_pages_and_entries_may_link_to_an_entry_by_its_file(tmp_path: Path) -> None:
    other = (
        FILES[ENTRY].replace("../baking/sourdough/index.md", "2026-01-03-rye.md").replace("Rye", "More rye")
    )
    home = "---\ntitle: Bread\ndescription: A guide.\n---\n\n[Rye](news/2026-01-03-rye.md)\n"
    files = {**FILES, "docs/news/2026-01-03-more.md": other, "docs/index.md": home}
    assert issues(tmp_path, files) == []
    broken = {**files, "docs/index.md": home.replace("rye.md", "spelt.md")}
    (found,) = issues(tmp_path, broken)
    assert found.startswith("docs/index.md:6: there is no anchor '#2026-01-03-spelt' on news/index.md")
