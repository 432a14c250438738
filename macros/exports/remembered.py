"""What a build of this very guide found out, so that the next one need not find it out again.

It holds for one state of the content and of the code, and is forgotten with any other.
"""

from __future__ import annotations

from pathlib import Path

from macros.file_cache import caching, keep, read_kept
from macros.guide import Guide


class Remembered:
    """Short texts by name, for the guide in the state that `guide.mark` names."""

    def __init__(self, guide: Guide) -> None:
        self._mark = guide.mark
        self._file: Path | None = None
        self._known: dict[str, str] = {}
        if self._mark and caching():
            self._file = guide.catalog.root / ".cache" / "remembered.pickle"
            mark, known = read_kept(self._file) or (b"", {})
            if mark == self._mark:
                self._known = known
        self._new = dict(self._known)

    def get(self, name: str) -> str:
        """What was found out; empty when nothing was."""
        return self._new.get(name, "")

    def note(self, name: str, text: str) -> None:
        """Remember this, too."""
        self._new[name] = text

    def save(self) -> None:
        """Keep it for the next build."""
        if self._file and self._new != self._known:
            keep(self._file, (self._mark, self._new))
            self._known = dict(self._new)
