"""The navigation names what is there, and all of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.guide import load_catalog
from tests.support.guides import edited, issues, write

STRICT = "validation: {nav: {omitted_files: warn}}\n"
NAV = """\
nav:
  - Home: index.md
  - Baking:
      - baking/index.md
      - Sourdough: [baking/sourdough/index.md]
  - Glossary: glossary/index.md
  - Elsewhere: https://bread.example/
"""
PAGE = "---\ntitle: Oven\ndescription: How hot it is.\n---\n\nHot.\n"


def on_nav(tmp_path: Path, nav: str, more: str = STRICT, pages: tuple[str, ...] = ()) -> list[str]:
    files = {f"docs/{path}": PAGE.replace("Oven", path) for path in pages}
    found = issues(tmp_path, {"mkdocs.yml": nav + more, **files})
    return [line.removeprefix("mkdocs.yml:") for line in found if line.startswith("mkdocs.yml:")]


def test_a_navigation_of_all_pages_is_right(tmp_path: Path) -> None:
    assert on_nav(tmp_path, NAV) == []


def test_without_a_navigation_there_is_nothing_to_say(tmp_path: Path) -> None:
    assert on_nav(tmp_path, "") == []


def test_an_entry_without_a_file_is_an_error_on_its_line(tmp_path: Path) -> None:
    nav = NAV.replace(
        "baking/index.md\n", "baking/index.md\n      - Old: baking/gone-for-good.md\n      - ../x.md\n"
    )
    assert on_nav(tmp_path, nav) == [
        "5: nav: there is no file 'docs/baking/gone-for-good.md' (take the entry out, or write the page)",
        "6: nav: there is no file 'docs/../x.md' (take the entry out, or write the page)",
    ]


def test_an_entry_that_is_misspelt_is_one_finding(tmp_path: Path) -> None:
    nav = NAV.replace("glossary/index.md", "glosary/index.md")
    assert on_nav(tmp_path, nav) == [
        "6: nav: there is no file 'docs/glosary/index.md' (did you mean 'glossary/index.md'?)"
    ]


@pytest.mark.parametrize(
    "entry",
    ["baking/sourdough/questions/poke-test.md", "glossary/terms/starter.md", "baking/sourdough/facts.yml"],
)
def test_an_entry_that_is_no_page_is_an_error_on_its_line(tmp_path: Path, entry: str) -> None:
    nav = NAV.replace("baking/index.md\n", f"baking/index.md\n      - {entry}\n")
    assert on_nav(tmp_path, nav, f"{STRICT}exclude_docs: |\n  questions/\n  terms/\n  *.yml\n") == [
        f"5: nav: 'docs/{entry}' is no page of its own "
        "(questions, terms, news, examples and diagrams stand on pages: name the page)"
    ]


def test_an_entry_with_a_slash_before_it_is_an_error_where_the_engine_takes_it_for_one(
    tmp_path: Path,
) -> None:
    nav = NAV.replace("glossary/index.md", "/glossary/index.md")
    strict = "validation: {nav: {omitted_files: warn, absolute_links: warn}}\n"
    assert on_nav(tmp_path / "a", nav, strict) == [
        "6: nav: '/glossary/index.md' begins with a slash "
        "(write 'glossary/index.md', for paths count from docs)"
    ]
    assert on_nav(tmp_path / "b", nav, "") == []


def test_a_page_in_two_entries_is_advice(tmp_path: Path) -> None:
    nav = NAV.replace("baking/index.md\n", "baking/index.md\n      - ./glossary/index.md\n")
    assert on_nav(tmp_path, nav) == [
        "7: warning: nav: the page 'docs/glossary/index.md' is in two entries "
        "(keep one: a page has one place, with one page before it and one after)"
    ]


def test_backslashes_in_an_entry_do_not_hide_which_page_is_meant(tmp_path: Path) -> None:
    nav = NAV.replace("glossary/index.md", r"glossary\index.md")
    assert on_nav(tmp_path, nav) == [
        r"6: nav: there is no file 'docs/glossary\index.md' (did you mean 'glossary/index.md'?)"
    ]


def test_a_page_in_no_entry_is_found_beside_its_neighbours(tmp_path: Path) -> None:
    pages = ("baking/sourdough/oven.md", "baking/rye/index.md", "about.md")
    assert on_nav(tmp_path, NAV, pages=pages) == [
        "1: warning: nav: the page 'docs/about.md' is in no entry "
        "(add '- about.md' to it, or the page to not_in_nav)",
        "4: warning: nav: the page 'docs/baking/rye/index.md' is in no entry "
        "(add '- baking/rye/index.md' below this line, or the page to not_in_nav)",
        "5: warning: nav: the page 'docs/baking/sourdough/oven.md' is in no entry "
        "(add '- baking/sourdough/oven.md' below this line, or the page to not_in_nav)",
    ]


@pytest.mark.parametrize(
    "more",
    [
        f"{STRICT}not_in_nav: |\n  /about/\n",
        f"{STRICT}exclude_docs: about/\n",
        f"{STRICT}draft_docs: |\n  *.md\n  !index.md\n",
        "validation: {nav: {omitted_files: info}}\n",
        "validation: {nav: {omitted_files: !ENV [NO_SUCH_VARIABLE, ignore]}}\n",
        "",
    ],
)
def test_a_page_that_the_engine_does_not_miss_is_left_out(tmp_path: Path, more: str) -> None:
    assert on_nav(tmp_path, NAV, more, ("about/us.md",)) == []


def test_an_entry_that_the_engine_does_not_miss_is_left_out(tmp_path: Path) -> None:
    nav = NAV.replace("baking/index.md\n", "baking/index.md\n      - baking/gone.md\n")
    assert on_nav(tmp_path, nav, "validation: {nav: {not_found: ignore}}\n") == []


def test_a_page_that_cannot_be_read_is_not_missed(tmp_path: Path) -> None:
    broken = edited("docs/glossary/index.md", "title: Glossary", "titel: Glossary")
    found = issues(tmp_path, {"mkdocs.yml": NAV + STRICT, **broken})
    assert [line.split(":")[0] for line in found] == ["docs/glossary/index.md"] * 2
    write(tmp_path, {"docs/glossary/index.md": "---\ntitle: [\n---\n"})
    assert not [line for line in map(str, load_catalog(tmp_path).content.issues) if "nav" in line]


def test_the_file_that_has_the_navigation_is_named(tmp_path: Path) -> None:
    files = {
        "base.yml": NAV.replace("glossary/index.md", "glosary/index.md"),
        "mkdocs.yml": "INHERIT: base.yml\n",
    }
    assert [line.split(" (")[0] for line in issues(tmp_path, files)] == [
        "base.yml:6: nav: there is no file 'docs/glosary/index.md'"
    ]
