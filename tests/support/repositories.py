"""Small Git repositories."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from textwrap import dedent

IDENTITY = ("-c", "user.name=Baker", "-c", "user.email=baker@example.org", "-c", "commit.gpgsign=false")


def git(root: Path, *arguments: str, at: int = 0) -> None:
    """Run Git as somebody, at a time of its own (seconds since 1970)."""
    dates = {"GIT_AUTHOR_DATE": f"@{at} +0000", "GIT_COMMITTER_DATE": f"@{at} +0000"}
    subprocess.run(
        ["git", "-C", str(root), *IDENTITY, *arguments],
        env={**os.environ, **dates},
        check=True,
        capture_output=True,
    )


def commit(root: Path, files: dict[str, str], at: int) -> None:
    """Write files and commit everything below `root`."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(dedent(text), encoding="utf-8")
    git(root, "add", "--all", at=at)
    git(root, "commit", "--message", "Bake", at=at)
