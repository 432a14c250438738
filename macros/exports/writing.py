"""Files appear whole or not at all, and with the same bytes from the same content."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from macros.clock import build_date
from macros.whole_files import whole


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """As `whole`, for a folder that the export owns: nothing of an earlier export stays in it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    part, old = (folder.with_name(f".{folder.name}.{os.getpid()}.{end}") for end in ("part", "old"))
    try:
        part.mkdir()
        yield part
        if folder.exists():
            os.replace(folder, old)
        os.replace(part, folder)
    finally:
        for rest in (part, old):
            shutil.rmtree(rest, ignore_errors=True)


def write_whole(file: Path, text: str) -> Path:
    """Write beside the target and rename, so that an interrupted export leaves the old file."""
    with whole(file) as part:
        part.write_text(text, encoding="utf-8", newline="\n")
    return file


def write_zip(file: Path, entries: Iterable[tuple[str, bytes]], stored: frozenset[str] = frozenset()) -> None:
    """A zip whose entries carry the build's date, in the order given; `stored` names what is not packed."""
    day = build_date()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in entries:
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
