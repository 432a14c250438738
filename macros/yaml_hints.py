"""What to do about YAML that does not parse: a parser says what it did not find, a person wants to know why.

Each rule knows the words of libyaml and of PyYAML for one fault, looks at the lines around it, and says
nothing where it is not sure.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from macros.merge_conflicts import HINT

#: A key without a blank after its colon; an address is none.
GLUED = re.compile(r"\s*(?:- +)*([A-Za-z_][\w-]*):(?!//)[^ :]")
#: A key, perhaps the first of an item.
KEY = re.compile(r"\s*(?:- +)*(?:[\w-]+|\"[^\"]*\"|'[^']*'):(?: |$)")
ITEM = re.compile(r"\s*-(?: |$)")
COMMENT = re.compile(r"\s#")
CONFLICT = re.compile(r"(?:<<<<<<<|>>>>>>>) |=======$")
#: What YAML refuses anywhere. Source: https://yaml.org/spec/1.1/#id868524
UNPRINTABLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
DEPTH = "indent the '-' as those of the other items of its list"
CLOSING = {"[": "]", "{": "}"}


class Fault(NamedTuple):
    """Lines of a text, and where in them (line and column from 0) the fault is and its context begins."""

    lines: list[str]
    line: int
    column: int
    first: int
    first_column: int

    @property
    def text(self) -> str:
        """The line of the fault."""
        return self.lines[self.line]

    @property
    def before(self) -> str:
        """What stands before the fault on its line."""
        return self.text[: self.column]

    @property
    def sign(self) -> str:
        """The character at which it is; empty at the end of a line."""
        return self.text[self.column : self.column + 1]

    @property
    def opening(self) -> str:
        """The character with which the context begins."""
        return self.lines[self.first][self.first_column : self.first_column + 1]

    @property
    def above(self) -> int:
        """The nearest line above that holds something; the line itself where there is none."""
        found = (number for number in range(self.line - 1, -1, -1) if self.lines[number].strip())
        return next(
            (number for number in found if not self.lines[number].lstrip().startswith("#")), self.line
        )


#: The line, from 0, and what to do there; no hint where nothing fits.
Advice = tuple[int, str]


def advice(text: str, error: Exception) -> Advice:
    """Where to look, and what to do about a fault that a parser of YAML found in `text`."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    lines = text.split("\n")
    unprintable = UNPRINTABLE.search(text)
    if mark is None and unprintable:
        return text.count("\n", 0, unprintable.start()), f"take the character U+{ord(unprintable[0]):04X} out"
    if mark is None:
        return 0, ""
    conflict = next((number for number, line in enumerate(lines) if CONFLICT.match(line)), None)
    if conflict is not None:
        return conflict, HINT
    context: Any = getattr(error, "context_mark", None) or mark
    # YAML ends a line at more signs than files do
    line, first = (min(place.line, len(lines) - 1) for place in (mark, context))
    fault = Fault(lines, line, mark.column, first, context.column)
    if "\t" in fault.text[: len(fault.text) - len(fault.text.lstrip())]:
        return fault.line, "indent with spaces, not tabs"
    said = f"{getattr(error, 'context', None) or ''}: {getattr(error, 'problem', None) or ''}"
    rule = next((rule for pattern, rule in RULES if re.search(pattern, said)), None)
    return rule(fault) if rule else (fault.line, "")


def _no_key(fault: Fault) -> Advice:
    """A line that should be a key and is none."""
    line = fault.lines[fault.first]
    glued = GLUED.match(line)
    if glued:
        return fault.first, f"put a blank after '{glued[1]}:'"
    if re.match(r"\s*-[^\s-]", line):
        return fault.first, "put a blank after the '-'"
    return fault.first, "write 'key: value', or indent the line more than the key whose text goes on here"


def _colon(fault: Fault) -> Advice:
    """A colon where no key can stand."""
    if not KEY.fullmatch(f"{fault.before}:"):
        return fault.line, "put the text in quotes, for it holds ': '"
    above = fault.lines[fault.above]
    glued = GLUED.match(above)
    if glued:
        return fault.above, f"put a blank after '{glued[1]}:'"
    if _indent(above) >= _indent(fault.text):
        return fault.above, "" if KEY.match(above) else "write 'key: value'"
    return fault.line, "indent a key as those beside it; a text that goes on here and holds ': ' needs quotes"


