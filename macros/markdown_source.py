"""What can be read from Markdown without rendering it: links, code blocks, prose, macro calls."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from string import ascii_lowercase, digits
from typing import Any

import jinja2
from jinja2 import nodes

#: An opening fence as pymdownx.superfences takes it: a language, then a list of classes or known options.
#: What does not match is no fence there either, and what follows is text.
_OPTION = r'\s*(?:title="[^"]*"|(?:hl_lines|linenums)="[\d -]+")'
FENCE = re.compile(
    rf"( *)(`{{3,}}|~{{3,}}) *((?:\.?[\w#.+-]+(?= |$))? *"
    rf"(?:\{{(?: *[.#][\w-]+|{_OPTION})+ *\}}|(?:{_OPTION}(?= |$))*))\s*"
)
#: Blanks on the first line, and fences or indented code in a quote.
UNCLEAR = re.compile(r"\A +\n|^ *>[> ]*(?:```|~~~|>? {4})", re.MULTILINE)
ATTRIBUTES = re.compile(r"\{:?\s([^{}]*)\}\s*$")
# Possessive and bounded, so that no text makes them slow; no address is that long.
LINK = re.compile(r"\[[^\[\]]*+(?:\[[^\[\]]*+\][^\[\]]*+)*+\]\(\s*+<?([^)\s>]{1,2000}+)>?[^)]{0,1000}+\)")
LINK_TEXT = re.compile(r"\[([^\[\]]*+(?:\[[^\[\]]*+\][^\[\]]*+)*+)\]\([^)\n]{0,3000}+\)")
TARGET = re.compile(r"\]\(\s*<?([^)\s>]+)")
REFERENCE = re.compile(r"^(?:[ >]|[-+] |\d+\. )*\[(?!\^)[^\[\]]*\]:\s*<?(\S+?)>?(?=\s|$)", re.MULTILINE)
#: The look back stands behind a backtick, for a search is quick where it begins with a letter or a sign.
INLINE_CODE = re.compile(r"((?:`(?<![\\`]`))`*)(?!`).*?(?<!`)\1(?!`)")
JINJA_START = re.compile(r"\{[{%#]")
#: The same, one by one where what is around them may be broken; what is raw is none.
APART = re.compile(
    r"\{%-?\s*raw\s*-?%\}(?:(?!\{%-?\s*raw).)*?\{%-?\s*endraw\s*-?%\}"
    r"|\{#(?:(?!\{#).)*?#\}|\{%(?:(?!\{[{%#]).)*?%\}|\{\{(?:(?!\{[{%#]).)*?\}\}",
    re.DOTALL,
)
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)

#: The one form that nearly all calls have: texts, or lists of texts, in double quotes, on one line.
#: All else is left to Jinja, and so are words that mean something to it.
_TEXT = r'"[^"\\{}\n]*+"'
_VALUE = rf"(?:{_TEXT}|\[{_TEXT}(?:, {_TEXT})*+\])"
_TEXT_IN_LIST = re.compile(r'"([^"]*)"')
_ARGUMENT = re.compile(rf"(?:([a-z_]+)=)?({_VALUE})")
PLAIN_CALL = re.compile(
    rf"\{{\{{ (?!(?:not|true|false|none)\b)([a-z_]+)"
    rf"\(((?:{_VALUE}(?:, (?=[a-z_\"\[])|(?=\))))*+(?:[a-z_]+={_VALUE}(?:, (?=[a-z_])|(?=\))))*+)\) \}}\}}"
)

#: Every byte as it is where it can stand in a word in lower case, else a blank.
_BLANKS = bytes(sign if chr(sign) in ascii_lowercase + digits else ord(" ") for sign in range(256))

_JINJA = jinja2.Environment()  # noqa: S701 (only parses)


@dataclass(frozen=True)
class Fence:
    """A fenced code block: the lines of its fences (from 1 in the text) and what follows the backticks."""

    line: int
    info: str
    code: str
    end: int


@dataclass(frozen=True)
class Call:
    """A macro call. `literal` tells whether every argument is a constant; only then are they filled."""

    name: str
    line: int
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = field(default_factory=dict, hash=False)
    literal: bool = True

    def text(self, name: str, position: int = 0) -> str:
        """The text given for a parameter, by position or by name; empty when there is none."""
        value = self.args[position] if len(self.args) > position else self.kwargs.get(name)
        return value if isinstance(value, str) else ""


@dataclass(frozen=True)
class TemplateError:
    """Jinja that does not parse, or that is no macro call."""

    line: int
    message: str


#: Calls, (line, name) of what is printed without a call, and everything else.
Template = tuple[tuple[Call, ...], tuple[tuple[int, str], ...], tuple[TemplateError, ...]]
#: How many texts are kept with what was read from them, for one check asks after the other.
KEPT = 8192


def _is_unclear(text: str) -> bool:
    return (text.startswith(" ") or ">" in text) and bool(UNCLEAR.search(text))


@lru_cache(maxsize=KEPT)
def fences(text: str) -> tuple[Fence, ...]:
    """Every fenced code block.

    As in pymdownx.superfences, a block that is never closed, or that a less indented line ends, is text. In a
    text where Markdown is not easily followed, nothing counts as code.
    """
    if ("```" not in text and "~~~" not in text) or _is_unclear(text):
        return ()
    found: list[Fence] = []
    opened: re.Match[str] | None = None
    lines = text.split("\n")
    start = 0
    for number, line in enumerate(lines, 1):
        if opened is None:
            if "```" in line or "~~~" in line:
                opened, start = FENCE.fullmatch(line), number
        elif line[: len(opened[1])].strip():
            opened = None
        elif line[len(opened[1]) :].rstrip() == opened[2]:
            found.append(Fence(start, opened[3].strip(), "\n".join(lines[start : number - 1]), number))
            opened = None
    return tuple(found)


@lru_cache(maxsize=KEPT)
def code_lines(text: str) -> frozenset[int]:
    """Numbers of the lines of fenced code, the fences themselves included."""
    return frozenset(number for fence in fences(text) for number in range(fence.line, fence.end + 1))


def text_lines(text: str) -> Iterator[tuple[int, str]]:
    """(line number, line) for lines outside fenced code, inline code blanked out."""
    code = code_lines(text)
    for number, line in enumerate(without_code(text).split("\n"), 1):
        if number not in code:
            yield number, line


def links(text: str) -> list[tuple[int, str]]:
    """(line, target) for each link, image and reference; the text of a link may span lines."""
    plain = without_code(text)
    found = [
        (match.start(1), match[1]) for pattern in (TARGET, REFERENCE) for match in pattern.finditer(plain)
    ]
    line_of = line_numbers(plain)
    return [(line_of(start), target) for start, target in sorted(found)]


@lru_cache(maxsize=KEPT)
def without_code(text: str) -> str:
    """The text, line for line, with code blanked out."""
    if "`" not in text and "~" not in text:
        return text
    code = code_lines(text)
    if code:
        lines = enumerate(text.split("\n"), 1)
        text = "\n".join("" if number in code else line for number, line in lines)
    return INLINE_CODE.sub(lambda match: " " * len(match[0]), text)


def _without_headings(text: str) -> str:
    """The text, line for line, with headings blanked out."""
    if "#" not in text:
        return text
    lines = text.split("\n")
    return "\n".join("" if line.startswith("#") else line for line in lines)


@lru_cache(maxsize=KEPT)
def prose(text: str) -> str:
    """The running text, line for line: no code, headings, links, macro calls or attribute lists."""
    plain = _without_headings(LINK.sub(_blank, without_code(JINJA.sub(_blank, text))))
    if "{" not in plain:
        return plain
    return "\n".join(ATTRIBUTES.sub(" ", line) if "{" in line else line for line in plain.split("\n"))


def plain_words(text: str) -> list[bytes]:
    """The runs of ASCII letters and digits in a text, in lower case.

    Signs are blanked out, which is much quicker than to look for words.
    """
    return text.lower().encode("ascii", "replace").translate(_BLANKS).split()


def line_numbers(text: str) -> Callable[[int], int]:
    """A function that gives the line of a position, from 1: quick where many positions are asked for."""
    ends = [match.start() for match in re.finditer("\n", text)]
    return lambda position: bisect_left(ends, position) + 1


def _blank(match: re.Match[str]) -> str:
    """A blank, and the line breaks of what it stands for."""
    return " " + "\n" * match[0].count("\n")


@lru_cache(maxsize=KEPT)
def statements(text: str) -> str:
    """What the text says, line for line: no code and no headings; `…` for a macro call, words for a link."""
    plain = without_code(JINJA.sub(lambda call: "…" + _blank(call), text))
    return _without_headings(LINK_TEXT.sub(r"\1", plain))


@lru_cache(maxsize=KEPT)
def macro_calls(text: str) -> Template:
    """(calls, (line, name) of what is printed without a call, everything else) of a Jinja template.

    Lines count from 1 in `text`.
    """
    if not JINJA_START.search(text):
        return (), (), ()
    plain = plain_calls(text)
    return parsed(text) if plain is None else (tuple(call for _, call in plain), (), ())


def plain_calls(text: str) -> list[tuple[tuple[int, int], Call]] | None:
    """((start, end), call) for each call of a text whose calls have the plain form; None for any other."""
    if "\r" in text:
        return None  # Jinja counts it as the end of a line
    calls: list[tuple[tuple[int, int], Call]] = []
    end, line = 0, 1
    for match in PLAIN_CALL.finditer(text):
        between = text[end : match.start()]
        if between.endswith("{") or JINJA_START.search(between):
            return None
        line += between.count("\n")
        args, kwargs = [], {}
        for name, written in _ARGUMENT.findall(match[2]):
            value = written[1:-1] if written[0] == '"' else _TEXT_IN_LIST.findall(written)
            if name:
                kwargs[name] = value
            else:
                args.append(value)
        calls.append((match.span(), Call(match[1], line, tuple(args), kwargs)))
        end = match.end()
    return None if JINJA_START.search(text, end) else calls


def parsed(text: str) -> Template:
    """The same, by Jinja's own parser, for any text."""
    try:
        return _read(text)
    except RecursionError:
        return (), (), (_fault(text),)
    except jinja2.TemplateSyntaxError as error:
        return _read_apart(text, _fault(text, error))


