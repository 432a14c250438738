"""What content must not hold. Each case is also one that a browser would act on if it got through."""

from __future__ import annotations

import random
from html.parser import HTMLParser
from pathlib import Path

import pytest

from macros.checks.html_safety import faults
from macros.guide import Guide, load_catalog
from macros.issues import Location
from tests.support.guides import edited, guide, issues, make_site

SERVICE = "docs/baking/sourdough/index.md"
QUESTION = "docs/baking/sourdough/questions/poke-test.md"
HINT = "write Markdown, or use a macro; a plain '<' is written &lt;"


def findings(tmp_path: Path, markdown: str) -> list[str]:
    """Findings about safety on a page that holds `markdown` from its line 17 on, without file and hint."""
    files = edited(SERVICE, "A starter is fed daily.", f"A starter is fed daily.\n\n{markdown}")
    return [
        line.removeprefix(f"{SERVICE}:").removesuffix(f" ({HINT})")
        for line in issues(tmp_path, files)
        if "not allowed" in line or "runs code" in line or "should be" in line
    ]


def test_a_script_is_named_with_its_line_and_a_hint(tmp_path: Path) -> None:
    files = edited(QUESTION, "One does the poke test.", "One does.\n\n<script>alert(1)</script>")
    assert issues(tmp_path, files)[0] == f"{QUESTION}:14: the tag <script> is not allowed ({HINT})"


@pytest.mark.parametrize(
    ("markdown", "finding"),
    [
        ("<script>alert(1)</script>", "17: the tag <script> is not allowed"),
        ("<SCRIPT src=x>", "17: the tag <SCRIPT> is not allowed"),
        ("text <img src=x onerror=alert(1)>", "17: the tag <img> is not allowed"),
        ("<img/src=x/onerror=alert(1)>", "17: the tag <img> is not allowed"),
        ("text\n<svg\nonload=alert(1)>", "18: the tag <svg> is not allowed"),
        ("<iframe srcdoc='x'></iframe>", "17: the tag <iframe> is not allowed"),
        ('<a href="javascript:alert(1)">x</a>', "17: the tag <a> is not allowed"),
        ('<a href="java&#115;cript:alert(1)">x</a>', "17: the tag <a> is not allowed"),
        ("<style>body{}</style>", "17: the tag <style> is not allowed"),
        ("<x-y>", "17: the tag <x-y> is not allowed"),
        ("<plaintext>", "17: the tag <plaintext> is not allowed"),
        ("<![CDATA[<img onerror=x>]]>", "17: the tag <!> is not allowed"),
        ("<?php x ?>", "17: the tag <?> is not allowed"),
        ("<!--> <img onerror=x> -->", "17: the tag <!> is not allowed"),
        ('<div onclick="x">a</div>', "17: the attribute onclick is not allowed"),
        ("<span OnMouseOver = 'x'>a</span>", "17: the attribute OnMouseOver is not allowed"),
        ('<span style="x">a</span>', "17: the attribute style is not allowed"),
        ("<span/onclick=x>a</span>", "17: the attribute onclick is not allowed"),
        ('<span title="a"onclick="x">a</span>', "17: the attribute onclick is not allowed"),
        (
            "<span title='a'>b</span>",
            '17: the tag <span> is not written as HTML should be (write <tag name="value">)',
        ),
        ('<div data-place="question" data-id="x"></div>', "17: the attribute data-place is not allowed"),
    ],
)
def test_html_that_is_not_known_to_be_harmless_is_refused(
    tmp_path: Path, markdown: str, finding: str
) -> None:
    assert findings(tmp_path, markdown)[0] == finding


@pytest.mark.parametrize(
    "markdown",
    [
        '<span title="a `" onclick="alert(1)" lang="`">b</span>',
        '<div title="`" onclick="alert(1)" lang="`">a</div>',
        "<div>\n`<img src=x onerror=alert(1)>`\n</div>",
        "\\`<img src=x onerror=alert(1)>\\`",
        "a `b\nc` <img src=x onerror=alert(1)> `d\ne`",
        "- a `\n- b <img src=x onerror=alert(1)> ` c",
        "```text\nnever closed\n\n<img src=x onerror=alert(1)>",
        "```x```\n<img src=x onerror=alert(1)>",
        "  ```text\n  a\n<img src=x onerror=alert(1)>\n  ```",
        "``` one two\n<img src=x onerror=alert(1)>\n```",
        "> ```\n> <img src=x onerror=alert(1)>\n> ```",
        "<im{% raw %}g src=x onerror=alert(1)>{% endraw %}",
        "*[A<img src=x onerror=alert(1)>]: b",
        "| `a | <img src=x onerror=alert(1)> | b` |\n| --- | --- | --- |\n| <img src=x onerror=alert(1)> |",
    ],
)
def test_what_only_looks_like_code_is_no_hiding_place(tmp_path: Path, markdown: str) -> None:
    found = findings(tmp_path, markdown)
    assert [line for line in found if "<img> is not allowed" in line or "onclick is not allowed" in line]


