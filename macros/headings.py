"""The headings of a Markdown text and their anchors, as Python-Markdown has them, without rendering it.

Headings stand where a line begins with `#` or is underlined; those in lists, boxes and raw HTML are left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from html import unescape
from typing import NamedTuple

from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions.attr_list import AttrListTreeprocessor, get_attrs_and_remainder
from markdown.extensions.toc import slugify, unique

from macros.markdown_source import KEPT, code_lines, without_code

#: A heading that holds no other `#`: read so ten times as fast as by Python-Markdown's expression.
HASHES = re.compile(r"#{1,6} *+([^#\\\n]*[^#\\\s])")
UNDERLINE = re.compile(r"(?:=+|-+) *")
UNDERLINED = re.compile(r"\n(?:=+|-+) *(?=\n|\Z)")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
#: Code in a title, where it is no more than what it shows.
CODE = re.compile(r"(?<![`\\])`(?![`#\s])([^`\\\n]+)(?<!\s)`(?!`)")
#: What may be more than it shows: marks, entities, tags, links, lists of attributes.
MARKED = re.compile(r"[`*\[\]<>&\\{}!^~=]|(?<!\w)_|_(?!\w)")
#: An attribute list that may hold an id, wherever it stands; no macro call.
#: The look back stands behind the brace, for a search is quick where it begins with a sign.
ATTRIBUTES = re.compile(r"\{(?<!\{\{):? *([^{}\n ][^{}\n]*)\}(?!\})")
EXTENSIONS = ("attr_list", "footnotes", "toc", "pymdownx.inlinehilite")
#: A line that says where a link in brackets leads, or what a footnote says.
DEFINITION = re.compile(r" {0,3}\[[^\[\]]+\]: ")
#: Characters of a title beyond which it is taken as it is written.
MOST = 1000
#: Stands before an anchor that was made of a title.
MADE = "\ufdd0"


class Heading(NamedTuple):
    """A heading: its line, from 1; its title without marks; the id that it is given, empty where none is."""

    line: int
    title: str
    id: str


@lru_cache(maxsize=KEPT)
def headings(text: str) -> tuple[Heading, ...]:
    """Every heading of a text, in its order."""
    if "#" not in text and "\n-" not in text and "\n=" not in text:
        return ()
    return tuple(Heading(line, *_read(title, text)) for line, title in _titles(text))


def anchors(text: str, reserved: Collection[str] = ()) -> list[str]:
    """The anchor of each heading of a text, in their order.

    Ids that are given come first, wherever they stand; so do those `reserved` for what else is on the page.
    """
    found = headings(text)
    taken = {*reserved, *given_ids(text)}
    return [heading.id or unique(slugify(heading.title, "-"), taken) for heading in found]


@lru_cache(maxsize=KEPT)
def given_ids(text: str) -> frozenset[str]:
    """The ids that a text gives to its headings and to other parts."""
    if "{" not in text or ("#" not in text and "id=" not in text):
        return frozenset()
    lists = [get_attrs_and_remainder(match[1])[0] for match in ATTRIBUTES.finditer(without_code(text))]
    given = [value for attributes in lists for key, value in attributes if key == "id" and value]
    return frozenset((*given, *(heading.id for heading in headings(text) if heading.id)))


def _titles(text: str) -> Iterator[tuple[int, str]]:
    """(line, title as it is written) of each heading."""
    code = code_lines(text)
    if "<!--" in text:
        text = COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
    if UNDERLINED.search(text):
        yield from _titles_in_blocks(text.split("\n"), code)
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("#") and number not in code and (title := _title(line)) is not None:
            yield number, title


def _titles_in_blocks(lines: list[str], code: Collection[int]) -> Iterator[tuple[int, str]]:
    """The same, where a line may be a title by what stands below it."""
    begins, skips = True, False  # whether the line begins a block, or underlines the one above
    for number, line in enumerate(lines, 1):
        if skips:
            begins, skips = True, False
        elif number in code:
            begins = False
        elif (title := _title(line)) is not None:
            yield number, title
            begins = True
        elif begins and number + 1 not in code and _is_underlined(line, *lines[number : number + 1]):
            yield number, line.strip()
            skips = True
        else:
            begins = not line.strip()


def _title(line: str) -> str | None:
    """What a line says that begins with `#`; None where it is no heading."""
    plain = HASHES.fullmatch(line)
    if plain:
        return plain[1].strip()
    found = HashHeaderProcessor.RE.match(line) if line.startswith("#") else None
    return found["header"].strip() if found else None


def _is_underlined(line: str, below: str = "") -> bool:
    return bool(line.strip()) and not line.startswith("    ") and bool(UNDERLINE.fullmatch(below))


def _read(title: str, text: str) -> tuple[str, str]:
    """(the title without marks, the id that it is given)."""
    anchor, plain = "", title
    found = AttrListTreeprocessor.HEADER_RE.search(title) if title.count("{") == 1 else None
    if found:
        attributes, remainder = get_attrs_and_remainder(found[1])
        if not remainder:
            anchor = next((str(value) for key, value in reversed(attributes) if key == "id"), "")
            plain = title[: found.start()].rstrip("#").rstrip()
    if not MARKED.search(CODE.sub("", plain)):
        return " ".join(CODE.sub(r"\1", plain).split()), anchor
    return _converted(title, _definitions(text) if "[" in title else "")


def _definitions(text: str) -> str:
    """The addresses and footnotes that a title may refer to."""
    return "\n\n".join(line.strip() for line in text.split("\n") if DEFINITION.match(line))


def _converted(title: str, definitions: str) -> tuple[str, str]:
    """The same for any title, by Python-Markdown itself."""
    if len(title) > MOST:
        return title, ""
    converter = _converter()
    converter.reset()
    try:
        converter.convert(f"# {title} #\n\n{definitions}")
    except RecursionError:  # the check of nesting reports it
        return title, ""
    for token in converter.toc_tokens:  # type: ignore[attr-defined]
        made = token["id"].startswith(MADE)
        return (token["id"].removeprefix(MADE), "") if made else (unescape(token["name"]), token["id"])
    return title, ""


@cache
def _converter() -> Markdown:
    return Markdown(
        extensions=list(EXTENSIONS),
        extension_configs={"toc": {"slugify": lambda title, _: f"{MADE}{title}"}},
    )
