"""An icon is content, and markup that is set into pages: so it is read as strictly as text is.

What is not known to be harmless is refused, and the picture is written anew from what was read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from xml.parsers import expat

from macros.issues import Issue, Location, did_you_mean

#: The file's name, in the folder of a category or a service.
NAME = "icon.svg"
MOST = 2_000  # bytes: a page may show all of them
VIEW = "0 0 24 24"
ELEMENTS = {"svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon"}
PAINT = {"fill", "stroke"}
ATTRIBUTES = {
    "viewBox", "d", "points", "cx", "cy", "r", "rx", "ry", "x", "y", "x1", "y1", "x2", "y2", "width",
    "height", "transform", "fill-opacity", "fill-rule", "opacity", "stroke-width", "stroke-linecap",
    "stroke-linejoin", "stroke-dasharray", *PAINT,
}  # fmt: skip
#: Numbers, letters of path commands, names of caps and joins; nothing that could be an address.
VALUE = re.compile(r"[\w\s.,()#+-]*", re.ASCII)
CHECK = "format"


def read_icon(data: bytes, path: str) -> tuple[str, list[Issue]]:
    """(the picture as it may stand in a page, what is wrong with it). Empty when anything is."""
    reader = _Reader(path)
    if len(data) > MOST:
        reader.fault(1, f"the icon has {len(data)} bytes", f"draw it with fewer points: {MOST} are allowed")
    try:
        reader.parser.Parse(data, True)  # refuses entity bombs since 2.4.1
    except expat.ExpatError as error:
        reader.fault(error.lineno, f"this is no SVG: {expat.ErrorString(error.code)}")
    return ("" if reader.issues else "".join(reader.parts)), reader.issues


class _Reader:
    """Takes the picture apart and writes down what it holds."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.parts: list[str] = []
        self.issues: list[Issue] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = lambda *_: self._refuse("document type")
        self.parser.ProcessingInstructionHandler = lambda *_: self._refuse("processing instruction")

    def fault(self, line: int, message: str, hint: str = "") -> None:
        self.issues.append(Issue(Location(self.path, line), message, CHECK, hint))

    def _refuse(self, what: str, hint: str = "leave it out") -> None:
        self.fault(self.parser.CurrentLineNumber, f"an icon has no {what}", hint)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name not in ELEMENTS:
            self._refuse(f"<{name}>", did_you_mean(name, ELEMENTS) or "draw with shapes and paths")
        kept = {key: value for key, value in attributes.items() if not key.startswith("xmlns")}
        for key, value in kept.items():
            if key not in ATTRIBUTES:
                self._refuse(f"attribute {key}", did_you_mean(key, ATTRIBUTES) or "leave it out")
            elif key in PAINT and value not in ("none", "currentColor"):
                self._refuse(f'{key} "{value}"', "write currentColor: it follows the palette")
            elif not VALUE.fullmatch(value):
                self._refuse(f'{key} "{value}"', "write numbers and names")
        if not self.parts and (name != "svg" or kept.get("viewBox") != VIEW):
            self.fault(self.parser.CurrentLineNumber, f'an icon begins with <svg viewBox="{VIEW}">')
        own = {"class": "icon", "aria-hidden": "true"} if not self.parts else {}
        text = "".join(f' {key}="{escape(value)}"' for key, value in {**own, **kept}.items())
        self.parts.append(f"<{name}{text}>")

    def _end(self, name: str) -> None:
        if self.parts and self.parts[-1].startswith(f"<{name} "):
            self.parts[-1] = f"{self.parts[-1][:-1]}/>"
        else:
            self.parts.append(f"</{name}>")

    def _text(self, text: str) -> None:
        if text.strip():
            self._refuse("text")
