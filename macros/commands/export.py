"""Write the guide in a format to take away.

A file appears whole or not at all.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from macros.commands import cannot_write
from macros.exports import cards_js, downloads
from macros.guide import Guide, open_guide

#: What can be written: each format alone, all of them with their list, and the cards of the practice app.
EXPORTS: Mapping[str, Callable[[Guide, Path], list[Path]]] = {
    **downloads.FORMATS,
    "downloads": downloads.export,
    "cards": cards_js.export,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The format, and where to write."""
    parser.add_argument("target", choices=sorted(EXPORTS))
    parser.add_argument("--out", type=Path, default=Path("dist"), help="folder (default: dist)")


def run(root: Path, args: argparse.Namespace) -> int:
    """Write `args.target` into `args.out`."""
    guide = open_guide(root)
    try:
        args.out.mkdir(parents=True, exist_ok=True)
        files = EXPORTS[args.target](guide, args.out)
    except OSError as error:
        return cannot_write(args.out, error)
    for file in files:
        print(f"{file} ({file.stat().st_size:,} bytes)")
    return 0
