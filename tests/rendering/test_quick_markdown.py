"""Markdown converted with less work becomes the same HTML."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor, ParagraphProcessor
from markdown.inlinepatterns import SimpleTagInlineProcessor
from markdown.treeprocessors import InlineProcessor
from pymdownx.highlight import HighlightExtension

from macros.rendering import quick_markdown
from macros.rendering.quick_markdown import IDLE, KNOWN, PLAIN, QUICK, quicken
from macros.site_config import read_site_config
from tests.support.guides import PROJECT

#: Of each extension of the site, and of those that a guide may add; joined at random, too.
PIECES = (
    # Paragraphs and breaks
    "Plain words, and more of them.",
    "Two lines\nof one paragraph.",
    "A break  \nwithin a paragraph",
    "  indented by two\n   and by three",
    "words\n    hanging far",
    "12 words\n12. no list\n+ none either",
    "",
    "\n\n",
    "   ",
    # Emphasis and other marks
    "**Bold.** *Em*, ***both***, __under__ and _so_, a*b*c, a_b_c, **unclosed",
    "**Bold begins**\n**twice**",
    "*a **b* c**",
    "snake_case and 2 * 3 * 4",
    "==marked== ^^inserted^^ ~~deleted~~ H~2~O x^2^ {--cut--} {++added++} {==see==}{>>why<<}",
    "++ctrl+alt+del++ :smile: :material-home: (c) +/- -->",
    "==unclosed ^^unclosed ~~unclosed",
    # Escapes and entities
    r"\*no\* \_no\_ \`no\` \[no\] \\ \{no\} \| \x",
    "&amp; &copy; &#38; &#x26; &nosuch; & R&D AT&T; &lt;b&gt; &amp",
    "&#38 x &#x26 y &z. a & b &",
    "\u0002 \u0003 klzzwxh:0000 \u0002wzxhzdk:0\u0003 \u000242\u0003",
    # Code
    "`code` and ``a ` b`` and `#!python print(1)` and `:::yaml a: 1` and `unclosed",
    "`#!nosuch x` \\`no\\` `<b>&amp;`",
    "```python\nprint('x')\n```",
    "```yaml title=\"a.yml\" linenums=\"1\" hl_lines=\"2\"\na: 1\nb: [2, 3]\n```",
    "``` {.python #id .extra data-x=1}\ndef f(): ...\n```",
    "```{.text .illustrative}\n$ ls <file> & more\n```",
    "```nosuchlanguage\n<x> & y\n```",
    "~~~\ntildes\n~~~",
    "```\nunclosed",
    "    indented code <b>\n\n    and more",
    "```json\n{\"a\": [1, true, null]}\n```\n```console\n$ aws s3 ls  # a comment\n```",
    "```diff\n- a\n+ b\n```",
    # Lists
    "- one\n- two\n    - nested\n    - again\n- three",
    "- loose\n\n- list\n\n    with a paragraph\n\n        and code",
    "1. first\n2. second\n   hanging\n\n    ```python\n    in a list\n    ```",
    "* star\n+ plus\n- minus",
    "- [ ] to do\n- [x] done",
    "- \n- empty before",
    "3) no list",
    "- a\n\nb\n\n- c",
    # Headings and rules
    "# One\n## Two ##\n### Three { #three .c }\n#no space",
    "Setext\n======\nlower\n------\n",
    "---",
    "* * *",
    "text\n***\ntext",
    "#### In depth",
    # Quotes
    "> quoted\n> > twice\nlazy",
    "text\n> quote below",
    "> ```python\n> quoted code\n> ```",
    # Tables
    "| a | b |\n| :-- | --: |\n| `x|y` | **c** |\n| \\| | |",
    "a | b\n--- | ---\n1 | 2",
    "no | table",
    "|single|\n|------|\n|cell|",
    # Definition lists, footnotes, abbreviations
    "Term\n: Definition\n: Another\n\n    with a paragraph",
    ": no term",
    "A note[^1] and another[^long].\n\n[^1]: Short.\n[^long]: First.\n\n    Second.",
    "[^unused]: Alone.\n[^x]:\n    Indented.",
    "The HTML is old.\n\n*[HTML]: Hyper Text Markup Language",
    "*[W3C]: World Wide Web Consortium\n*[gone]: ''",
    # Links and images
    "[inline](a.md) [titled](b.md \"T\") [angle](<c d.md>) [paren](e_(f).md) [broken](g.md",
    "[ref] [ref][] [text][ref] [none][nosuch] ![image](i.png \"T\") ![alt][ref]\n\n[ref]: r.md 'Title'",
    "[link first](a.md) begins a line",
    "[two]: <t.md>\n[three]:\n    u.md\n    \"Title\"",
    "<https://example.org/?a=1&b=2> <me@example.org> https://bare.example.org www.example.org #12 @who",
    "![]() []() [[nested](a)](b) [`code`](c) [**bold**](d)",
    # Attribute lists
    "A paragraph\n{: .lead #lead }",
    "*em*{: .x } [link](a.md){ .button target=_blank } { not at the end",
    "| a |\n|---|\n| b { .c } |",
    # HTML
    "<div>block *no*</div>",
    "<div markdown>\n\nblock **yes**\n\n- list\n\n</div>",
    "<section markdown=\"block\">\n# In\n<p markdown=\"span\">a *b*</p>\n</section>",
    "a <kbd>inline *yes*</kbd> <br> <!-- comment --> <span title=\"a > b\">x</span>",
    "<!-- a\n\nblock -->",
    "<details><summary>S</summary>text</details>\n\nafter",
    "<div data-a=\"1\"></div>",
    "<div data-place=\"question\" data-id=\"a/b\" data-page=\"x.md\" data-urls=\"1\"></div>",
    "<div data-a=\"1\" id=\"no\"></div>",
    "text\n<div data-a=\"1\"></div>\ntext",
    "<script>1 < 2 && *x*</script>",
    "</div> </p> < a <3 <- <?php ?> <![CDATA[x]]> <unclosed",
    "1 < 2 and 3 > 2",
    # Admonitions, details, tabs
    "!!! note\n    Inside **it**.\n\n    - list\n\n        more",
    "!!! warning \"Title\"\n    a\n\nafter",
    "text\n!!! tip\n    b",
    "??? question \"Open?\"\n    Yes.\n\n    ```python\n    x = 1\n    ```",
    "???+ note\n    open",
    "=== \"One\"\n\n    first\n\n=== \"Two\"\n\n    second\n\n    !!! note\n        deep",
    "    indented after\n\n        twice",
    # Snippets, and other alphabets
    "--8<-- \"quick-snippet.md\"",
    "Größe, naïve, 日本語 **太字** — “quotes” … \u00a0 \u2028 \u0661\u0662. \U0001f600",
    "tab\tseparated\n\ttab indented",
    "windows\r\nline\rends",
)  # fmt: skip
OTHERS = ("betterem", "caret", "critic", "emoji", "keys", "magiclink", "mark", "smartsymbols", "tilde")


def converter(*more: str) -> Markdown:
    """With the extensions of the site's pages, as a plain engine has them; `more` after those."""
    names: list[str] = []
    configs: dict[str, dict[str, Any]] = {}
    for entry in read_site_config(PROJECT).markdown_extensions:
        name, config = next(iter(entry.items())) if isinstance(entry, dict) else (entry, {})
        if not name.startswith("macros."):
            names.append(name)
            configs[name] = dict(config)
    configs["pymdownx.snippets"] = {"base_path": [str(PROJECT / "docs")], "check_paths": False}
    return Markdown(extensions=[*names, *more], extension_configs=configs)


