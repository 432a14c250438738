"""The commands of `python -m macros`, one per file: `add_arguments(parser)` and `run(root, args) -> int`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast


class Command(Protocol):
    """A module of this package. The first line of its docstring is its help."""

    __doc__: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's own arguments."""

    def run(self, root: Path, args: argparse.Namespace) -> int:
        """Do it, and give the exit code."""


class _Commands(Mapping[str, Command]):
    """The modules by name, each imported when it is asked for: some take longer than a whole check."""

    def __init__(self, *names: str) -> None:
        self._names = names

    def __getitem__(self, name: str) -> Command:
        if name not in self._names:
            raise KeyError(name)
        return cast(Command, import_module(f"macros.commands.{name}"))

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


COMMANDS = _Commands(
    "check", "new", "schema", "stats", "export", "verify", "upstream", "csp", "pack", "precache", "share"
)


def cannot_write(target: Path, error: OSError) -> int:
    """Say that `target` cannot be written, and why. Gives the exit code of a wrong call."""
    place = error.filename2 or error.filename
    why = f"{place}: {error.strerror}" if place else str(error)
    print(f"cannot write {target} ({why})", file=sys.stderr)
    return 2
