"""Files become what lies beside texts: examples, icons and diagrams."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from macros.content import Content
from macros.diagrams import read_diagram
from macros.icons import read_icon
from macros.issues import Location
from macros.models import Diagram, Example, Icon
from macros.reading import ContentFile, complain


def load_example(file: ContentFile, text: str, content: Content, root: Path) -> None:
    """A file that pages include, as it is."""
    escape = re.search(r"^[ \t]*(?:```|~~~)|-8<-", text, re.MULTILINE)
    if escape:
        line = text.count("\n", 0, escape.start()) + 1
        complain(content, file, line, "an example cannot hold a fence or an include", "leave the line out")
    content.examples.append(Example(file.uri, _section(file), Location(file.path), tested_by(file, root)))


def _section(file: ContentFile) -> str:
    """The folder that an example belongs to."""
    index = file.parts.index("examples")
    return file.parts[index - 1] if index else ""


def tested_by(file: ContentFile, root: Path) -> str:
    """The file that tests an example; empty where there is none."""
    test = example_test(file.uri, _section(file))
    return test if (root / test).is_file() else ""


def example_test(path: str, section: str) -> str:
    """The file that tests the example at `path`, by convention."""
    stem = path.rsplit("/", 1)[1].split(".", 1)[0]
    return f"tests/examples/{section}/test_{stem}.py".replace("-", "_")


def example_tests(root: Path) -> list[str]:
    """The files that test examples, whether or not there are such, as paths from the repository's root."""
    found = (root / "tests" / "examples").glob("*/test_*.py")
    return sorted(file.relative_to(root).as_posix() for file in found)


def load_icon(file: ContentFile, text: str, content: Content, _: Path) -> None:
    """The icon of the page beside it."""
    svg, issues = read_icon(text.encode(), file.path)
    content.issues += issues
    content.icons.append(Icon(file.uri.rpartition("/")[0], Location(file.path), svg))


def load_diagram(file: ContentFile, text: str, content: Content, _: Path) -> None:
    """A diagram's source, with the picture that was drawn from it."""
    labels = dict(re.findall(r"^\s*(accTitle|accDescr)\s*:\s*(\S.*?)\s*$", text, re.MULTILINE))
    for name in ("accTitle", "accDescr"):
        if name not in labels:
            complain(content, file, 1, f"the diagram has no {name}", f"add a line '{name}: ...'")
    data = picture_of(file)
    drawn = re.search(rb'data-source="([0-9a-f]{16})"', data)
    svg, found = read_diagram(data, file.path.removesuffix(".mmd") + ".svg")
    if not data:
        complain(content, file, 1, "the diagram is not drawn yet", "run 'make diagrams'")
    elif not drawn or drawn[1].decode() != diagram_digest(text):
        complain(content, file, 1, "the picture is older than its source", "run 'make diagrams'")
    else:
        content.issues += found
    content.diagrams.append(
        Diagram(
            file.uri.removesuffix(".mmd"),
            Location(file.path),
            labels.get("accTitle", ""),
            labels.get("accDescr", ""),
            svg,
        )
    )


def picture_of(file: ContentFile) -> bytes:
    """What was drawn from a diagram; nothing where that was not done."""
    picture = file.absolute.with_suffix(".svg")
    return picture.read_bytes() if picture.is_file() else b""


def diagram_digest(source: str) -> str:
    """The mark by which a picture names the source it was drawn from: 16 hex digits."""
    return hashlib.sha256(source.strip().encode()).hexdigest()[:16]
