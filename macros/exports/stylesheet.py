"""The components of the site's stylesheet as one file, so that a page asks for one.

A component is a file of its own below the theme's folder, and `guide.css` there imports them in the order of
their cascade: it would work as it is, only slower.
"""

from __future__ import annotations

import re
from pathlib import Path

from macros.exports.writing import write_whole
from macros.guide import Guide
from macros.issues import ContentError, Issue, Location
from macros.rendering.practice import FOLDER

SOURCE = "assets/stylesheets/guide.css"
NAME = "guide.css"
IMPORT = re.compile(r"@import\s+\"([^\"]+)\"\s*;")
#: A text in quotes, which may hold what looks like a comment, or a comment.
COMMENT = re.compile(r"(\"(?:[^\"\\\n]|\\.)*\")|/\*.*?\*/\s*", re.DOTALL)


def ship(guide: Guide, site: Path | None = None) -> None:
    """Put the stylesheet among the theme's files, and into `site` as well; nothing in a theme without one.

    Addresses in the components are relative and stay right: the folder of the result lies beside theirs.
    """
    theme = guide.catalog.root / guide.catalog.config.theme_folder
    source = theme / SOURCE
    if not source.is_file():
        return
    text = joined(source, Location(f"{guide.catalog.config.theme_folder}/{SOURCE}"))
    for base in (theme, site):
        file = base / FOLDER / NAME if base else None
        if file and not (file.is_file() and file.read_text(encoding="utf-8") == text):
            write_whole(file, text)  # else untouched, for an engine that watches would build again


def joined(source: Path, place: Location) -> str:
    """The files that a stylesheet imports, without their comments. Raises ContentError, placed in it."""
    lines = source.read_text(encoding="utf-8").split("\n")
    parts, issues = [], []
    for number, line in enumerate(lines, 1):
        for name in IMPORT.findall(line):
            file = source.parent / name
            if file.is_file():
                parts.append(COMMENT.sub(r"\1", file.read_text(encoding="utf-8")).strip())
            else:
                known = ", ".join(sorted(item.name for item in source.parent.glob("*.css") if item != source))
                here = Location(place.path, number)
                issues.append(Issue(here, f"there is no stylesheet '{name}'", "theme", f"there are {known}"))
    if issues:
        raise ContentError(issues)
    return "\n".join(parts) + "\n"
