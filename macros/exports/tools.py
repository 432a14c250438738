"""Programs and packages that only some exports need, and what is said while an export works."""

from __future__ import annotations

import importlib
import os
import shutil
import sys
from collections.abc import Mapping
from typing import Any

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: Chromium's sandbox cannot be had as root, nor in most containers. It only ever reads our own file.
CHROMIUM_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


class MissingToolError(SystemExit):
    """Ends the command with a sentence that says what installs the tool, and no traceback."""


def package(name: str, module: str = "") -> Any:
    """The module of a package from requirements-dev.txt."""
    try:
        return importlib.import_module(module or name)
    except ImportError as error:
        raise MissingToolError(
            f"this export needs the Python package {name}; install it with: "
            f"{sys.executable} -m pip install --require-hashes -r requirements-dev.txt ({error})"
        ) from None


def chromium(environ: Mapping[str, str] = os.environ) -> str:
    """The path of a Chromium: `CHROMIUM` if that is set, else the first one found."""
    given = environ.get("CHROMIUM", "")
    found = next((path for name in (given, *CHROMIUM) if name and (path := shutil.which(name))), "")
    if not found:
        raise MissingToolError(
            "this export needs Chromium; install it with: apt-get install chromium "
            "(or set CHROMIUM to the path of a Chrome)"
        )
    return found


def progress(text: str) -> None:
    """One line on what is being done, beside the command's own output."""
    print(text, file=sys.stderr, flush=True)
