"""Pack a built folder into a zip file, the same bytes for the same content.

Entries are sorted and carry the build's date.
"""

from __future__ import annotations

import argparse
import os
import zipfile
from pathlib import Path

from macros.clock import build_date


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder, and the file to write."""
    parser.add_argument("folder", type=Path)
    parser.add_argument("file", type=Path)


def run(root: Path, args: argparse.Namespace) -> int:
    """Write the zip beside its final name and rename it."""
    day = build_date()
    part = args.file.with_name(f".{args.file.name}.part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(path for path in args.folder.rglob("*") if path.is_file()):
            name = (Path(args.file.stem) / file.relative_to(args.folder)).as_posix()
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, file.read_bytes())
    os.replace(part, args.file)
    print(f"{args.file} ({args.file.stat().st_size:,} bytes)")
    return 0
