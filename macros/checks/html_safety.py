"""Content cannot run code in a reader's browser: what is not known to be harmless is refused.

A list of what is forbidden would have holes, for browsers, Markdown and macros each have ways to write a tag.
Pictures are held to theirs as they are read (`macros/svg.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from macros.catalog import Catalog
from macros.checks.texts import texts
from macros.issues import Issue
from macros.markdown_source import INLINE_CODE, code_lines, line_numbers

ID = "html-safety"
BLOCKS = {"details", "div", "figcaption", "figure", "summary"}
TAGS = {"abbr", "br", "kbd", "mark", "small", "span", "sub", "sup", *BLOCKS}
ATTRIBUTES = {"class", "hidden", "id", "lang", "markdown", "open", "title"}
#: Attributes that an attribute list (`{ #id .class }`) must not set, besides those that begin with "on".
UNSAFE = {"action", "background", "data", "formaction", "href", "ping", "poster", "src", "srcdoc", "style"}
UNSAFE |= {"srcset", "xlink:href"}
SCRIPTS = ("javascript:", "vbscript:", "data:")

BLOCK = re.compile(rf"<(?:{'|'.join(sorted(BLOCKS))})\b", re.IGNORECASE)
START = re.compile(r"<(?=[A-Za-z/!?])")
TAG = re.compile(r"</?([A-Za-z]+)((?:\s+[A-Za-z-]+(?:=\"[^\"<>]*\")?)*)\s*/?>")
HARMLESS = re.compile(r"<https://[^\s<>]+>|<[^\s<>@:]+@[^\s<>@:]+>|<!--(?:(?!--)[^<>])*-->")
LOOSE_ATTRIBUTE = re.compile(r"[\s/\"']([A-Za-z][^\s/=>\"']*)")
ATTRIBUTE_LIST = re.compile(r"\{:?([^\n]*)\}")
#: An address that begins like one of these, as it is or with an entity.
ADDRESS = re.compile(r"\]\s*[(:](?=[\s<\x00-\x20]*+[&jvdJVD])")
RAW = re.compile(r"\{%\s*(?:end)?raw\s*%\}")
HINT = "write Markdown, or use a macro; a plain '<' is written &lt;"


def check(catalog: Catalog) -> Iterator[Issue]:
    """Raw HTML and attributes that are not known to be harmless, and links whose URL is a script."""
    for text in texts(catalog):
        for line, message, hint in faults(text.markdown):
            yield text.issue(line, message, ID, hint)


def faults(markdown: str) -> Iterator[tuple[int, str, str]]:
    """(line, message, hint) for everything in a text that is not known to be harmless."""
    if not any(mark in markdown for mark in "<{]"):
        return
    plain = without_hiding_places(markdown)
    line_of = line_numbers(plain)
    for position, message, hint in (*_tags(plain), *_attributes(plain), *_addresses(plain)):
        yield line_of(position), message, hint


def without_hiding_places(markdown: str) -> str:
    """The text, line for line, without code: what Markdown hands on to the browser as it is.

    Inline code only counts as code in a paragraph whose every line closes what it opens, and in a text
    without blocks of HTML, for in those a backtick is a sign like any other.
    """
    markdown = RAW.sub(lambda tag: "\n" * tag[0].count("\n"), markdown)
    code = code_lines(markdown)
    text = markdown
    if code:  # a block of it does not end a paragraph that has no blank line around it
        lines = enumerate(markdown.split("\n"), 1)
        text = "\n".join("-" if number in code else line for number, line in lines)
    if "`" not in text or ("<" in text and BLOCK.search(text)):
        return text
    parts = []
    for paragraph in re.split(r"(\n\s*\n)", text):
        if "`" not in paragraph:
            parts.append(paragraph)
            continue
        defused = INLINE_CODE.sub(lambda match: re.sub(r"[<>`\[\]{]", " ", match[0]), paragraph)
        parts.append(paragraph if "`" in defused else defused)
    return "".join(parts)


def _tags(plain: str) -> Iterator[tuple[int, str, str]]:
    for start in START.finditer(plain):
        position = start.start()
        if HARMLESS.match(plain, position):
            continue
        name = re.match(r"</?([A-Za-z][\w:-]*|.)", plain[position:])[1]  # type: ignore[index]
        if name.lower() not in TAGS:
            yield position, f"the tag <{name}> is not allowed", HINT
            continue
        tag = TAG.match(plain, position)
        rest = tag[2] if tag else plain[position + 1 + len(name) :].split(">", 1)[0]
        names = LOOSE_ATTRIBUTE.findall(re.sub(r"=\s*(?:\"[^\"]*\"|'[^']*')", " ", rest))
        refused = [item for item in names if item.lower() not in ATTRIBUTES]
        if refused:
            yield position, f"the attribute {refused[0]} is not allowed", HINT
        elif not tag:
            yield position, f"the tag <{name}> is not written as HTML should be", 'write <tag name="value">'


def _attributes(plain: str) -> Iterator[tuple[int, str, str]]:
    for found in ATTRIBUTE_LIST.finditer(plain):
        for name in re.findall(r"([^\s={}\"']+)\s*=", found[1]):
            if name.lower().startswith("on") or name.lower() in UNSAFE:
                yield (
                    found.start(),
                    f"the attribute {name} is not allowed in an attribute list",
                    "leave it out",
                )


def _addresses(plain: str) -> Iterator[tuple[int, str, str]]:
    for found in ADDRESS.finditer(plain):
        written = plain[found.end() : found.end() + 300]
        address = re.sub(r"[\s<\x00-\x20]", "", unescape(written)).lower()
        scheme = next((item for item in SCRIPTS if address.startswith(item)), "")
        if scheme:
            shown = written.strip().split(")")[0].split("\n")[0][:60]
            yield found.start(), f"the link '{shown}' runs code", "link to a page"
