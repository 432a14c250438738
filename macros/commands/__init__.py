"""The commands of `python -m macros`, one per file: `add_arguments(parser)` and `run(root, args) -> int`."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from macros.commands import check, csp, export, new, pack, precache, schema, stats, verify


class Command(Protocol):
    """A module of this package. The first line of its docstring is its help."""

    __doc__: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's own arguments."""

    def run(self, root: Path, args: argparse.Namespace) -> int:
        """Do it, and give the exit code."""


COMMANDS: Mapping[str, Command] = {
    "check": check,
    "new": new,
    "schema": schema,
    "stats": stats,
    "export": export,
    "verify": verify,
    "csp": csp,
    "pack": pack,
    "precache": precache,
}
