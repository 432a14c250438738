"""A picture that is set into pages is markup, so it is read as strictly as text is.

What is not known to be harmless is refused, and the picture is written anew from what was read: what an HTML
parser takes differently than an XML parser does not come through.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from html import escape
from xml.parsers import expat

from macros.issues import Issue, Location, did_you_mean

CHECK = "format"
#: Numbers, letters of path commands, names, functions of them; nothing that could be another site's address.
PLAIN = re.compile(r"[\w\s.,()#%+-]*", re.ASCII)


@dataclass(frozen=True)
class Form:
    """How the values of an attribute look, and what to do about one that does not."""

    pattern: re.Pattern[str] = PLAIN
    hint: str = "write numbers and names"


@dataclass(frozen=True)
class Kind:
    """What pictures of a kind may hold; `name` has its article.

    `texts` are the elements that may hold text, `words` those that hold nothing else. `root` are attributes
    that the first element must have, `given` those that it gets. `remedy` is what to do about any fault,
    where that is always the same.
    """

    name: str
    elements: Set[str]
    attributes: Mapping[str, Form]
    texts: Set[str] = frozenset()
    words: Set[str] = frozenset()
    root: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    remedy: str = ""


def read_svg(data: bytes, path: str, kind: Kind) -> tuple[str, list[Issue]]:
    """(the picture as it may stand in a page, what is wrong with it). Empty when anything is."""
    reader = _Reader(path, kind)
    try:
        reader.parser.Parse(data, True)  # refuses entity bombs since 2.4.1
    except expat.ExpatError as error:
        reader.fault(error.lineno, f"this is no SVG: {expat.ErrorString(error.code)}")
    return ("" if reader.issues else "".join(reader.parts)), reader.issues


class _Reader:
    """Takes the picture apart and writes down what it holds."""

    def __init__(self, path: str, kind: Kind) -> None:
        self.path = path
        self.kind = kind
        self.parts: list[str] = []
        self.issues: list[Issue] = []
        self.open: list[str] = []
        self.is_empty = False
        self.parser = expat.ParserCreate("utf-8")  # whatever the picture says of itself
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = lambda *_: self._refuse("document type")
        self.parser.ProcessingInstructionHandler = lambda *_: self._refuse("processing instruction")

    def fault(self, line: int, message: str, hint: str = "") -> None:
        self.issues.append(Issue(Location(self.path, line), message, CHECK, self.kind.remedy or hint))

    def _refuse(self, what: str, hint: str = "leave it out") -> None:
        self.fault(self.parser.CurrentLineNumber, f"{self.kind.name} has no {what}", hint)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name not in self.kind.elements:
            self._refuse(f"<{name}>", did_you_mean(name, self.kind.elements) or "draw with shapes and paths")
        elif self.open and self.open[-1] in self.kind.words:
            self._refuse(f"<{name}> in its <{self.open[-1]}>", "write plain text there")
        kept = {key: value for key, value in attributes.items() if not key.startswith("xmlns")}
        for key, value in kept.items():
            form = self.kind.attributes.get(key)
            if form is None:
                self._refuse(f"attribute {key}", did_you_mean(key, self.kind.attributes) or "leave it out")
            elif not form.pattern.fullmatch(value):
                self._refuse(f'{key} "{value}"', form.hint)
        if not self.open:
            if name != "svg" or not self.kind.root.items() <= kept.items():
                head = f"<svg{_written(self.kind.root)}>"
                self.fault(self.parser.CurrentLineNumber, f"{self.kind.name} begins with {head}")
            kept = {**self.kind.given, **kept}
        self.open.append(name)
        self.parts.append(f"<{name}{_written(kept)}>")
        self.is_empty = True

    def _end(self, name: str) -> None:
        self.open.pop()
        if self.is_empty:
            self.parts[-1] = f"{self.parts[-1][:-1]}/>"
        else:
            self.parts.append(f"</{name}>")
        self.is_empty = False

    def _text(self, text: str) -> None:
        if self.open[-1] in self.kind.texts:
            self.parts.append(escape(text, quote=False))
            self.is_empty = False
        elif text.strip():
            self._refuse("text" if not self.kind.texts else f"text in its <{self.open[-1]}>")


def _written(attributes: Mapping[str, str]) -> str:
    return "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