@pytest.mark.parametrize(
    "markdown",
    [
        "*a*{ onclick=x }",
        "*a*{onclick=x}",
        '*a*{: .b onclick="x" }',
        "## Oven { #oven onclick=x }",
        "text\n{ onclick=x }",
        "*a*{ .b ONCLICK='x' }",
    ],
)
def test_an_event_handler_in_an_attribute_list_is_refused(tmp_path: Path, markdown: str) -> None:
    (finding,) = findings(tmp_path, markdown)
    assert "nclick is not allowed in an attribute list (leave it out)" in finding.replace("NCLICK", "nclick")


@pytest.mark.parametrize("name", ["style", "href", "src", "srcdoc", "formaction"])
def test_an_attribute_list_sets_no_address_and_no_style(tmp_path: Path, name: str) -> None:
    assert findings(tmp_path, f'[a](index.md){{ .b {name}="javascript:x" }}') == [
        f"17: the attribute {name} is not allowed in an attribute list (leave it out)"
    ]


@pytest.mark.parametrize(
    ("markdown", "line", "shown"),
    [
        ("[a](javascript:alert(1))", 17, "javascript:alert(1"),
        ("[a](JaVaScRiPt:alert(1))", 17, "JaVaScRiPt:alert(1"),
        ("![a](javascript:alert(1))", 17, "javascript:alert(1"),
        ("[a](<javascript:alert(1)>)", 17, "<javascript:alert(1"),
        ("[a](  javascript:x 'title')", 17, "javascript:x 'title'"),
        ("[a](java&#115;cript:x)", 17, "java&#115;cript:x"),
        ("[a](java&Tab;script:x)", 17, "java&Tab;script:x"),
        ("[a](java\nscript:x)", 17, "java"),
        ("[a\nb](javascript:x)", 18, "javascript:x"),
        ("[a](vbscript:x)", 17, "vbscript:x"),
        ("[a](data:text/html,x)", 17, "data:text/html,x"),
        ("[a][b]\n\n[b]: javascript:x", 19, "javascript:x"),
        ("[b]:javascript:x", 17, "javascript:x"),
        ("[b]:\n  javascript:x", 17, "javascript:x"),
        ("> [b]: javascript:x", 17, "javascript:x"),
        ("[a](java{% raw %}script:x){% endraw %}", 17, "javascript:x"),
    ],
)
def test_a_link_that_runs_code_is_refused(tmp_path: Path, markdown: str, line: int, shown: str) -> None:
    assert f"{line}: the link '{shown}' runs code (link to a page)" in findings(tmp_path, markdown)


@pytest.mark.parametrize(
    "markdown",
    [
        "a < b and 3<4",
        "one<br>two<br/>",
        "press <kbd>Ctrl</kbd> for H<sub>2</sub>O",
        '<div class="grid cards" markdown>\n\n- one\n\n</div>',
        '<span lang="de" title="Brot">Brot</span>',
        "<https://example.org/a?b=c>",
        "<baker@example.org>",
        "<!-- a note for the next editor -->",
        "`<script>` and ``<img onerror=`x`>``",
        "```text\n<script>alert(1)</script>\n```",
        "In JavaScript: `await bake()`",
        "`[a](javascript:x)`",
        "## Oven { #oven .wide }",
        '![a](https://example.org/a.png){ width="300" loading=lazy }',
    ],
)
def test_harmless_markdown_is_left_alone(tmp_path: Path, markdown: str) -> None:
    assert findings(tmp_path, markdown) == []


@pytest.mark.parametrize("field", ["key_points", "weak_signals", "follow_ups"])
def test_the_lines_of_a_rubric_are_checked_too(tmp_path: Path, field: str) -> None:
    old = "key_points: [The dent comes back slowly.]"
    new = old if field != "key_points" else ""
    files = edited(QUESTION, old, f"{new}\n{field}:\n  - One.\n  - Two <script>.".strip())
    (finding,) = issues(tmp_path, files)
    line = 9 if field == "key_points" else 10
    assert finding == f"{QUESTION}:{line}: the tag <script> is not allowed ({HINT})"


# -- the rule held against the renderer ------------------------------------------------------------------

DANGERS = ["<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "*a*{ onclick=x }"]
PARTS = [
    *["`", "``", "```", "~~~", "\n```\n", "```text\n", "``` {.text}\n", "\n", "\n\n", "    ", "> ", "- "],
    *["text", "\\", "<div>", "</div>", '<span title="', '">', '"', "|", "!!! note\n\n    ", "<!-- ", " -->"],
]


class Harm(HTMLParser):
    """Collects what a browser would run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [name for name, _ in attrs if name.startswith("on")]
        self.found += [str(value) for _, value in attrs if (value or "").startswith("javascript:")]


def test_what_passes_is_harmless_once_it_is_rendered(tmp_path: Path) -> None:
    """Random mixtures of dangers and of what could hide them, always the same ones."""
    renderer = Guide(load_catalog(make_site(guide(tmp_path)))).renderer
    dice = random.Random(2026)
    passed = 0
    for _ in range(12_000):
        parts = [dice.choice(PARTS) for _ in range(dice.randint(2, 9))]
        parts.insert(dice.randint(0, len(parts)), dice.choice(DANGERS))
        text = "".join(parts)
        if list(faults(text)):
            continue
        passed += 1
        harm = Harm()
        harm.feed(renderer.block(text, "a.md", Location("docs/a.md")))
        harm.close()
        assert harm.found == [], repr(text)
    assert passed > 100
