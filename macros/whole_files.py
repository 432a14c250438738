"""Files appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def whole(file: Path) -> Iterator[Path]:
    """A path beside `file` to write to. What is there takes the file's place when the block ends well.

    What is interrupted leaves the old file. The path is this process's own: another one may be writing the
    same target.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        yield part
        os.replace(part, file)
    finally:
        with suppress(OSError):  # where nothing may be written, nothing is there, and that is what is said
            part.unlink()
