"""Markdown becomes HTML with less work, and the same HTML: an extra.

Everything works without this module. What is needed of the libraries' insides stands here and nowhere else:
they are those of the versions in `KNOWN`; with others nothing is done, and a test says so. In the place of a
part of a converter steps one that leaves out what cannot have an effect on the text at hand. Only parts of
exactly the known classes are replaced, and only in the converter that is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element, ElementTree

import markdown
import pymdownx
from markdown import Markdown, blockprocessors
from markdown.blockparser import BlockParser
from markdown.extensions import abbr, admonition, attr_list, def_list, footnotes, md_in_html, tables
from markdown.inlinepatterns import Pattern
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor, UnescapeTreeprocessor
from markdown.util import STX, AtomicString
from pygments.style import StyleMeta
from pygments.styles import get_style_by_name
from pymdownx import details, superfences, tabbed
from pymdownx.highlight import Highlight, HighlightExtension

from macros.rendering.needed_characters import ANY, needed

#: Versions of Python-Markdown and its extensions. Before adding one, read what it changes of the parts below.
KNOWN = {("3.11.3", "13.1.2")}

#: A box without content that has a block to itself: how macros leave places in a page.
BOX = re.compile(r'(?:\A|(?<=\n\n))(<div(?: data-[a-z]+="[^"<>\n]*")+></div>)(?=\n\n)')


def quicken(md: Markdown) -> None:
    """Replace parts of a converter whose extensions are all registered by quicker ones."""
    if (markdown.__version__, pymdownx.__version__) not in KNOWN:
        return
    for part in (md.parser, *md.parser.blockprocessors, *md.preprocessors, *md.treeprocessors):
        quick = QUICK.get(type(part))
        if quick:
            part.__class__ = quick
        if quick is QuickHtmlBlocks:
            md.preprocessors.register(Boxes(md), "quick_boxes", 22)
    for extension in md.registeredExtensions:
        if type(extension) is HighlightExtension:
            extension.get_pymdownx_highlighter = lambda: QuickHighlight  # type: ignore[attr-defined]


class QuickTables(tables.TableProcessor):
    """Splits a row at each `|` where it has no code and nothing escaped."""

    def _split(self, row: str) -> list[str]:
        if "`" in row or "\\" in row:
            return super()._split(row)  # type: ignore[misc, no-any-return]
        return row.split("|")


#: A line that begins no more than a paragraph, and is in no table.
LINE = r"(?:\*\*\w|(?![\s#!?=\-*+_>:\[\x02]))[^\n|]++"
PLAIN = re.compile(rf"(?!\d){LINE}(?:\n *+{LINE})*+\n?\Z")
#: Those that do nothing with a plain block: what they look for begins a line, or holds a `|`.
IDLE = {
    abbr.AbbrBlockprocessor,
    admonition.AdmonitionProcessor,
    blockprocessors.BlockQuoteProcessor,
    blockprocessors.EmptyBlockProcessor,
    blockprocessors.HashHeaderProcessor,
    blockprocessors.HRProcessor,
    blockprocessors.ListIndentProcessor,
    blockprocessors.OListProcessor,
    blockprocessors.ReferenceProcessor,
    blockprocessors.SetextHeaderProcessor,
    blockprocessors.UListProcessor,
    def_list.DefListIndentProcessor,
    def_list.DefListProcessor,
    details.DetailsProcessor,
    footnotes.FootnoteBlockProcessor,
    md_in_html.MarkdownInHtmlProcessor,
    superfences.SuperFencesCodeBlockProcessor,
    tabbed.TabbedProcessor,
    QuickTables,
}


class QuickBlocks(BlockParser):
    """Asks only those processors about a plain block that may do something with it."""

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:  # noqa: N802 (Python-Markdown's name)
        self._all = list(self.blockprocessors)
        self._few = [each for each in self._all if type(each) not in IDLE]
        return super().parseDocument(lines)

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802 (Python-Markdown's name)
        while blocks:
            for processor in self._few if PLAIN.match(blocks[0]) else self._all:
                if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                    break


class QuickInline(InlineProcessor):
    """Searches a text only for those patterns that can be in it."""

    _known: Any = None

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        patterns = list(self.inlinePatterns)
        expressions = [getattr(pattern, "compiled_re", None) for pattern in patterns]
        if self._known != (patterns, expressions):
            self._known = patterns, expressions
            self._steps = [(pattern, _needed(pattern)) for pattern in patterns]
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString):
            return data
        for index in range(patternIndex, len(self._steps)):
            pattern, needs = self._steps[index]
            for need in needs:
                if need in data:
                    break
            else:
                continue
            found, start = True, 0
            while found:
                data, found, start = self._InlineProcessor__applyPattern(  # type: ignore[attr-defined]
                    pattern, data, index, start
                )
        return data


def _needed(pattern: Any) -> tuple[str, ...]:
    usual = type(pattern).getCompiledRegExp is Pattern.getCompiledRegExp
    return needed(pattern.compiled_re) if usual else ANY


class QuickHtmlBlocks(md_in_html.HtmlBlockPreprocessor):
    """Leaves a text alone in which nothing can begin a tag or an entity."""

    def run(self, lines: list[str]) -> list[str]:
        source = "\n".join(lines)
        return super().run(lines) if "<" in source or "&" in source else source.split("\n")


class Boxes(Preprocessor):
    """Sets boxes aside as the processor of HTML does, where a text, as a page of cards, has no other HTML."""

    def run(self, lines: list[str]) -> list[str]:
        source = "\n".join(lines)
        parts = BOX.split(source) if "<div data-" in source else []
        if not parts or any("<" in text or "&" in text for text in parts[::2]):
            return lines
        for index in range(1, len(parts), 2):
            parts[index] = "\n" + self.md.htmlStash.store(parts[index] + "\n") + "\n\n"
        return "".join(parts).split("\n")


class QuickFences(superfences.SuperFencesBlockPreprocessor):  # type: ignore[misc]
    """Leaves a text alone in which nothing can begin a fence."""

    def run(self, lines: list[str]) -> list[str]:
        source = "\n".join(lines)
        fenced = "```" in source or "~~~" in source or self.config.get("preserve_tabs")
        return super().run(lines) if fenced else lines


class QuickAttributes(attr_list.AttrListTreeprocessor):
    """Leaves a text alone in which nothing can begin a list of attributes."""

    def run(self, doc: Element) -> None:
        if "{" in "".join(doc.itertext()):
            super().run(doc)


class QuickUnescape(UnescapeTreeprocessor):
    """Searches a text only where it has something escaped."""

    def unescape(self, text: str) -> str:
        return super().unescape(text) if STX in text else text


class QuickHighlight(Highlight):  # type: ignore[misc]
    """Looks each language up once, and makes no style sheet where the markup has classes."""

    pygments_style: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.noclasses and isinstance(self.pygments_style, str):
            self.pygments_style = _without_rules(self.pygments_style)

    def get_lexer(self, src: str, language: str, inline: bool, stripnl: bool) -> tuple[Any, str]:
        if self.guess_lang or self.extend_pygments_lang:
            return super().get_lexer(src, language, inline, stripnl)  # type: ignore[no-any-return]
        known = language, stripnl, self.default_lang
        if known not in _lexers:
            lexer, name = super().get_lexer(src, language, inline, stripnl)
            _lexers[known] = type(lexer), lexer.options, name
        kind, options, name = _lexers[known]
        return kind(**options), name


#: Class, options and name of a lexer, by what was asked for.
_lexers: dict[tuple[str, bool, str], tuple[Any, dict[str, Any], str]] = {}


class _WithoutRules(StyleMeta):  # type: ignore[misc]
    def __iter__(cls) -> Any:  # noqa: N805 (a metaclass)
        return iter(())


@cache
def _without_rules(style: str) -> Any:
    """A style of Pygments as a formatter sees it that makes nothing of its rules for tokens."""
    return _WithoutRules(style, (get_style_by_name(style),), {})


QUICK: dict[type, type] = {
    BlockParser: QuickBlocks,
    InlineProcessor: QuickInline,
    UnescapeTreeprocessor: QuickUnescape,
    attr_list.AttrListTreeprocessor: QuickAttributes,
    md_in_html.HtmlBlockPreprocessor: QuickHtmlBlocks,
    superfences.SuperFencesBlockPreprocessor: QuickFences,
    tables.TableProcessor: QuickTables,
}
