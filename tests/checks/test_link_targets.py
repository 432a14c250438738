from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.guides import edited, issues

SERVICE = "docs/baking/sourdough/index.md"
QUESTION = "docs/baking/sourdough/questions/poke-test.md"
TERM = "docs/glossary/terms/starter.md"
FILES = {
    "docs/assets/images/photo.png": b"\x89PNG\r\n\x1a\n",
    "README.md": "Bread.\n",
    "docs/baking/sourdough/examples/bake.py": "print(48)\n",
    "tests/examples/sourdough/test_bake.py": "",
}
SHOWN = '{{ example("baking/sourdough/examples/bake.py") }}'
CONTENT = "(this file is content and no page: show it with a macro)"
PAGE = "baking/sourdough/index.md"


def findings(tmp_path: Path, link: str) -> list[str]:
    """Findings about a link on line 15 of the page of a service."""
    page = edited(
        SERVICE, "A starter is fed daily.", f"A starter is [fed]({link}).\n\n{SHOWN}\n\n## Oven heat"
    )
    return [line.removeprefix(f"{SERVICE}:15: ") for line in issues(tmp_path, {**FILES, **page})]


@pytest.mark.parametrize(
    "link",
    [
        "../index.md",
        "../../index.md",
        "#oven-heat",
        "index.md#oven-heat",
        "#sourdough/poke-test",
        "questions/poke-test.md",
        "../../glossary/index.md#starter",
        "../../glossary/terms/starter.md",
        "../../assets/images/photo.png",
        "https://example.org/x",
        "mailto:baker@example.org",
        "../index.md?x=1",
    ],
)
def test_a_link_that_leads_somewhere_is_fine(tmp_path: Path, link: str) -> None:
    assert findings(tmp_path, link) == []


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("## Bar {:#foo}", "foo"),
        ("Bar\n---", "bar"),
        ("## [Bar][1]\n\n[1]: ../index.md", "bar"),
        ("## Bar { #oven }\n\n## Oven", "oven_1"),
        ("A *stone*{:#stone}.", "stone"),
    ],
)
def test_a_link_to_a_heading_of_any_form_is_fine(tmp_path: Path, heading: str, anchor: str) -> None:
    text = f"{heading}\n\nA starter is [fed](#{anchor}) daily."
    assert issues(tmp_path, edited(SERVICE, "A starter is fed daily.", text)) == []


@pytest.mark.parametrize(
    ("link", "finding"),
    [
        ("../idnex.md", "the link '../idnex.md' leads to no page (did you mean '../index.md'?)"),
        ("oven.md", "the link 'oven.md' leads to no page (paths count from this file)"),
        ("../", "the link '../' leads to no page (paths count from this file)"),
        (
            "questions/poke-tset.md",
            "the link 'questions/poke-tset.md' leads to no page (did you mean 'questions/poke-test.md'?)",
        ),
        (
            "../../rising/sourdough/questions/poke-test.md",
            "the link '../../rising/sourdough/questions/poke-test.md' leads to no page "
            "(did you mean 'questions/poke-test.md'?)",
        ),
        ("../photo.jpg", "the link '../photo.jpg' leads to no page (paths count from this file)"),
        ("../../../README.md", "the link '../../../README.md' leads to no page (paths count from this file)"),
        ("facts.yml", f"the link 'facts.yml' leads to no page {CONTENT}"),
        ("examples/bake.py", f"the link 'examples/bake.py' leads to no page {CONTENT}"),
        (
            "#oven-haet",
            f"there is no anchor '#oven-haet' on {PAGE} (did you mean 'oven-heat'?)",
        ),
        (
            "../index.md#x",
            "there is no anchor '#x' on baking/index.md (see the headings of docs/baking/index.md)",
        ),
        (
            "../../glossary/terms/levain.md",
            "there is no anchor '#levain' on glossary/index.md (see the headings of docs/glossary/index.md)",
        ),
        ('{{ fact("sourdough/proof-max") }}', "the link '{{' leads to no page (paths count from this file)"),
        ("/baking/", "the link '/baking/' is absolute (write the path from this file, ending in .md)"),
        ("http://example.org", "the link 'http://example.org' is not https (use https)"),
        ("https://[::1", "the link 'https://[::1' is no address (write [ as %5B and ] as %5D)"),
    ],
)
def test_a_link_that_leads_nowhere_is_a_finding(tmp_path: Path, link: str, finding: str) -> None:
    assert findings(tmp_path, link) == [finding]


def test_links_of_answers_are_checked_from_their_own_folder(tmp_path: Path) -> None:
    files = edited(
        QUESTION, "One does", "See [one](poke.md), [two](../index.md#no) and\n[three\nfour](../no.md). One"
    )
    assert issues(tmp_path, files) == [
        f"{QUESTION}:12: the link 'poke.md' leads to no page (did you mean 'poke-test.md'?)",
        f"{QUESTION}:12: there is no anchor '#no' on {PAGE} (see the headings of docs/{PAGE})",
        f"{QUESTION}:14: the link '../no.md' leads to no page (did you mean '../index.md'?)",
    ]


def test_an_answer_has_no_anchors_of_its_own(tmp_path: Path) -> None:
    """It stands on whichever page shows its card."""
    assert issues(tmp_path, edited(QUESTION, "One does", "See [below](#in-depth). One does")) == [
        f"{QUESTION}:12: the link '#in-depth' names no page (name the page, as in ../index.md#heading)"
    ]


def test_links_of_the_rubric_are_checked(tmp_path: Path) -> None:
    files = edited(QUESTION, "[The dent comes back slowly.]", '["The [dent](dent.md)."]')
    (finding,) = issues(tmp_path, files)
    assert finding.startswith(f"{QUESTION}:7: the link 'dent.md' leads to no page")


def test_links_below_a_definition_are_checked(tmp_path: Path) -> None:
    files = edited(TERM, "wild yeast lives.", "wild yeast lives.\n\nSee [it](../nowhere.md).")
    (finding,) = issues(tmp_path, files)
    assert finding.startswith(f"{TERM}:8: the link '../nowhere.md' leads to no page")