def _in_brackets(fault: Fault) -> Advice:
    """No comma and no end of a list or mapping in brackets."""
    below = fault.line > fault.first and _indent(fault.text) <= _indent(fault.lines[fault.first])
    ends = below or not fault.sign
    if ends and COMMENT.search(fault.lines[fault.first], fault.first_column):
        return fault.first, "put a text with ' #' in quotes, for that begins a comment"
    if ends:
        return fault.first, f"close the '{fault.opening}' with '{CLOSING.get(fault.opening, ']')}'"
    if fault.sign == ":":
        return fault.line, "put a text with ': ' in quotes, and a comma between items"
    return fault.line, "put a comma between items, and a text with brackets or quotes within it in quotes"


def _quote(fault: Fault) -> Advice:
    """A quote that has no end."""
    return fault.first, f"close the quote ({fault.opening}) that begins here"


def _misplaced(fault: Fault) -> Advice:
    """Something where the next key or item should stand."""
    if fault.before.strip():
        return _after_a_value(fault)
    above = fault.lines[fault.above]
    if ITEM.match(fault.text):
        if KEY.match(above) and not ITEM.match(fault.lines[fault.first]):
            return fault.above, "leave nothing behind the colon of a key whose list begins below"
        return fault.line, DEPTH
    if KEY.match(fault.text):
        if ITEM.match(fault.lines[fault.first]):
            return fault.line, "indent the key as the first one of its item"
        return fault.line, "indent the key as those beside it"
    if COMMENT.search(above):
        return fault.above, "put a text with ' #' in quotes, for that begins a comment"
    return fault.line, ""


def _after_a_value(fault: Fault) -> Advice:
    """Something on the line of a value that has ended."""
    last = fault.before.rstrip()[-1]
    if last in "]}":
        if fault.sign in "]}":
            return fault.line, f"leave out the '{fault.sign}', for nothing is open"
        return fault.line, "put a text that begins with a bracket in quotes"
    if last not in "\"'":
        return fault.line, ""
    if fault.before.count(last) % 2:
        above = (number for number in range(fault.line - 1, -1, -1) if fault.lines[number].count(last) % 2)
        return next(above, fault.line), f"close the quote ({last}) that begins here"
    if fault.sign == ",":
        return fault.line, "leave out the comma behind the quote"
    if last == "'" and fault.column and fault.before[-1] == "'":
        return fault.line, "write the apostrophe twice ('') within single quotes, or take double quotes"
    return fault.line, "put the whole text in quotes, with single ones around double ones"


def _list_behind_a_key(fault: Fault) -> Advice:
    return fault.line, "begin a list below its key; a text that begins with '- ' needs quotes"


def _first_sign(fault: Fault) -> Advice:
    """A text that begins with a sign that means something in YAML."""
    sign = fault.opening if fault.opening in "*&!|>" else fault.sign
    return fault.line, f"put the text in quotes, for it begins with '{sign}'" if sign.strip() else ""


def _escape(fault: Fault) -> Advice:
    return fault.line, r"write '\\' for a backslash within double quotes, or take single quotes"


def _before_the_first(fault: Fault) -> Advice:
    written = (number for number, line in enumerate(fault.lines) if line.strip() and line.strip()[0] != "#")
    first = next(written, fault.line)
    if fault.lines[first].startswith(" "):
        return first, "indent the key as those beside it"
    return fault.line, ""


def _second_document(fault: Fault) -> Advice:
    return fault.line, "leave out this line" if fault.text.strip() in {"---", "..."} else ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


#: What a parser says (its context, a colon, the problem), and what knows more.
RULES: tuple[tuple[str, Callable[[Fault], Advice]], ...] = (
    (r"scanning a simple key: could not find expected ':'", _no_key),
    (r"mapping values are not allowed", _colon),
    (r"expected ',' or '[\]}]'", _in_brackets),
    (r"quoted scalar: found unexpected", _quote),
    (r"unknown escape character", _escape),
    (r"did not find expected (?:key|'-' indicator)|expected <block end>", _misplaced),
    (r"(?:block )?sequence entries are not allowed", _list_behind_a_key),
    (
        r"cannot start any token|scanning an? (?:alias|anchor)|undefined alias|constructor for the tag",
        _first_sign,
    ),
    (r"scanning a (?:block scalar|tag)", _first_sign),
    (r"expected <?'?<?document start", _before_the_first),
    (r"second document", _second_document),
)
