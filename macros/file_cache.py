"""What was made once, kept between runs: worth it where making it takes longer than looking it up.

A cache can only cost time, never change a result: a value counts for the very bytes that it was made of, and
for the very code and packages. Any other file, and a damaged one, is as none.
"""

from __future__ import annotations

import os
import pickle
import platform
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

from macros.whole_files import whole

T = TypeVar("T")
#: A digest of what a value was made of, and the value.
Entry = tuple[bytes, Any]
#: Names that were asked for, and values that were not known.
Account = tuple[set[str], dict[str, Entry]]
#: Bytes of the digest in front of the values.
SIZE = 32


def caching() -> bool:
    """Whether anything is kept: the environment variable GUIDE_CACHE turns it off with `off`."""
    return os.environ.get("GUIDE_CACHE", "") != "off"


def digest_of(*parts: bytes) -> bytes:
    """A mark of some bytes, of how they are divided, too."""
    digest = blake2b(digest_size=SIZE)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()


class FileCache:
    """Values by name, each made of the bytes of one file or text. They must survive pickling."""

    def __init__(self, file: Path | None = None) -> None:
        """`file`: where they stay between runs; None for values that live as long as the process."""
        self._file = file
        self._known: dict[str, Entry] = (read_kept(file) if file else None) or {}
        self._kept: dict[str, Entry] = {}
        self._new: dict[str, Entry] = {}

    @property
    def empty(self) -> bool:
        """Whether nothing is known from an earlier run."""
        return not self._known

    def get(self, name: str, data: bytes | str, make: Callable[[], T]) -> T:
        """The value that was made of `data` under this name, or a new one."""
        mark = _mark(data)
        known = self._kept.get(name) or self._known.get(name)
        if known is None or known[0] != mark:
            known = (mark, make())
            self._new[name] = known
        self._kept[name] = known
        value: T = known[1]
        return value

    def has(self, name: str, data: bytes | str) -> bool:
        """Whether `get` would make nothing."""
        known = self._kept.get(name) or self._known.get(name)
        return known is not None and known[0] == _mark(data)

    def account(self) -> Account:
        """What a copy of this process asked for and made, to be taken over by the one that saves."""
        return set(self._kept), self._new

    def take_over(self, account: Account) -> None:
        """Count what another process asked for and made as this one's."""
        asked, new = account
        for name in asked:
            self._kept[name] = new.get(name) or self._known[name]
        self._new = self._new | new

    def save(self) -> None:
        """Write down what was asked for since the last time, and nothing else, for the next run."""
        if self._file and (self._new or len(self._kept) != len(self._known)):
            keep(self._file, self._kept)
        self._known, self._kept, self._new = self._kept, {}, {}


def _mark(data: bytes | str) -> bytes:
    # YAML can write half a character
    return digest_of(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)


def read_kept(file: Path) -> Any:
    """The value in a file that `keep` wrote with this very code; None from any other file."""
    try:
        data = file.read_bytes()
    except OSError:
        return None
    values = memoryview(data)[SIZE:]
    if data[:SIZE] != _digest(values):
        return None
    return pickle.loads(values)  # noqa: S301 (ours: the digest says so)


def keep(file: Path, value: object) -> None:
    """Write a value for `read_kept`.

    Two runs at once do not disturb each other, for the file appears whole. Where nothing may be written,
    there is no cache.
    """
    values = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    with suppress(OSError), whole(file) as part, part.open("wb") as out:
        out.write(_digest(values))
        out.write(values)


def _digest(values: bytes | memoryview) -> bytes:
    return blake2b(values, digest_size=SIZE, key=code()).digest()


@cache
def code() -> bytes:
    """What stands for this package's code and templates, and for every installed package's version."""
    parts = [f"{platform.python_version()} {platform.system()}", *_installed()]
    folder = Path(__file__).parent
    files = sorted(file for kind in ("*.py", "*.jinja") for file in folder.rglob(kind))
    named = [
        part for file in files for part in (file.relative_to(folder).as_posix().encode(), file.read_bytes())
    ]
    return digest_of(*(part.encode() for part in parts), *named)


def _installed() -> list[str]:
    """Names and versions of the installed packages, as their folders of metadata give them."""
    found: set[str] = set()
    for folder in sys.path:
        with suppress(OSError):
            found.update(name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info")))
    return sorted(found)
