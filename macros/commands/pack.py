"""Pack a built folder into a zip file, the same bytes for the same content.

Entries are sorted and carry the build's date. The next build offers a file in `dist/` with the exports.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from macros.commands import cannot_write
from macros.exports import downloads
from macros.exports.offered import DIST
from macros.exports.writing import write_zip
from macros.guide import load_catalog
from macros.whole_files import whole


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder, and the file to write."""
    parser.add_argument("folder", type=Path)
    parser.add_argument("file", type=Path)


def run(root: Path, args: argparse.Namespace) -> int:
    """Write the zip: it appears whole or not at all."""
    target = args.file.resolve()
    files = sorted(path for path in args.folder.rglob("*") if path.is_file() and path.resolve() != target)
    if not files:
        print(f"{args.folder} is no folder with files: there is nothing to pack", file=sys.stderr)
        return 2
    top = Path(args.file.stem)
    entries = (((top / file.relative_to(args.folder)).as_posix(), file.read_bytes()) for file in files)
    try:
        with whole(args.file) as part:
            write_zip(part, entries)
    except OSError as error:
        return cannot_write(args.file, error)
    if target.parent == (root / DIST).resolve():
        downloads.offer(load_catalog(root, cached=True), args.file)
    print(f"{args.file} ({args.file.stat().st_size:,} bytes)")
    return 0
