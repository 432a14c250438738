"""Exceptions to the checks, written where they hold: `check: allow <id>: <reason>` in a comment.

In Markdown the comment is `<!-- ... -->`, in YAML and front matter it begins with `#`. At the end of a line
it holds for that line; alone on a line, for the next one that is not blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from macros.issues import Edit, Issue, Location
from macros.markdown_source import text_lines

CHECK = "allowances"
MARK = "check:"
COMMENT = re.compile(r"[ ]*<!--[ ]*check:(.*?)-->[ ]*$")
YAML_COMMENT = re.compile(r"(?:^|[ ]+)#[ ]*check:(.*)$")
WORDS = re.compile(r"[ ]*allow[ ]+([a-z-]+)[ ]*:[ ]*(\S.*?)[ ]*")
HINT = "write 'check: allow <id of the check>: <reason>' in it"


@dataclass(frozen=True)
class Allowance:
    """What `check` says of the lines in `covers` is allowed, for a reason.

    `edit` takes the comment out of its file.
    """

    location: Location
    check: str
    reason: str
    covers: frozenset[int]
    edit: Edit = field(compare=False)


def read_allowances(text: str, path: str) -> tuple[list[Allowance], list[Issue], str]:
    """(exceptions, faults, the text without comments in its Markdown) of a content file.

    The lines of the text stay where they are.
    """
    if MARK not in text:
        return [], [], text
    lines = text.split("\n")
    found: list[Allowance] = []
    faults: list[Issue] = []
    for index, match, front in _comments(lines, path):
        place = Location(path, index + 1)
        alone = not lines[index].replace(match[0], "", 1).strip()
        words = WORDS.fullmatch(match[1])
        if not words:
            faults.append(Issue(place, "this exception is not understood", CHECK, HINT))
        elif alone and not front and index and lines[index - 1].strip():
            hint = "put it at the end of the line it is about, or above the paragraph"
            faults.append(Issue(place, "this exception would break a paragraph in two", CHECK, hint))
        else:
            covers = _next_line(lines, index) if alone else {index + 1}
            if front and index == 1:
                covers |= {1}  # what is said of the file as a whole is said of its first line
            edit = Edit(place, match[0], "")
            found.append(Allowance(place, words[1], words[2], frozenset(covers), edit))
        if not front:
            lines[index] = lines[index].replace(match[0], "", 1)
    return found, faults, "\n".join(lines)


def _comments(lines: list[str], path: str) -> Iterator[tuple[int, re.Match[str], bool]]:
    """(index of the line, the comment, whether it stands in YAML)."""
    end = len(lines)
    if path.endswith(".md"):
        end = next((n for n, line in enumerate(lines) if n and line.rstrip() == "---"), 0)
        body = dict(text_lines("\n".join(lines[end:])))
        for number in body:
            match = COMMENT.search(lines[end + number - 1]) if MARK in body[number] else None
            if match:
                yield end + number - 1, match, False
    for index in range(end):
        match = YAML_COMMENT.search(lines[index]) if MARK in lines[index] else None
        if match:
            yield index, match, True


def _next_line(lines: list[str], index: int) -> set[int]:
    return {next((n + 1 for n in range(index + 1, len(lines)) if lines[n].strip()), index + 1)}