def _fault(text: str, error: jinja2.TemplateSyntaxError | None = None) -> TemplateError:
    if error is None:
        return TemplateError(_first_call(text), "this macro call is nested too deeply")
    message = (error.message or "bad syntax").rstrip(".")
    return TemplateError(error.lineno, f"this macro call does not parse: {message}")


def _read_apart(text: str, fault: TemplateError) -> Template:
    """What stands in each pair of braces of a text that does not parse as a whole, for `fault`.

    One call that does not parse must not hide the others.
    """
    calls: list[Call] = []
    names: list[tuple[int, str]] = []
    others: list[TemplateError] = []
    line_of = line_numbers(text)
    for match in APART.finditer(text):
        if match[0].startswith("{%"):
            continue  # a part of a block, which says nothing alone
        above = line_of(match.start()) - 1
        try:
            found = _read(match[0])
        except RecursionError:
            found = (), (), (_fault(match[0]),)
        except jinja2.TemplateSyntaxError as error:
            found = (), (), (_fault(match[0], error),)
        calls += (replace(call, line=call.line + above) for call in found[0])
        names += ((line + above, name) for line, name in found[1])
        others += (TemplateError(item.line + above, item.message) for item in found[2])
    rest = APART.sub(lambda match: " " * len(match[0]), text)
    for match in JINJA_START.finditer(rest):
        end = {"{{": "}}", "{%": "%}", "{#": "#}"}[match[0]]
        others.append(TemplateError(line_of(match.start()), f"this '{match[0]}' has no '{end}'"))
    return tuple(calls), tuple(names), tuple(sorted(others, key=lambda item: item.line)) or (fault,)


