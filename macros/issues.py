"""What is wrong, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from typing import Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Location:
    """A line of a file. `path` is relative to the repository's root, with slashes; lines count from 1."""

    path: str
    line: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True)
class Edit:
    """A remedy that needs no thought: on one line, `old` becomes `new`. A line that becomes blank goes."""

    location: Location
    old: str
    new: str


@dataclass(frozen=True, order=True)
class Issue:
    """One finding of one check, with its remedy where that is mechanical."""

    location: Location
    message: str
    check: str
    hint: str = ""
    level: Level = "error"
    fix: Edit | None = field(default=None, compare=False)

    def __str__(self) -> str:
        mark = "" if self.level == "error" else "warning: "
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.location}: {mark}{self.message}{hint}"

    def as_dict(self) -> dict[str, object]:
        """The finding as `check --json` prints it: path, line, check, level, message, hint, fixable."""
        flat = asdict(self)
        location = flat.pop("location")
        shown = {key: flat[key] for key in ("check", "level", "message", "hint")}
        return {**location, **shown, "fixable": self.fix is not None}


class ContentError(Exception):
    """Content that cannot be built. Carries every issue found, errors and warnings, sorted by place."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues = tuple(sorted(issues))
        super().__init__("\n".join(map(str, self.issues)))


class MacroError(Exception):
    """A macro was called with something that does not exist. The caller knows the place and adds it.

    `missing` is the name that was not found, where that is the fault.
    """

    def __init__(self, message: str, hint: str = "", missing: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.missing = missing


def errors(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Only the findings that must stop a build."""
    return tuple(issue for issue in issues if issue.level == "error")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint naming the closest known word, or an empty string when none is close."""
    return _did_you_mean(word, tuple(sorted(known)))


@lru_cache(maxsize=4096)  # who removes a service leaves the same name in many places, and each search is slow
def _did_you_mean(word: str, known: tuple[str, ...]) -> str:
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"did you mean '{close[0]}'?" if close else ""
