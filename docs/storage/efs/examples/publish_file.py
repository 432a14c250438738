"""Two ways for several machines to change files of one shared file system."""

import fcntl
import os
import uuid
from pathlib import Path


def publish(path: Path, data: bytes) -> None:
    """Replaces a file whole: who opens it gets the old content or the new, never a half."""
    draft = path.with_name(f".{path.name}.{uuid.uuid4().hex}")  # in the same folder, and nobody else's
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())  # the server has it before the name says so
    draft.replace(path)  # one operation on the server


def append(path: Path, line: str) -> None:
    """Adds a line. Over NFS an append is not atomic: without the lock two machines overwrite each other."""
    with path.open("ab") as file:
        fcntl.lockf(file, fcntl.LOCK_EX)  # a lock of the file system: other machines wait, if they ask too
        file.write(line.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())  # before the lock goes, which the close gives back
