"""One content file: its bytes, its text, and what is wrong with it whatever it holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from macros.content import Content
from macros.issues import Edit, Issue, Location
from macros.merge_conflicts import HINT, MESSAGE, conflicts

CHECK = "format"

#: Characters that turn the direction of what follows: a review sees another text than the one there is.
#: Source: https://trojansource.codes/
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
CONTROL = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\ufeff{TURNING}]")
#: Reads the text of a file into a content; the last argument is the repository's root.
Loader = Callable[["ContentFile", str, Content, Path], None]


class ContentFile(NamedTuple):
    """A content file: `path` from the repository's root, `parts` of its path from the docs folder."""

    path: str
    parts: tuple[str, ...]
    name: str
    is_link: bool
    suffix: str
    loader: Loader | None

    @property
    def uri(self) -> str:
        """Its path from the docs folder."""
        return "/".join(self.parts)

    @property
    def absolute(self) -> Path:
        """Where it lies."""
        return Path(self.name)

    @property
    def stem(self) -> str:
        """Its name without the ending."""
        return self.parts[-1].removesuffix(self.suffix)


def names_of(file: ContentFile) -> set[str]:
    """Under what a file, or what it holds, is known elsewhere."""
    names = {file.uri, file.uri.removesuffix(".mmd"), file.stem, *file.parts[-2:-1]}
    if file.parts[-2:-1] == ("questions",):
        names |= {*file.parts[-3:-2], f"{file.parts[-3]}/{file.stem}" if len(file.parts) > 2 else ""}
    return names


def link_fault(file: ContentFile, root: Path) -> Issue | None:
    """What is wrong with a file that is a link; folders that are links are not walked into."""
    place = Location(file.path, 1)
    try:
        target = file.absolute.resolve()
    except RuntimeError:
        return Issue(place, "this link leads to itself", CHECK, "copy the file")
    if not target.is_relative_to(root.resolve()):
        return Issue(place, "this link leads out of the repository", CHECK, "copy the file")
    if not file.absolute.is_file():
        return Issue(place, "this link leads to no file", CHECK, "link files, not folders")
    return None


def bytes_of(file: ContentFile) -> bytes:
    """What is in a file; nothing where nothing is read from it and it may not be read."""
    try:
        with open(file.name, "rb") as opened:
            return opened.read()
    except OSError:
        if file.loader:
            raise
        return b""


def complain(
    content: Content,
    file: ContentFile,
    line: int,
    message: str,
    hint: str = "",
    fix: tuple[str, str] | None = None,
) -> None:
    """Note what is wrong with a line of a file; `fix`: the line as it is, and as it is to be."""
    place = Location(file.path, line)
    edit = Edit(place, *fix) if fix else None
    content.issues.append(Issue(place, message, CHECK, hint, fix=edit))


def text_of(file: ContentFile, data: bytes, content: Content) -> str | None:
    """The text of a file, without carriage returns; None where it holds what no text may, and says so."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        complain(content, file, line, "this is not UTF-8", "save the file with the encoding UTF-8")
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    control = CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        message = f"a control character (U+{ord(control[0]):04X})"
        hint = "save the file as plain UTF-8 without a byte order mark"
        if control[0] in TURNING:
            hint = "take it out: it shows what follows in another order than a browser or a machine reads it"
        complain(content, file, line, message, hint, _without(text, line, control[0], ""))
        return None
    marks = list(conflicts(text))
    for line in marks:
        complain(content, file, line, MESSAGE, HINT)
    if marks:
        return None
    if file.suffix in {".md", ".yml"} and "\t" in text:
        line = text.count("\n", 0, text.index("\t")) + 1
        fix = _without(text, line, "\t", "    ")
        complain(content, file, line, "there is a tab in this line", "indent with spaces", fix)
        return None
    return text


def _without(text: str, line: int, old: str, new: str) -> tuple[str, str]:
    """A line of a text as it is, and as it is to be."""
    written = text.split("\n")[line - 1]
    return written, written.replace(old, new)
