"""When files were last changed, as Git knows it."""

from __future__ import annotations

import subprocess
from pathlib import Path

from macros.clock import build_time


def last_changes(root: Path, folder: str = "docs") -> dict[str, int]:
    """Seconds since 1970 of the last change of each file below `folder`, by path from `root`.

    Empty without Git or without a repository. A change that is not committed yet is as new as the build.
    Merged work counts as changed when it was merged (`--first-parent`), so no file ever becomes older.
    """
    if not (root / ".git").exists():
        return {}
    log = _git(root, "log", "--first-parent", "-m", "--no-renames", "--name-only", "--format=%x00%ct", folder)
    found: dict[str, int] = {}
    for commit in log.split("\0")[1:]:
        time, *names = commit.split("\n")
        for name in filter(None, names):
            found.setdefault(name, int(time))
    changed = _git(root, "status", "--porcelain", "--no-renames", "--untracked-files=all", folder)
    return {**found, **{line[3:]: build_time() for line in changed.splitlines()}}


def is_shallow(root: Path) -> bool:
    """Whether a part of the history is missing, so that old files seem as new as its oldest commit."""
    return _git(root, "rev-parse", "--is-shallow-repository").strip() == "true"


def commit(root: Path) -> bytes:
    """The name of the commit that is checked out; empty without Git or without a repository."""
    return _git(root, "rev-parse", "HEAD").encode() if (root / ".git").exists() else b""


def committed(root: Path, file: str) -> str:
    """What the last commit holds of a file (path from `root`); nothing if it has none, or without Git."""
    return _git(root, "show", f"HEAD:./{file}") if (root / ".git").exists() else ""


def _git(root: Path, *arguments: str) -> str:
    """What Git says; nothing if it cannot."""
    try:
        return subprocess.run(  # noqa: S603
            ["git", "-c", "core.quotePath=off", "-C", str(root), *arguments],  # noqa: S607
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""
