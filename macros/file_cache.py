"""What was made of files, kept between runs: worth it where reading takes longer than all that follows.

A cache can only cost time, never change a result: a value counts for the very bytes that it was made of, and
for the very code. Any other file, and a damaged one, is as none.
"""

from __future__ import annotations

import pickle
import platform
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

import pydantic
import yaml

from macros.whole_files import whole

T = TypeVar("T")
#: Names that were asked for, and values that were not known, each with the digest of its bytes.
Account = tuple[set[str], dict[str, tuple[bytes, Any]]]
#: Bytes of the digest in front of the values.
SIZE = 32


class FileCache:
    """Values by name, each made of the bytes of one file or text. They must survive pickling."""

    def __init__(self, file: Path | None = None) -> None:
        """`file`: where they stay between runs; None for values that live as long as the process."""
        self._file = file
        self._known = _read(file) if file else {}
        self._kept: dict[str, tuple[bytes, Any]] = {}
        self._new: dict[str, tuple[bytes, Any]] = {}
        self._changed = False

    def get(self, name: str, data: bytes | str, make: Callable[[], T]) -> T:
        """The value that was made of `data` under this name, or a new one."""
        if isinstance(data, str):
            data = data.encode("utf-8", "surrogatepass")  # YAML can write half a character
        digest = blake2b(data, digest_size=SIZE).digest()
        known: tuple[bytes, Any] | None = self._kept.get(name) or self._known.get(name)
        if known is None or known[0] != digest:
            known = (digest, make())
            self._changed = True
            self._new[name] = known
        self._kept[name] = known
        value: T = known[1]
        return value

    def account(self) -> Account:
        """What a copy of this process asked for and made, to be taken over by the one that saves."""
        return set(self._kept), self._new

    def take_over(self, account: Account) -> None:
        """Count what another process asked for and made as this one's."""
        asked, new = account
        for name in asked:
            self._kept[name] = new.get(name) or self._known[name]
        self._changed = self._changed or bool(new)

    def save(self) -> None:
        """Write down what was asked for, and nothing else, for the next run.

        Two runs at once do not disturb each other, for the file appears whole. Where nothing may be written,
        there is no cache.
        """
        if self._file is None or (not self._changed and len(self._kept) == len(self._known)):
            return
        values = pickle.dumps(self._kept, pickle.HIGHEST_PROTOCOL)
        with suppress(OSError), whole(self._file) as part:
            part.write_bytes(_digest(values) + values)


def _read(file: Path) -> dict[str, tuple[bytes, Any]]:
    """The values in a file that this code wrote; none from any other."""
    try:
        data = file.read_bytes()
    except OSError:
        return {}
    values = data[SIZE:]
    if data[:SIZE] != _digest(values):
        return {}
    known: dict[str, tuple[bytes, Any]] = pickle.loads(values)  # noqa: S301 (ours: the digest says so)
    return known


def _digest(values: bytes) -> bytes:
    return blake2b(values, digest_size=SIZE, key=_code()).digest()


@cache
def _code() -> bytes:
    """What stands for this package's code, and for the versions of what makes values with it."""
    digest = blake2b(digest_size=SIZE)
    for version in (platform.python_version(), pydantic.VERSION, yaml.__version__):
        digest.update(f"{version}\n".encode())
    folder = Path(__file__).parent
    for file in sorted(folder.rglob("*.py")):
        digest.update(f"{file.relative_to(folder).as_posix()}\n".encode())
        digest.update(file.read_bytes())
    return digest.digest()
