"""Headings and anchors, held against Python-Markdown's own table of contents."""

from __future__ import annotations

import random
from functools import cache
from html import unescape

import pytest
from markdown import Markdown

from macros import headings as module
from macros.headings import MOST, Heading, anchors, given_ids, headings
from macros.site_config import read_site_config
from tests.support.guides import PROJECT


@cache
def converter() -> Markdown:
    """With the site's extensions but for our own, which need a page."""
    entries = read_site_config(PROJECT).markdown_extensions
    names = [entry if isinstance(entry, str) else next(iter(entry)) for entry in entries]
    return Markdown(extensions=[name for name in names if not name.startswith(("macros.", "pymdownx.snip"))])


def by_markdown(text: str) -> list[tuple[str, str]]:
    """(title, anchor) of each heading, as a page has them."""
    made = converter()
    made.reset().convert(text)
    found: list[tuple[str, str]] = []

    def walk(tokens: list[dict[str, object]]) -> None:
        for token in tokens:
            found.append((unescape(str(token["name"])), str(token["id"])))
            walk(token["children"])  # type: ignore[arg-type]

    walk(made.toc_tokens)  # type: ignore[attr-defined]
    return found


def as_read(text: str) -> list[tuple[str, str]]:
    return [(item.title, anchor) for item, anchor in zip(headings(text), anchors(text), strict=True)]


def test_headings_have_line_title_and_the_id_that_they_are_given() -> None:
    text = "# One\n\n```\n# code\n```\n\n## Two ##\n\n### Three { #three .wide }\n\nFour\n----\n\n#five"
    assert headings(text) == (
        Heading(1, "One", ""),
        Heading(7, "Two", ""),
        Heading(9, "Three", "three"),
        Heading(11, "Four", ""),
        Heading(14, "five", ""),
    )


@pytest.mark.parametrize(
    "text",
    [
        "# One\n## Two\n### One\n#### One\n##### Two_1\n###### Seven\n####### Eight",
        "## Bar {#foo}",
        "## Bar {: #foo }",
        "## Bar {:#foo}",
        "## Bar {: .wide #foo title='a b'}",
        "## Bar { id=foo }\n\n## Bar { #a #b }",
        "## Bar{#foo}",
        "## Bar {#foo} baz",
        "## Bar { }\n\n## Bar {}\n\n## Bar {:}",
        "## A {b} c {#d}",
        "## Bar {#foo} ##\n\n## Bar ## {#bar}",
        "## Bar { .wide data-x=1 }",
        "## Bar ## \n\nBar ##\n---\n\n*Bar* ##\n---\n\nBar\\\n---",
        "## Foo\n\n## Bar {#foo}",
        "## Foo\n\nA *word*{#foo}.\n\n## Foo",
        "## Foo\n\nA paragraph.\n{: #foo .wide }",
        "## Foo\n\n- item\n{ #foo }\n\n## Foo",
        "Foo\n===\n\nBar\n---\n\nBaz\n-",
        "Foo\n===\nBar\n---\n# Baz\nQux\n===",
        "Foo {#bar}\n===\n\n*Foo* `x`\n---",
        "text\nFoo\n---\n\nFoo",
        "    code\n---\n\n---\n\n----\n---",
        "| a | b |\n|---|---|\n| c | d |\n\nFoo\n--- x\n\nFoo  \n---  ",
        "- a\n---\n\n> b\n===",
        "```\n# a\nb\n---\n```\nFoo\n---\n~~~ py\n# x\n~~~\n## Bar",
        "a\n```\nb\n```\n---",
        "## [Foo](foo.md)\n\n## [Foo][bar]\n\n## [Foo]\n\n## [Bar] [none]\n\n[bar]: bar.md\n[foo]: foo.md",
        "## ![Foo](foo.png) bar\n\n## <https://bread.example> foo",
        "## `foo`\n\n## ``a ` b``\n\n## `a\\`b\n\n## ` a `\n\n## \\`a\\`\n\n## `#!py x = 1`\n\n## `a` `b`",
        "## `<b>` & *c* **d** ***e*** _f_ __g__ h_i_j k*l*m\n\n## a &amp; b &lt;c&gt; &#x41;",
        "## a <b>c</b> d<br>e\n\n## a<!-- b -->c",
        "## A \\* b \\_ c \\{#d}\n\n## a \\\\ b",
        "## Über Straße, naïve\n\n## 日本語\n\n## 日本語\n\n## !?\n\n##\n\n## ",
        '## a  b\u00a0c -- d - e_f\n\n## A\'s "b" (c): d/e, 100 % + $5',
        "## Foo[^1]\n\n## Foo[^2]\n\n[^1]: A note.",
        "text\n## Foo\ntext\n\n- item\n## Bar\n\n> quote\n## Baz",
        "#hashtag\n\n#\n\n #not\n\n\\# not",
        "## foo_1\n\n## foo\n\n## foo\n\n## foo_1",
        "<!-- a\n# b\n-->\n\n## Foo\n\n<!-- c -->\n## Bar",
        "*[HTML]: markup\n\n## HTML\n\n## The HTML `HTML`",
        "## a ^b^ ~c~ ==d== +e+ :f:\n\n## a | b",
        "## trailing \\\nnext\n\n## Foo\\\\#\n\n## Foo #bar # baz #",
        "## [a [b](c.md) d](e.md)\n\n## [unclosed\n\n## a] b (c",
        "",
        "no headings here\n\n- a\n- b",
    ],
)
def test_titles_and_anchors_are_those_of_the_table_of_contents(text: str) -> None:
    assert as_read(text) == by_markdown(text)


