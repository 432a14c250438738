"""What can be read from Markdown without rendering it: headings, links, code blocks, prose, macro calls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import jinja2
from jinja2 import nodes

FENCE = re.compile(r"^\s*(`{3,}|~{3,})(.*)$")
HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
ATTRIBUTES = re.compile(r"\{:?\s([^{}]*)\}\s*$")
LINK = re.compile(r"\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
REFERENCE = re.compile(r"^\s{0,3}\[[^\]]+\]:\s+<?(\S+?)>?(?:\s|$)")
INLINE_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)

_JINJA = jinja2.Environment()  # noqa: S701 (only parses)


@dataclass(frozen=True)
class Fence:
    """A fenced code block: the line it opens on (from 1 in the text) and what follows the backticks."""

    line: int
    info: str
    code: str


@dataclass(frozen=True)
class Call:
    """A macro call. `literal` tells whether every argument is a constant; only then are they filled."""

    name: str
    line: int
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = field(default_factory=dict, hash=False)
    literal: bool = True


@dataclass(frozen=True)
class TemplateError:
    """Jinja that does not parse."""

    line: int
    message: str


def _scan(text: str) -> Iterator[tuple[int, str, bool]]:
    """(line number, line, is it code) for each line; the fences themselves count as code."""
    closing = ""
    for number, line in enumerate(text.split("\n"), 1):
        match = FENCE.match(line)
        if closing:
            yield number, line, True
            if match and match[1].startswith(closing) and not match[2].strip():
                closing = ""
        elif match:
            closing = match[1]
            yield number, line, True
        else:
            yield number, line, False


def fences(text: str) -> list[Fence]:
    """Every fenced code block."""
    found: list[Fence] = []
    opened: tuple[int, str] | None = None
    closing, code = "", []  # type: str, list[str]
    for number, line, is_code in _scan(text):
        if not is_code:
            continue
        match = FENCE.match(line)
        if opened is None and match:
            opened, closing, code = (number, match[2].strip()), match[1], []
        elif opened and match and match[1].startswith(closing) and not match[2].strip():
            found.append(Fence(opened[0], opened[1], "\n".join(code)))
            opened = None
        else:
            code.append(line)
    if opened:
        found.append(Fence(opened[0], opened[1], "\n".join(code)))
    return found


def text_lines(text: str) -> Iterator[tuple[int, str]]:
    """(line number, line) for lines outside fenced code, inline code blanked out."""
    for number, line, is_code in _scan(text):
        if not is_code:
            yield number, INLINE_CODE.sub(lambda match: " " * len(match[0]), line)


def headings(text: str) -> list[tuple[int, str, str]]:
    """(line, text, explicit id or empty) for each `#` heading."""
    found = []
    for number, line, is_code in _scan(text):
        match = None if is_code else HEADING.match(line)
        if match:
            title, anchor = match[2], ""
            attributes = ATTRIBUTES.search(title)
            if attributes:
                title = title[: attributes.start()].strip()
                anchor = next((a[1:] for a in attributes[1].split() if a.startswith("#")), "")
            found.append((number, title, anchor))
    return found


def links(text: str) -> list[tuple[int, str]]:
    """(line, target) for each link and image."""
    found = []
    for number, line in text_lines(text):
        found += [(number, match[1]) for match in LINK.finditer(line)]
        reference = REFERENCE.match(line)
        if reference:
            found.append((number, reference[1]))
    return found


def prose(text: str) -> str:
    """The running text: no code, headings, links, macro calls or attribute lists."""
    kept = [
        "" if HEADING.match(line) else LINK.sub(" ", line) for _, line in text_lines(JINJA.sub(" ", text))
    ]
    return ATTRIBUTES.sub(" ", "\n".join(kept))


@lru_cache(maxsize=4096)
def macro_calls(text: str) -> tuple[tuple[Call, ...], tuple[str, ...], TemplateError | None]:
    """(calls, names that are used but not called, syntax error) of a Jinja template.

    Lines count from 1 in `text`.
    """
    if "{{" not in text and "{%" not in text and "{#" not in text:
        return (), (), None
    try:
        tree = _JINJA.parse(text)
    except jinja2.TemplateSyntaxError as error:
        return (), (), TemplateError(error.lineno, (error.message or "bad syntax").rstrip("."))
    calls = tuple(
        _call(node, node.node.name) for node in tree.find_all(nodes.Call) if isinstance(node.node, nodes.Name)
    )
    called = {call.name for call in calls}
    names = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}
    return calls, tuple(sorted(names - called)), None


def _call(node: nodes.Call, name: str) -> Call:
    try:
        args = tuple(arg.as_const() for arg in node.args)
        kwargs = {pair.key: pair.value.as_const() for pair in node.kwargs}
        if node.dyn_args or node.dyn_kwargs:
            raise nodes.Impossible
    except nodes.Impossible:
        return Call(name, node.lineno, literal=False)
    return Call(name, node.lineno, args, kwargs)