def _read(text: str) -> Template:
    tree = _JINJA.parse(text)
    others = list(_blank_control(text))
    calls = tuple(
        _call(node, node.node.name) for node in tree.find_all(nodes.Call) if isinstance(node.node, nodes.Name)
    )
    names = []
    for node in tree.body:
        for part in node.nodes if isinstance(node, nodes.Output) else [node]:
            if isinstance(part, nodes.Name):
                names.append((part.lineno, part.name))
            elif not isinstance(part, nodes.TemplateData) and not _is_call(part):
                others.append(TemplateError(part.lineno, "only macro calls stand in double braces"))
    return calls, tuple(names), tuple(others)


def _first_call(text: str) -> int:
    found = JINJA_START.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _is_call(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name)


def _blank_control(text: str) -> Iterator[TemplateError]:
    """Comments and signs that swallow blank space: with them a text could hide what it becomes."""
    for line, kind, value in _JINJA.lex(text):
        if kind == "comment_begin" or (kind.endswith(("_begin", "_end")) and {"-", "+"} & set(value)):
            yield TemplateError(line, f"'{value.strip()}' is not used here")


def _call(node: nodes.Call, name: str) -> Call:
    try:
        args = tuple(arg.as_const() for arg in node.args)
        kwargs = {pair.key: pair.value.as_const() for pair in node.kwargs}
        if node.dyn_args or node.dyn_kwargs:
            raise nodes.Impossible
    except nodes.Impossible:
        return Call(name, node.lineno, literal=False)
    return Call(name, node.lineno, args, kwargs)
