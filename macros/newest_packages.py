"""The newest releases of packages, in a folder of their own: what the installed ones are held against."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from importlib.metadata import distributions
from pathlib import Path


def fetch_latest(folder: Path, packages: Iterable[str]) -> int:
    """Install the newest releases of some packages into `folder`; the exit code of pip. Needs a network."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--upgrade", "--target", str(folder)]
    code = subprocess.run([*command, *sorted(packages)], check=False).returncode  # noqa: S603 (fixed arguments)
    if code:
        print(f"cannot fetch the newest packages: pip gave {code} (it needs a network)", file=sys.stderr)
    return code


def release(package: str, folder: Path) -> str:
    """Which release of a package lies in a folder with packages; empty where there is none."""
    found = (each for each in distributions(path=[str(folder)]) if each.name == package)
    return next((each.version for each in found), "")
