"""Programs and packages that only some exports need, and what is said while an export works."""

from __future__ import annotations

import importlib
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: Chromium's sandbox cannot be had as root, nor in most containers. It only ever reads our own file.
CHROMIUM_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


_INSTALL = f"{sys.executable} -m pip install --require-hashes -r requirements-dev.txt"


class MissingToolError(SystemExit):
    """Ends the command with a sentence that says what installs the tool, and no traceback."""


def package(name: str, module: str = "") -> Any:
    """The module of a package from requirements-dev.txt."""
    try:
        return importlib.import_module(module or name)
    except ImportError as error:
        raise MissingToolError(
            f"this export needs the Python package {name}; install it with: {_INSTALL} ({error})"
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


def pandoc() -> Any:
    """The module that runs pandoc, and finds the program."""
    pypandoc = package("pypandoc_binary", "pypandoc")
    try:
        pypandoc.get_pandoc_version()
    except OSError:
        given = os.environ.get("PYPANDOC_PANDOC")
        way = f"PYPANDOC_PANDOC names none: {given}" if given else f"install it with: {_INSTALL}"
        raise MissingToolError(f"this export needs pandoc; {way}") from None
    return pypandoc


@contextmanager
def browser() -> Iterator[Any]:
    """A running Chromium, driven by playwright."""
    playwright = package("playwright", "playwright.sync_api")
    program = chromium()
    try:
        running = playwright.sync_playwright().start()
    except OSError as error:
        raise MissingToolError(
            f"this export needs playwright's driver; install it with: {_INSTALL} --force-reinstall ({error})"
        ) from None
    try:
        try:
            launched = running.chromium.launch(executable_path=program, args=list(CHROMIUM_ARGUMENTS))
        except playwright.Error as error:
            raise MissingToolError(
                f"this export needs a Chromium that starts, and {program} does not; set CHROMIUM to the path "
                f"of another ({str(error).splitlines()[0]})"
            ) from None
        yield launched
        launched.close()
    finally:
        running.stop()


def progress(text: str) -> None:
    """One line on what is being done, beside the command's own output."""
    print(text, file=sys.stderr, flush=True)
