"""An id is for ever: links, decks and readers' progress hang on it. Who renames a question leaves the old id.

The file `docs/ids.txt` lists the ids that readers have seen, one a line. `check --fix` adds new ones; a line
that begins with `-` withdraws an id whose question is gone for good. No reader has seen an id that was never
committed: who renames a question before sending it leaves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from macros.catalog import Catalog
from macros.history import committed
from macros.issues import Edit, Issue, Location
from macros.merge_conflicts import MESSAGE, conflicts

ID = "vanished-ids"
FILE = "docs/ids.txt"


def check(catalog: Catalog) -> Iterator[Issue]:
    """Listed ids that are neither a question nor an alias of one, and withdrawn ones that exist."""
    for line in conflicts(_list(catalog)):
        yield Issue(Location(FILE, line), MESSAGE, ID, "keep the ids of both sides, and take the marks out")
    known = {name for question in catalog.content.questions for name in (question.id, *question.aliases)}
    for line, name, withdrawn in listed(catalog):
        place = Location(FILE, line)
        if name in known and withdrawn:
            message = f"'{name}' is withdrawn, yet it exists"
            yield Issue(place, message, ID, "take the '-' away")
        elif name not in known and not withdrawn and not catalog.may_exist(name):
            if _is_new(catalog, name):
                message = f"the question '{name}' is gone, and no reader has seen it"
                yield Issue(place, message, ID, "take the line out", fix=Edit(place, name, ""))
                continue
            message = f"the question '{name}' is gone, and no other has it as an alias"
            hint = "add 'aliases: [...]' to the question that took its place, or put '- ' before the id here"
            yield Issue(place, message, ID, hint)


def _is_new(catalog: Catalog, name: str) -> bool:
    """Whether Git knows the list and not that id; False where there is no Git, or no list in it yet."""
    text = catalog.once(ID, lambda: committed(catalog.root, FILE))
    return bool(text) and name not in {known for _, known, _ in _entries(text)}


def listed(catalog: Catalog) -> Iterator[tuple[int, str, bool]]:
    """(line, id, whether it is withdrawn) of the list; nothing where there is no list."""
    return _entries(_list(catalog))


def _list(catalog: Catalog) -> str:
    file = catalog.root / FILE
    return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""


def _entries(text: str) -> Iterator[tuple[int, str, bool]]:
    for number, line in enumerate(text.splitlines(), 1):
        name = line.strip()
        if name and not name.startswith(("#", "<<<<<<<", "=======", ">>>>>>>")):
            yield number, name.removeprefix("-").strip(), name.startswith("-")
