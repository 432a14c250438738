"""What is read from Markdown without rendering it."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import pytest
from markdown import Markdown

from macros.guide import load_catalog
from macros.markdown_source import (
    Call,
    code_lines,
    fences,
    line_numbers,
    links,
    macro_calls,
    parsed,
    prose,
    statements,
    text_lines,
)
from tests.support.guides import PROJECT, catalog, make_site

BLOCKS = {
    "backticks": "```\nMARK\n```\n",
    "tildes": "~~~\nMARK\n~~~\n",
    "language": "```python\nMARK\n```\n",
    "class list": "``` {.python .illustrative}\nMARK\n```\n",
    "language and class list": "```python {.illustrative}\nMARK\n```\n",
    "title": '```python title="a b.py"\nMARK\n```\n',
    "lines": '```python hl_lines="1" linenums="1" title="x"\nMARK\n```\n',
    "title in a class list": '``` {.python title="x"}\nMARK\n```\n',
    "longer fence": "````\n```\nMARK\n```\n````\n",
    "indented in an admonition": "!!! note\n\n    ```\n    MARK\n    ```\n",
    "blank line inside": "```\n\nMARK\n\n```\n",
    "other fence inside": "~~~\n```\nMARK\n~~~\n",
    "never closed": "```\nMARK\n",
    "closed by a longer fence": "```\nMARK\n````\n",
    "closed by another fence": "```\nMARK\n~~~\n",
    "closing fence with a word": "```\nMARK\n``` x\n",
    "closing fence further in": "```\nMARK\n  ```\n",
    "dedented line": "  ```\n  x\nMARK\n  ```\n",
    "several words": "``` one two three\nMARK\n```\n",
    "unknown option": '```python colour="red"\nMARK\n```\n',
    "one line": "```x```\nMARK\n",
    "closed twice": "```\nx\n```\nMARK\n```\n",
    "below a line of blanks": "a\n     \n```\nMARK\n```\n",
    "unclosed, then a block": "~~~\n```\nMARK\n```\n",
}


@pytest.fixture(scope="module")
def converter(tmp_path_factory: pytest.TempPathFactory) -> Markdown:
    guide = catalog(make_site(tmp_path_factory.mktemp("guide")))
    extensions = guide.config.markdown_extensions
    names = [next(iter(entry)) if isinstance(entry, dict) else entry for entry in extensions]
    return Markdown(
        extensions=[name for name in names if not name.startswith(("macros", "pymdownx.snippets"))]
    )


@pytest.mark.parametrize("name", BLOCKS)
def test_a_line_is_code_here_exactly_when_the_site_renders_it_as_code(name: str, converter: Markdown) -> None:
    text = BLOCKS[name]
    html = converter.reset().convert(text)
    rendered_as_code = bool(re.search(r"<code>(?:(?!</code>).)*MARK", html, re.DOTALL))
    # Without a blank line before it, an unclosed fence may still pair up as inline code: that is text here.
    rendered_as_block = rendered_as_code and "highlight" in html
    number = next(n for n, line in enumerate(text.split("\n"), 1) if "MARK" in line)
    assert (number in code_lines(text)) == rendered_as_block


@pytest.mark.parametrize(
    "text",
    [
        "     \n```\nMARK\n```\n",
        "> a\n>         \n```\nMARK\n\n```\n",
        "    \na\n\n```\nMARK\n```\n",
        "> ```\n> MARK\n> ```\n",
        "> ```\n\n```\nMARK\n```\n",
    ],
)
def test_where_markdown_is_not_easily_followed_nothing_counts_as_code(text: str) -> None:
    assert code_lines(text) == frozenset()


def test_a_fence_has_its_lines_its_info_and_its_code() -> None:
    (fence,) = fences("text\n\n  ```python {.illustrative}\n  a\n\n  b\n  ```\nmore")
    assert (fence.line, fence.end, fence.info, fence.code) == (3, 7, "python {.illustrative}", "  a\n\n  b")


def test_an_empty_fence_is_a_fence() -> None:
    (fence,) = fences("```\n```")
    assert (fence.line, fence.end, fence.code) == (1, 2, "")


def test_text_lines_leave_fenced_code_out_and_blank_inline_code() -> None:
    text = "a `b` c\n```\ncode\n```\nd ``e ` f`` g"
    assert list(text_lines(text)) == [(1, "a     c"), (5, "d           g")]


@pytest.mark.parametrize("line", ["a ` b", r"a \`b` c", "`` a ` b"])
def test_a_backtick_without_its_partner_is_no_code(line: str) -> None:
    assert list(text_lines(line)) == [(1, line)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[a](b.md)", [(1, "b.md")]),
        ("x\n![a](b.png 'title')", [(2, "b.png")]),
        ("[a](<b.md>)", [(1, "b.md")]),
        ("[a\nb](c.md)", [(2, "c.md")]),
        ("[a](\n  c.md)", [(2, "c.md")]),
        ("[a [b] c](d.md)", [(1, "d.md")]),
        ("[![a](b.png)](c.md)", [(1, "b.png"), (1, "c.md")]),
        ("[a][r]\n\n[r]: b.md", [(3, "b.md")]),
        ("[r]:b.md 'title'", [(1, "b.md")]),
        ("[r]:\n  b.md", [(2, "b.md")]),
        ("> [r]: <b.md>", [(1, "b.md")]),
        ("- [r]: b.md", [(1, "b.md")]),
        ("`[a](b.md)`", []),
        ("```\n[a](b.md)\n```", []),
        ("a[^1]\n\n[^1]: The note.", []),
        ("*[HTML]: Hyper Text", []),
        ("[a] (b)", []),
    ],
)
def test_links_are_found_with_the_line_of_their_target(text: str, found: list[tuple[int, str]]) -> None:
    assert links(text) == found


def test_prose_is_what_a_reader_reads_as_running_text() -> None:
    text = "# Heading\n\nRead `code` and [a\nlink](x.md) {{ fact('a') }} here.\n\n```\nf\n```\n\nEnd.\n"
    assert prose(text).split() == ["Read", "and", "here.", "End."]


def test_prose_ends_no_sooner_than_an_attribute_list_on_any_line() -> None:
    assert prose("One. { .a }\n\nTwo. { .b }\n").split() == ["One.", "Two."]


def test_macro_calls_have_their_values_and_lines() -> None:
    calls, names, others = macro_calls('a\n{{ fact("x/y") }}\n{{ questions("s", level=["a", "b"]) }}')
    assert calls == (
        Call("fact", 2, ("x/y",)),
        Call("questions", 3, ("s",), {"level": ["a", "b"]}),
    )
    assert (names, others) == ((), ())


@pytest.mark.parametrize("call", ["fact(x)", "fact(*x)", "fact(**x)", "fact(term('a'))", "fact(id=x)"])
def test_a_call_with_a_variable_is_not_literal(call: str) -> None:
    calls, _, _ = macro_calls(f"{{{{ {call} }}}}")
    assert [found.literal for found in calls if found.name == "fact"] == [False]


def test_a_name_that_is_not_called_is_given_with_its_line() -> None:
    assert macro_calls("a\n{{ questions }}")[1] == ((2, "questions"),)


def test_a_text_without_braces_is_not_parsed() -> None:
    assert macro_calls("plain { #id }") == ((), (), ())


def test_what_stands_in_a_raw_block_is_no_call() -> None:
    assert macro_calls("{% raw %}{{ fact('a') }}{% endraw %}") == ((), (), ())


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a\n{{ fact( }}", 2, "this macro call does not parse: unexpected '}', expected ')'"),
        ("{{ 'a' ~ 'b' }}", 1, "only macro calls stand in double braces"),
        ("{{ 'a' }}", 1, "only macro calls stand in double braces"),
        ("{{ page.title }}", 1, "only macro calls stand in double braces"),
        ("{{ fact('a') | upper }}", 1, "only macro calls stand in double braces"),
        ("{{ a.b() }}", 1, "only macro calls stand in double braces"),
        ("\n{% set x = 1 %}", 2, "only macro calls stand in double braces"),
        ("{% include 'x' %}", 1, "only macro calls stand in double braces"),
        ("a\n{# comment #}", 2, "'{#' is not used here"),
        ("{{- fact('a') }}", 1, "'{{-' is not used here"),
        ("{{ fact('a') -}}", 1, "'-}}' is not used here"),
        ("{%- raw -%}x{% endraw %}", 1, "'{%- raw -%}' is not used here"),
    ],
)
def test_anything_but_a_macro_call_is_refused(text: str, line: int, message: str) -> None:
    _, _, others = macro_calls(text)
    assert [(other.line, other.message) for other in others] == [(line, message)]


@pytest.mark.parametrize(
    ("text", "calls", "faults"),
    [
        ("{{ fact( }}\n{{ fact('a') }}\n{{ term('b' }}\n", [("fact", 2)], [1, 3]),
        ("{{ fact('a')\n{{ fact('b') }}\n", [("fact", 2)], [1]),
        ("{{ fact('a') }}\n## X {#id}\n{{ fact('b') }}\n", [("fact", 1), ("fact", 3)], [2]),
        ("{{ fact('a') }}\n{% if\n{{ fact('b') }}\n", [("fact", 1), ("fact", 3)], [2]),
        ("{% raw %}{{ fact( }}{% endraw %}\n{{ fact( }}\n{{ fact('b') }}\n", [("fact", 3)], [2]),
        ("{{ fact(\n'a' }} {{ fact('b') }}\n{{ c }} {{ fact( }}\n", [("fact", 2)], [2, 3]),
        ("{% if x %}\n{{ fact('b') }}\n", [("fact", 2)], [2]),
    ],
)
def test_a_call_that_does_not_parse_hides_no_other(
    text: str, calls: list[tuple[str, int]], faults: list[int]
) -> None:
    found, _, others = macro_calls(text)
    assert [(call.name, call.line) for call in found] == calls
    assert [other.line for other in others] == faults


@pytest.mark.parametrize("sign", ["{#", "{{", "{%", "{% raw %}", "{{ fact( }}", "}}"])
def test_a_flood_of_braces_takes_no_time(sign: str) -> None:
    start = time.perf_counter()
    macro_calls("{{ fact( }}" + sign * 20_000)
    assert time.perf_counter() - start < 20


def test_a_text_parameter_is_found_by_position_or_by_name() -> None:
    assert Call("term", 1, ("starter",)).text("id") == "starter"
    assert Call("term", 1, (), {"id": "starter"}).text("id") == "starter"
    assert Call("term", 1, ("starter", "leaven")).text("text", 1) == "leaven"
    assert Call("term", 1, (["starter"],)).text("id") == ""
    assert Call("term", 1).text("id") == ""


def test_the_converter_of_these_tests_is_the_one_of_the_site(tmp_path: Path) -> None:
    """Otherwise the comparison above would say nothing."""
    names = [str(entry) for entry in catalog(make_site(tmp_path)).config.markdown_extensions]
    assert any("pymdownx.superfences" in name for name in names)


@pytest.mark.parametrize(
    "deep", ["(" * 2000, "fact('a'" + "- a\n" * 4000 + ") }}"], ids=["parsing", "walking"]
)
def test_an_expression_without_end_is_a_finding_and_no_overflow(deep: str) -> None:
    calls, names, others = macro_calls("fine\n{{ " + deep)
    assert (calls, names) == ((), ())
    assert [(other.line, other.message) for other in others] == [(2, "this macro call is nested too deeply")]


@pytest.mark.parametrize("sign", ["[a](", "![", "[", "[a](b", "](", "`a "])
def test_no_sign_makes_reading_slow_however_often_it_comes(sign: str) -> None:
    """Counted in steps of the engine it would be quadratic or worse; a generous second tells them apart."""
    text = sign * 3000
    start = time.process_time()
    prose(text)
    statements(text)
    links(text)
    assert time.process_time() - start < 3


def test_statements_keep_lines_and_the_words_of_links() -> None:
    text = "# A\n\nSee [the\noven](a.md) and {{ fact('x') }}.\n\n```text\ncode\n```\n\n`a` b"
    assert statements(text) == "\n\nSee the\noven and … .\n\n\n\n\n\n    b"


def test_lines_of_positions_are_counted_from_1() -> None:
    line_of = line_numbers("ab\ncd\n")
    assert [line_of(position) for position in range(7)] == [1, 1, 1, 2, 2, 2, 3]


#: What calls are made of, and what stands around them in a text that is hard to read.
PIECES = (
    *('{{ fact("a/b") }}', '{{ term("a", "b c") }}', '{{ q(x=["a", "b"], show="links") }}', "{{ q() }}"),
    *('{{ not("a") }}', '{{ nothing("a") }}', '{{ true("a") }}', "{{ none() }}", '{{ if("a") }}', "{{ q }}"),
    *(
        "{{",
        "}}",
        "{%",
        "%}",
        "{#",
        "#}",
        "{",
        "}",
        "{{ ",
        " }}",
        "{{-",
        "-}}",
        "{{ q(",
        ") }}",
        "[",
        "]",
        "(",
    ),
    *('"', "'", ", ", "=", "x=", '"a"', '"ä…"', '"\\n"', '"a" "b"', "'a'", "q", "not", "3", "~", ".x", "\\"),
    *("\n", "\r", "\r\n", "\u2028", " ", "text", "{% raw %}", "{% endraw %}", "{ #id }", "`", '["a", "b"]'),
    *('{{ q("a",) }}', '{{ q("a", ) }}', '{{ q(x="a", "b") }}', '{{ q(x="a", x="b") }}', "{{ q([]) }}", ")"),
)


def test_calls_in_the_plain_form_are_read_as_jinja_reads_them() -> None:
    choose = random.Random(1)
    texts = ["".join(choose.choices(PIECES, k=choose.randint(1, 6))) for _ in range(1_000)]
    texts += [text for piece in PIECES for call in PIECES[:8] for text in (piece + call, call + piece)]
    for text in texts:
        assert macro_calls(text) == parsed(text), repr(text)


def test_calls_of_the_guide_are_read_as_jinja_reads_them() -> None:
    content = load_catalog(PROJECT).content
    for item in (*content.pages, *content.questions, *content.terms):
        assert macro_calls(item.body) == parsed(item.body), item.path