def pair(*more: str) -> tuple[Markdown, Markdown]:
    """A converter as it is, and one that is quick."""
    quick = converter(*more)
    quicken(quick)
    return converter(*more), quick


SITE = pair()
RICH = pair(*(f"pymdownx.{name}" for name in OTHERS), "md_in_html", "sane_lists", "smarty")
PAIRS = (SITE, RICH)


def assert_same(text: str, pairs: tuple[tuple[Markdown, Markdown], ...] = PAIRS) -> None:
    for plain, quick in pairs:
        assert quick.reset().convert(text) == plain.reset().convert(text)
        assert quick.toc == plain.toc  # type: ignore[attr-defined]
        assert quick.htmlStash.html_counter == plain.htmlStash.html_counter


@pytest.mark.parametrize("text", PIECES)
def test_each_construct_becomes_the_same(text: str) -> None:
    assert_same(text)
    assert_same(f"Before.\n\n{text}\n\nAfter.")
    assert_same("- item\n\n" + "\n".join(f"    {line}" for line in text.split("\n")))


@settings(max_examples=150, derandomize=True, deadline=None, database=None)
@given(st.lists(st.sampled_from(PIECES) | st.sampled_from(["\n", " ", "\n\n", "    ", "> "]), max_size=8))
def test_mixtures_become_the_same(pieces: list[str]) -> None:
    assert_same("".join(pieces))
    assert_same("\n\n".join(pieces))
    assert_same("\n".join(pieces))


@settings(max_examples=300, derandomize=True, deadline=None, database=None)
@given(st.text('ab1. \n\n#*_-+=`~:!?>|[]()^&<;{}\\"/\t\u0661', max_size=60))
def test_noise_becomes_the_same(text: str) -> None:
    assert_same(text)


def test_texts_of_the_guide_become_the_same() -> None:
    files = sorted((PROJECT / "docs").rglob("*.md"))[::12]
    assert len(files) > 100
    for file in files:
        assert_same(file.read_text(encoding="utf-8"), (SITE,))


def test_a_page_of_cards_becomes_the_same() -> None:
    card = '### Why {0}? {{ #a/{0} }}\n\n<div data-place="question" data-id="a/{0}" data-urls="1"></div>\n\n'
    cards = "".join(card.format(number) for number in range(3))
    for text in (
        f"<section>\n\n{cards}</section>",
        f"<section markdown>\n\n{cards}</section>",
        f"<b>\n\n{cards}",
        f"&#38 a\n\n{cards}",
        cards,
        f"# T\n\nIntro.\n\n{cards}",
        f"{cards}<b>x</b>",
        f"a\n{cards}",
        cards.replace("\n\n", "\n"),
    ):
        assert_same(text)