def test_mixtures_have_the_anchors_of_the_table_of_contents() -> None:
    """Random mixtures of what is tricky, always the same ones."""
    dice = random.Random(2026)
    words = [
        "Foo",
        "foo",
        "Bar",
        "`x`",
        "`a_b`",
        "*c*",
        "d_e",
        "[f](g.md)",
        "&",
        "<b>h</b>",
        "1.",
        "é",
        "\\*",
    ]
    lists = ["", "", "", " {#foo}", " { #bar .w }", " {: .w }", " {:#foo-bar}", " ##", " {x}"]
    between = ["\n\n", "\n", "\n\ntext\n\n", "\n\n```\n# x\n```\n\n", "\n\nA *w*{#foo}.\n\n", "\n\n---\n\n"]
    for _ in range(400):
        parts = []
        for _ in range(dice.randint(1, 5)):
            title = " ".join(dice.choices(words, k=dice.randint(1, 3))) + dice.choice(lists)
            parts.append(f"{title}\n---" if dice.random() < 0.2 else f"{'#' * dice.randint(1, 4)} {title}")
            parts.append(dice.choice(between))
        text = "".join(parts)
        assert as_read(text) == by_markdown(text), text


def test_ids_of_other_parts_of_the_page_are_left_to_them() -> None:
    assert anchors("## Starter\n\n## Starter\n\n## Oven", {"starter", "oven_1"}) == [
        "starter_1",
        "starter_2",
        "oven",
    ]


def test_ids_may_be_given_to_anything() -> None:
    text = (
        "## A { #a }\n\nA *b*{: #b .w }, `{ #c }` and {{ d('#e') }}.\n{ id=f }\n\n```\n{ #g }\n```\n{# h #}"
    )
    assert given_ids(text) == {"a", "b", "f"}
    assert given_ids("{ .w } {x}") == given_ids("#") == frozenset()


def test_a_usual_title_needs_no_markdown(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> object:
        raise AssertionError

    monkeypatch.setattr(module, "_converted", refuse)
    text = '## The `oven_max` of a_b: 5 % (at 220 °C) { #oven .wide }\n\n## What\'s "proofed"?\n'
    assert [item.title for item in headings(text)] == [
        "The oven_max of a_b: 5 % (at 220 °C)",
        'What\'s "proofed"?',
    ]


def test_a_title_beyond_all_measure_is_taken_as_it_is_written() -> None:
    for title in ("*" * (MOST + 1), "[" * MOST):
        assert headings(f"## {title}")[0].title == title
