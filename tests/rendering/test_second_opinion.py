"""nh3, which wraps the well-kept sanitizer ammonia, agrees with what the check lets through."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nh3
import pytest

from macros.checks.html_safety import ATTRIBUTES, BLOCKS, TAGS, faults
from macros.guide import Guide, load_catalog
from macros.issues import Location
from tests.support.guides import PROJECT

#: What the theme's Markdown makes besides the sanitizer's own list. None of it can run or load anything.
MADE = {
    "div": {"class"},
    "span": {"class", "id"},
    "a": {"class", "href", "id", "name", "title"},
    "p": {"class"},
    "ul": {"class"},
    "details": {"class", "open"},
    "summary": {"class"},
    "td": {"align", "class"},
    "th": {"align", "class"},
}
WRITTEN = ATTRIBUTES | {"class", "id"}


class Tokens(HTMLParser):
    """The markup of a text in a form that does not depend on how it is written."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, ...]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, *sorted(f"{name}={value or ''}" for name, value in attrs if name != "rel")))


def cleaned(html: str) -> str:
    attributes = {tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()}
    for tag, names in MADE.items():
        attributes[tag] = attributes.get(tag, set()) | names
    for tag in TAGS:
        attributes[tag] = attributes.get(tag, set()) | WRITTEN
    return nh3.clean(
        html,
        tags=nh3.ALLOWED_TAGS | TAGS,
        attributes=attributes,
        generic_attribute_prefixes=set(),
        link_rel=None,
    )


def test_the_tags_that_authors_may_write_are_a_part_of_the_sanitizers_own_list() -> None:
    assert set() == TAGS - nh3.ALLOWED_TAGS
    assert BLOCKS <= TAGS


def test_no_attribute_that_authors_may_write_holds_an_address_or_code() -> None:
    assert ATTRIBUTES & {"href", "src", "style", "action", "data", "srcdoc"} == set()
    assert [name for name in ATTRIBUTES if name.startswith("on")] == []


@pytest.fixture(scope="module")
def guide() -> Guide:
    return Guide(load_catalog(PROJECT))


def test_the_sanitizer_would_take_nothing_out_of_any_answer_or_term(guide: Guide) -> None:
    renderer = guide.renderer
    texts = {name: renderer.question(item) for name, item in guide.catalog.questions.items()}
    html = {name: parts.spoken + parts.depth for name, parts in texts.items()}
    html |= {name: renderer.term(item) for name, item in guide.catalog.terms.items()}
    assert len(html) > 200
    changed = []
    for name, text in html.items():
        # Our own neutral links become addresses later.
        plain = re.sub(r'href="site:', 'href="https://example.org/', text)
        if Tokens(cleaned(plain)).found != Tokens(plain).found:
            changed.append(name)
    assert changed == []


@pytest.mark.parametrize(
    "markdown",
    [
        '<span class="a" title="b" lang="de">c</span> <kbd>d</kbd> H<sub>2</sub>O <br>',
        '<div class="grid" markdown>\n\n- a\n\n</div>',
        "<details open><summary>a</summary>b</details>",
        "| a | b |\n| --: | :-: |\n| 1 | 2 |",
        "a & b &lt;c&gt; `<script>`",
        "```text\n<img src=x onerror=alert(1)>\n```",
    ],
)
def test_what_the_check_lets_through_the_sanitizer_leaves_as_it_is(markdown: str, guide: Guide) -> None:
    assert list(faults(markdown)) == []
    html = guide.renderer.block(markdown, "index.md", Location("docs/index.md"))
    assert Tokens(cleaned(html)).found == Tokens(html).found
