"""Remedies that need no thought are written into the files; the rest is for people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from macros.catalog import Catalog
from macros.checks import vanished_ids
from macros.exports.writing import write_whole
from macros.issues import Edit, Issue
from macros.whole_files import whole


def apply_fixes(root: Path, issues: Iterable[Issue]) -> list[Issue]:
    """Mend what can be mended below `root`, and give the findings that are mended.

    A finding whose text is no longer on its line stays, and so does one whose text stands there twice, once
    in code or in a quotation perhaps: a finding has a line and no column. Line ends stay as they are, and a
    line from which all was taken goes.
    """
    by_file: dict[str, list[Issue]] = defaultdict(list)
    for issue in sorted(issues):
        if issue.fix:
            by_file[issue.fix.location.path].append(issue)
    done: list[Issue] = []
    for path, found in by_file.items():
        file = root / path
        lines = file.read_bytes().decode("utf-8").split("\n")
        mended = [issue for issue in found if issue.fix and _edit(lines, issue.fix)]
        if mended:
            with whole(file) as part:
                part.write_bytes("\n".join(line for line in lines if line != _GONE).encode())
            done += mended
    return done


#: Stands for a line that goes, so that the numbers of the others hold until the end.
_GONE = "\0"


def _edit(lines: list[str], edit: Edit) -> bool:
    index = edit.location.line - 1
    if index >= len(lines) or lines[index].count(edit.old) != 1:
        return False
    line = lines[index].replace(edit.old, edit.new)
    lines[index] = line if line.strip() or not lines[index].strip() else _GONE
    return True


def record_ids(catalog: Catalog) -> list[str]:
    """Add the ids of questions that the guide's list does not have yet, and give them; no list, no ids."""
    file = catalog.root / vanished_ids.FILE
    if not file.is_file():
        return []
    lines = file.read_text(encoding="utf-8").splitlines()
    new = sorted(set(catalog.questions) - {name for _, name, _ in vanished_ids.listed(catalog)})
    if new:
        head = [line for line in lines if line.startswith("#")]
        ids = [line for line in lines if line.strip() and not line.startswith("#")]
        write_whole(file, "\n".join([*head, *sorted([*ids, *new], key=lambda line: line.lstrip("- ")), ""]))
    return new