# -- blocks --------------------------------------------------------------------------------------------------


@settings(max_examples=150, derandomize=True, deadline=None, database=None)
@given(
    st.from_regex(PLAIN) | st.text("ab1. \n#*_-+=:!?>[]^&<(`", min_size=1, max_size=30),
    st.sampled_from(["div", "li", "dd", "blockquote"]),
    st.sampled_from(["", "p", "ul", "ol", "dl", "div", "details", "pre", "blockquote", "table"]),
)
def test_those_not_asked_about_a_plain_block_would_do_nothing(block: str, parent: str, before: str) -> None:
    if not PLAIN.match(block) or "\n\n" in block:
        return
    md = SITE[1].reset()
    idle = [each for each in md.parser.blockprocessors if type(each) in IDLE]
    assert len(idle) == len(IDLE) == len(md.parser.blockprocessors) - 1
    element = Element(parent)
    if before:
        element.append(Element(before, {"class": "admonition tabbed-set tabbed-alternate"}))
        element[-1].append(Element("div"))
    md.parser.root = element
    was = tostring(element)
    for processor in idle:
        blocks = [block, "next"]
        assert not processor.test(element, block) or processor.run(element, blocks) is False
        assert (blocks, tostring(element)) == ([block, "next"], was)


# -- what is replaced ----------------------------------------------------------------------------------------


def kinds(md: Markdown) -> set[type]:
    return {
        type(part) for part in (md.parser, *md.parser.blockprocessors, *md.preprocessors, *md.treeprocessors)
    }


def test_the_installed_versions_are_known() -> None:
    """When one is new: read what has changed of the parts that are replaced, then add it to KNOWN."""
    quick = SITE[1]
    assert kinds(quick) >= {*QUICK.values()}
    highlight = next(each for each in quick.registeredExtensions if isinstance(each, HighlightExtension))
    assert highlight.get_pymdownx_highlighter() is quick_markdown.QuickHighlight


def test_nothing_is_replaced_in_unknown_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    assert KNOWN
    monkeypatch.setattr(quick_markdown, "KNOWN", set())
    md = converter()
    quicken(md)
    assert not kinds(md) & {*QUICK.values()}


def test_a_part_of_another_kind_stays() -> None:
    class Other(InlineProcessor):
        pass

    md = converter()
    md.treeprocessors.register(Other(md), "inline", 20)
    quicken(md)
    assert type(md.treeprocessors["inline"]) is Other


def test_a_converter_without_extensions_is_quick_too() -> None:
    md = Markdown()
    quicken(md)
    assert md.convert("*a* `b`\n\n- c") == Markdown().convert("*a* `b`\n\n- c")


def test_what_is_registered_later_counts() -> None:
    class Shout(ParagraphProcessor):
        def run(self, parent: Element, blocks: list[str]) -> None:
            SubElement(parent, "b").text = blocks.pop(0)

    _, quick = pair()
    assert quick.convert("a ~b~") == "<p>a ~b~</p>"
    quick.inlinePatterns.register(SimpleTagInlineProcessor(r"()~(.*?)~", "s"), "struck", 55)
    assert quick.reset().convert("a ~b~") == "<p>a <s>b</s></p>"
    quick.parser.blockprocessors.register(Shout(quick.parser), "shout", 11)
    assert quick.reset().convert("a") == "<b>a</b>"


def test_a_processor_of_another_kind_is_asked_about_plain_blocks() -> None:
    class Loud(HashHeaderProcessor):
        RE = re.compile(r"(?P<level>@)(?P<header>.*)")

    _, quick = pair()
    quick.parser.blockprocessors.register(Loud(quick.parser), "loud", 71)
    assert quick.convert("@ a").startswith("<h1")


@pytest.mark.parametrize(
    "config",
    [
        {"default_lang": "python"},
        {"extend_pygments_lang": [{"name": "p", "lang": "php", "options": {"startinline": True}}]},
        {"guess_lang": True},
        {"linenums": True},
        {"noclasses": True},
        {"pygments_style": "monokai"},
        {"pygments_style": "nosuch"},
        {"use_pygments": False},
    ],
)
def test_settings_of_highlighted_code_hold(config: dict[str, Any]) -> None:
    blocks = ("python\nx = 1", "\ny", "p\necho 1;", "\n#!/usr/bin/perl\nmy $x;", "\n#!/usr/bin/python\nx = 1")
    text = "".join(f"```{block}\n```\n\n" for block in blocks) + "`#!python x` `#!p y`"
    names = ["pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.superfences"]
    plain, quick = (Markdown(extensions=names, extension_configs={names[0]: config}) for _ in range(2))
    quicken(quick)
    for _ in range(2):
        assert quick.reset().convert(text) == plain.reset().convert(text)
