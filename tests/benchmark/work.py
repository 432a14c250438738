"""Builds the site in the working folder and counts what that takes, in all of its processes.

Run as a script; the only argument is the file that gets the counts as JSON.
"""

from __future__ import annotations

import builtins
import io
import json
import os
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
import markdown


def main() -> None:
    """Count conversions of Markdown, rendered templates, and reads by file below docs/; then build."""
    out = Path(sys.argv[1])
    # Processes that a build forks write to the same log: a short write at the end of a file is never torn.
    log = os.open(out.with_suffix(".log"), os.O_CREAT | os.O_TRUNC | os.O_APPEND | os.O_WRONLY)
    docs = f"{Path.cwd()}/docs/"

    def note(what: str) -> None:
        os.write(log, f"{what}\n".encode())

    def counted(function: Callable[..., Any], what: str) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            note(what)
            return function(*arguments, **options)

        return call

    def open_counted(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        name = str(Path(file).absolute()) if isinstance(file, str | os.PathLike) else ""
        if name.startswith(docs) and "r" in mode:
            note(name.removeprefix(docs))
        return open_file(file, mode, *arguments, **options)

    open_file = io.open
    io.open = open_counted
    builtins.open = open_counted
    markdown.Markdown.convert = counted(markdown.Markdown.convert, "markdown")  # type: ignore[method-assign]
    jinja2.Template.render = counted(jinja2.Template.render, "template")  # type: ignore[method-assign]

    from mkdocs.__main__ import cli

    try:
        cli(["build", "--strict"], standalone_mode=False)
    finally:
        counts = Counter(out.with_suffix(".log").read_text(encoding="utf-8").splitlines())
        out.write_text(json.dumps(counts), encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(Path.cwd()))
    main()
